"""Examples of the native API, for people who read its description before they write a client.

Requests are written by hand. Answers are what a server said to them (`commentguard.testing.recorder`):
kept in a file, because a description must not need a model to be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

ADVERT = {
    "text": "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "author": "Slate Roofing Leeds",
    "post_title": "Growing tomatoes on a balcony",
}
READER = {
    "id": "comment-4711",
    "text": "Mine came out flat as well, then I bought a thermometer.",
    "author": "Ann",
    "author_email": "ann@reader.example",
    "author_ip": "203.0.113.9",
    "permalink": "https://blog.example/sourdough",
    "posted_at": "2026-11-24T09:30:00Z",
}
COMMENT_ID = "019aa3b5c1f07d3e9a52c7b4e6d81f03"
IDEMPOTENCY_KEY = "comment-4711-first-try"
PARAMETERS = {
    "comment_id": COMMENT_ID,
    "Idempotency-Key": IDEMPOTENCY_KEY,
    "status": "held",
    "order": "newest",
    "label": "promotional",
    "reason": "phone_number",
    "decided_after": "2026-11-24T09:30:00Z",
    "client_id": "c-17",
    "after": f"1764012345678_{COMMENT_ID}",
    "limit": 50,
}

REQUESTS: dict[str, dict[str, tuple[str, Any]]] = {
    "POST /v1/score": {
        "advert": ("An advert", ADVERT),
        "reader": ("A reader, with what a blog knows", READER),
    },
    "POST /v1/comments": {
        "advert": ("An advert", ADVERT),
        "reader": ("A reader, with what a blog knows", READER),
    },
    "POST /v1/comments:batchScore": {
        "three": (
            "An advert, a reader, and something that cannot be read",
            {"comments": [ADVERT, READER, {"text": 7}]},
        ),
    },
    "POST /v1/comments/{comment_id}/correction": {
        "ham": ("It was held and is fine", {"label": "ham"}),
        "promotional": (
            "It was published and advertises",
            {"label": "promotional", "note": "same roofer as last week"},
        ),
    },
    "PUT /v1/posts": {
        "post": (
            "A post that comments will be about",
            {
                "permalink": "https://blog.example/tomatoes",
                "title": "Growing tomatoes on a balcony",
                "text": "Five litres of soil for each plant, and water in the evening.",
                "tags": ["garden"],
            },
        ),
    },
    "PUT /v1/site/policy": {
        "stricter": ("Publish nothing that is likelier than not to be unwanted", {"hold": 0.5}),
        "adverts are welcome": ("Hold spam only", {"allow_promotional": True}),
        "as the model": ("Follow the model again", {}),
    },
}
"""Bodies by operation and name, each with a line that says what it is."""


def add_examples(paths: Mapping[str, Any]) -> None:
    """Put the examples into a description. Into the finished one: on the way there the framework
    drops every `null`, and an example without them is one that no server gives.
    """
    for path, methods in paths.items():
        for method, told in methods.items():
            operation = f"{method.upper()} {path}"
            for status, answer in _answers().get(operation, {}).items():
                (content,) = told["responses"][status]["content"].values()
                content["example"] = answer
            for content in told.get("requestBody", {}).get("content", {}).values():
                content["examples"] = {
                    name: {"summary": summary, "value": value}
                    for name, (summary, value) in REQUESTS[operation].items()
                }
            for parameter in told.get("parameters", ()):
                parameter["example"] = PARAMETERS[parameter["name"]]


@cache
def _answers() -> dict[str, dict[str, Any]]:
    text = files("commentguard.api").joinpath("examples.json").read_text("utf-8")
    recorded: dict[str, dict[str, Any]] = json.loads(text)
    return recorded
