"""The answers, byte for byte: clients compare them with `==`.

Two rules hold for every one. The status is 200 whenever we understood the caller, because a
client takes anything else for a broken network. And no error contains the words `true` and
`false`, because WordPress looks at the body and not at the status.
"""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

_TEXT = "text/plain; charset=utf-8"
THANKS = b"Thanks for making the web a better place."


def verdict(spam: bool, guid: str, *, discard: bool = False, kind: str = "") -> Response:
    """`true` or `false`. `guid` names this answer and no other: newer WordPress plugins drop a
    verdict without one, and would take two with the same for one. `kind` is told to who asked.
    """
    headers = {"X-akismet-guid": guid}
    if kind:
        headers["X-Akismet-Classification"] = kind
    if spam and discard:
        headers["X-akismet-pro-tip"] = "discard"
    return Response(b"true" if spam else b"false", headers=headers, media_type=_TEXT)


def word(text: bytes) -> Response:
    """A bare word that is no verdict."""
    assert text not in (b"true", b"false")
    return Response(text, media_type=_TEXT)


def invalid(*, explain: bool) -> Response:
    """The key opens nothing.

    `explain` adds the debug header, which one client needs on a comment-check (it takes every
    other body for spam) and takes for a crash on verify-key.
    """
    headers = {"X-akismet-debug-help": "This key is not known here."} if explain else None
    return Response(b"invalid", headers=headers, media_type=_TEXT)


def missing(name: str) -> Response:
    """A required field was not sent."""
    headers = {
        "X-akismet-debug-help": f'Empty "{name}" value',
        "X-akismet-error": "missing-required-field",
    }
    return Response(f"Missing required field: {name}.", headers=headers, media_type=_TEXT)


def refusal(text: str, code: str) -> Response:
    """The caller said something that cannot be read. `text` is ours: headers carry no echo."""
    headers = {"X-akismet-debug-help": text, "X-akismet-error": code}
    return Response(f"{text}.", headers=headers, media_type=_TEXT)


def failure(status: int, text: str, code: str, retry_after: str = "") -> Response:
    """We cannot answer now, or will not: the only answers whose status is not 200."""
    headers = {"X-akismet-error": code}
    if retry_after:
        headers["Retry-After"] = retry_after
    return Response(f"{text}.", status, headers, media_type=_TEXT)


def json(row: dict[str, Any]) -> Response:
    return Response(orjson.dumps(row), media_type="application/json")
