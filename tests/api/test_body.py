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


@pytest.mark.parametrize(
    ("body", "sent_as", "status", "told"),
    [
        (b"text=hi", "application/x-www-form-urlencoded", 415, "sent as application/x-www-form-urlencoded, is not JSON"),
        (b"text=hi", "application/json; charset=utf-8", 400, "is not JSON"),
        (b"text=hi", "application/ld+json", 400, "is not JSON"),
        (b"text=hi", "", 400, "is not JSON"),
        ('{"text": "caf\u00e9"}'.encode("latin-1"), "application/json", 400, "is not UTF-8 (its byte 14)"),
        ('{"text": "hi"}'.encode("utf-16"), "application/json", 400, "is not UTF-8 (its byte 1)"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_in_plain_words(
    server: Served, body: bytes, sent_as: str, status: int, told: str
) -> None:
    headers = {**server.auth(), "Content-Type": sent_as}
    for path in ("/v1/score", "/v1/comments", "/v1/comments:batchScore"):
        answer = server.client.post(path, content=body, headers=headers)
        assert answer.status_code == status
        problem = answer.json()
        assert problem["type"].endswith("/not-json")
        assert told in problem["detail"]
        assert problem["detail"].endswith(": send application/json in UTF-8")


@pytest.mark.parametrize("sent_as", ["text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_json_is_read_whatever_it_is_sent_as(server: Served, mark: bytes, sent_as: str) -> None:
    headers = {**server.auth(), "Content-Type": sent_as}
    body = mark + '{"text": "Nice caf\u00e9."}'.encode()
    assert server.client.post("/v1/score", content=body, headers=headers).status_code == 200
