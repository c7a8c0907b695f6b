"""Logs: one JSON object a line, without what a stranger wrote."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from commentguard.server.config import Config
from commentguard.server.logs import JsonLines
from commentguard.testing.serving import served

CANARY = "canary-5d20"


def line(record: logging.LogRecord) -> dict[str, object]:
    read: dict[str, object] = json.loads(JsonLines().format(record))
    return read


def test_an_exception_is_told_without_its_message() -> None:
    try:
        raise ValueError(f"cannot read {CANARY}")
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, "", 1, "broke", (), sys.exc_info())
    told = line(record)
    assert (told["event"], told["exception"]) == ("broke", "ValueError")
    assert CANARY not in str(told)
    assert told["stack"]


def test_a_request_leaves_neither_text_nor_key_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), served(Config(home=tmp_path, rate=0)) as server:
        caplog.clear()
        body = {"text": f"{CANARY} is a fine plant", "author_email": f"{CANARY}@x.example"}
        for name in ("usual", "revoked"):
            server.client.post("/v1/comments", json=body, headers=server.auth(name))
        server.client.post("/v1/comments", content=CANARY, headers=server.auth())
        lines = [JsonLines().format(record) for record in caplog.records]
    answered = [json.loads(text) for text in lines if "answered" in text]
    assert [row["status"] for row in answered] == [201, 401, 400]
    assert all(row["endpoint"] == "/v1/comments" for row in answered)
    told = "\n".join(lines)
    assert CANARY not in told
    for key in server.keys.values():
        assert key not in told


def test_what_breaks_is_a_problem_with_an_id(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with served(Config(home=tmp_path, rate=0)) as server:

        async def breaks() -> None:
            raise RuntimeError(CANARY)

        server.app.add_api_route("/v1/breaks", breaks)
        answer = server.client.get("/v1/breaks")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] in answer.json()["detail"]
    assert CANARY not in answer.text
    (record,) = [r for r in caplog.records if r.getMessage() == "unexpected"]
    assert CANARY not in JsonLines().format(record)
