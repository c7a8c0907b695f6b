"""The catalogue of hostile input against every endpoint: refused or answered, never a 5xx."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from commentguard.server.config import Config
from commentguard.testing.serving import Served, served

CAP = 16 * 1024
TEXTS: dict[str, str] = {
    "empty": "",
    "blank": " \t\r\n\u3000",
    "one": "x",
    "below the cap": "ab " * (CAP // 3 - 1),
    "at the cap": "a" * CAP,
    "above the cap": "a " * (CAP // 2 + 1),
    "long": "word " * 40_000,
    "nul": "a\0b\0",
    "controls": "".join(map(chr, range(32))) + "".join(map(chr, range(0x7F, 0xA0))),
    "bom": "\ufeffa\ufeff",
    "nonsense": "\ufffe\uffff\U0010ffff",
    "marks": "a" + "\u0301" * 10_000,
    "right to left": "\u202eevil\u202c \u2066x\u2069",
    "joiners": "\u200d\u200c\u200b" * 2_000,
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 300,
    "zalgo": "h\u0335\u0321\u0316e\u0334\u0322y\u0337" * 500,
    "punycode": "http://xn--e1afmkfd.xn--p1ai/ and http://münchen.example",
    "broken bracket": "http://[ and http://[::1 and http://[fe80::1%25eth0]/",
    "userinfo": "http://bank.example@evil.example:99999999/",
    "labels": "http://" + "a." * 5_000 + "example",
    "schemes": "data:text/html;base64,AAAA javascript:alert(1) vbscript:x",
    "nested tags": "<div>" * 3_000 + "x" + "</div>" * 100,
    "unclosed": "<a href='" + "x" * 5_000,
    "cdata": "<![CDATA[" + "]]>" * 1_000,
    "entities": "&amp;" * 2_000 + "&#x110000; &#99999999999; &bogus;",
    "laughs": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>&b;",
    "angles": "<" * 100_000,
    "cells": "=cmd|' /C calc'!A0 +1+1 @SUM(1) -2",
    "sql": "'; DROP TABLE comments; -- ' OR 1=1",
    "ldap": "*)(uid=*))(|(uid=*",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s %n {0.__class__}",
    "crlf": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "traversal": "../../../../etc/passwd\0.png ..\\..\\windows",
    "numbers": "0" * 5_000 + " " + "(212) 555-01" * 1_000,
    "dots": "a." * 8_000,
    "spaces": " " * 15_000 + "x",
    "mails": "a@" * 5_000,
    "brackets": "[" * 8_000 + "(" * 8_000,
}
FIELDS = (
    "text",
    "author",
    "author_email",
    "author_url",
    "author_ip",
    "permalink",
    "posted_at",
    "id",
)
VALUES: dict[str, Any] = {
    "null": None, "true": True, "zero": 0, "negative": -1, "float": 1.5, "big": 10**18,
    "list": [], "nested": [[[]]], "object": {}, "mixed": ["a", 1, None],
}  # fmt: skip
TIMES = ["-1", "0", "9" * 30, "2026-13-45", "+275760-09-13T00:00:00Z", "1969-12-31T23:59:60Z"]
ADDRESSES = ["ip", "::ffff:127.0.0.1", "fe80::1%eth0", "1.2.3.4:80", "999.1.1.1", "::", "[::1]"]
RAW: dict[str, bytes] = {
    "nothing": b"",
    "cut": b'{"text": "x',
    "utf-16": '{"text": "x"}'.encode("utf-16"),
    "utf-32": '{"text": "x"}'.encode("utf-32"),
    "bom": b'\xef\xbb\xbf{"text": "x"}',
    "latin": b'{"text": "\xe9"}',
    "overlong": b'{"text": "\xc0\xaf"}',
    "high surrogate": b'{"text": "\\ud800"}',
    "low surrogate": b'{"text": "x", "author": "\\udfff"}',
    "surrogate key": b'{"text": "x", "\\ud800": 1}',
    "nan": b'{"text": "x", "seconds_on_page": NaN}',
    "infinity": b'{"text": "x", "seconds_on_page": -Infinity}',
    "digits": b'{"text": "x", "author_approved": ' + b"9" * 5_000 + b"}",
    "exponent": b'{"text": "x", "author_approved": 1e400}',
    "deep": b"[" * 100_000,
    "deep object": b'{"a":' * 50_000,
    "twice": b'{"text": "a", "text": 5, "label": "ham", "label": "spam"}',
    "string": b'"x"',
    "number": b"5",
    "list": b"[1]",
    "trailing": b'{"text": "x"} x',
    "form": b"text=x&author=y",
    "binary": bytes(range(256)) * 8,
    "large": b'{"text": "' + b"x" * 300_000 + b'"}',
}
ENDPOINTS = [
    ("POST", "/v1/score"),
    ("POST", "/v1/comments"),
    ("POST", "/v1/comments:batchScore"),
    ("POST", "/v1/comments/{id}/correction"),
    ("PUT", "/v1/posts"),
    ("PUT", "/v1/site/policy"),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        stored = server.client.post("/v1/comments", json={"text": "x"}, headers=server.auth())
        yield server, stored.json()["id"]


def bodies(path: str) -> Iterator[tuple[str, bytes]]:
    """Every hostile body for an endpoint, with a name."""
    yield from RAW.items()
    for name, row in rows(path):
        yield name, json.dumps(row).encode()


def rows(path: str) -> Iterator[tuple[str, object]]:
    if path.endswith("batchScore"):
        for name, row in rows("/v1/score"):
            yield name, {"comments": [row, {"text": "x"}]}
    elif path.endswith("correction"):
        for name, value in {**TEXTS, **VALUES}.items():
            yield f"label {name}", {"label": value}
            yield f"note {name}", {"label": "ham", "note": value}
    elif path.endswith("policy"):
        for name, value in {**TEXTS, **VALUES}.items():
            yield f"hold {name}", {"hold": value}
            yield f"name {name}", {str(value): 0.5}
    elif path.endswith("posts"):
        for name, value in {**TEXTS, **VALUES}.items():
            for field in ("permalink", "title", "text", "tags"):
                yield f"{field} {name}", {"permalink": "p", field: value}
    else:
        for field in FIELDS:
            for name, value in {**TEXTS, **VALUES}.items():
                yield f"{field} {name}", {"text": "x", field: value}
        for value in TIMES:
            yield f"time {value}", {"text": "x", "posted_at": value}
        for value in ADDRESSES:
            yield f"address {value}", {"text": "x", "author_ip": value}


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_no_body_breaks_the_server(running: tuple[Served, str], method: str, path: str) -> None:
    server, stored = running
    url = path.replace("{id}", stored)
    count = 0
    for name, body in bodies(path):
        answer = server.client.request(method, url, content=body, headers=server.auth("admin"))
        assert answer.status_code < 500, (name, answer.text[:200])
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", name
        answer.json()
        count += 1
    assert count >= 90


@pytest.mark.parametrize("name", TEXTS)
def test_no_path_and_no_header_breaks_the_server(running: tuple[Served, str], name: str) -> None:
    server, _ = running
    value = TEXTS[name][:2_000]
    # What may stand in a header line at all; the server in front refuses the rest.
    header = value.encode("utf-8", "replace").translate(None, bytes(range(32)) + b"\x7f")
    shown = {key.encode(): text.encode() for key, text in server.auth().items()}
    for path in ("/v1/comments/", "/v1/", "/1.1/"):
        answer = server.client.get(
            path + "".join(f"%{byte:02x}" for byte in value.encode("utf-8", "replace")[:600]),
            headers=server.auth(),
        )
        # Nothing after the last slash is the queue, which is for moderators.
        assert answer.status_code in ((200, 403, 404, 405) if value == "" else (200, 404, 405))
    for field in (
        b"Authorization",
        b"Idempotency-Key",
        b"X-Request-Id",
        b"Host",
        b"Content-Length",
    ):
        answer = server.client.post(
            "/v1/comments", content=b'{"text": "x"}', headers={**shown, field: header}
        )
        assert answer.status_code < 500, (field, answer.text[:200])


def test_the_answer_never_quotes_what_it_refused(running: tuple[Served, str]) -> None:
    server, stored = running
    canary = "canary-91ab"
    for method, path in ENDPOINTS:
        for body in (
            canary.encode(),
            json.dumps({"text": {"x": canary}, "label": canary}).encode(),
        ):
            answer = server.client.request(
                method, path.replace("{id}", stored), content=body, headers=server.auth("admin")
            )
            assert canary not in answer.text
