"""Bodies as clients make them: half an emoji is a comment, not a mistake."""

from __future__ import annotations

import json

import pytest

from commentguard.api.body import parse_object
from commentguard.api.problems import Problem
from commentguard.testing.serving import Served


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb"hi \ud83d there", "hi \ufffd there"),
        (rb"\ude00", "\ufffd"),
        (rb"\ud83d\ud83d\ude00\ude00", "\ufffd\U0001f600\ufffd"),
        (rb"\ud83d\u0041", "\ufffdA"),
        (rb"\ud83d\\\ud83d", "\ufffd\\\ufffd"),
        # A backslash and letters that only look like an escape.
        (rb"\\ud83d \ud83d", "\\ud83d \ufffd"),
        (rb"\\\\ud83d \ud83d \n", "\\\\ud83d \ufffd \n"),
    ],
)
def test_half_an_emoji_is_read_in_its_place(written: bytes, read: str) -> None:
    assert parse_object(b'{"text": "' + written + b'"}') == {"text": read}


@pytest.mark.parametrize("body", [rb'{"text": "\ud83d', rb'{"text": "\ud83d", "x": NaN}'])
def test_what_else_is_wrong_stays_wrong(body: bytes) -> None:
    with pytest.raises(Problem):
        parse_object(body)


def test_such_a_comment_is_judged_and_kept(server: Served) -> None:
    whole = "Call us now on 01632 960 148 for a free quote! "
    body = json.dumps({"text": whole + "\ud83d", "author": "Roofs \udfff"}).encode()
    scored = server.client.post("/v1/score", content=body, headers=server.auth())
    kept = server.client.post("/v1/comments", content=body, headers=server.auth())
    assert (scored.status_code, kept.status_code) == (200, 201)
    assert scored.json()["action"] == kept.json()["verdict"]["action"] == "hold"
