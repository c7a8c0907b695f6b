"""Records what the native API answers: every status that its description names, by provoking it.

Run by `make docs` (``python -m commentguard.testing.recorder FILE``). A status that nothing provokes
is an error, so the description cannot promise one that does not exist.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from starlette.testclient import TestClient

from commentguard.api.body import MAX_BATCH_BODY, MAX_BODY
from commentguard.api.examples import COMMENT_ID, IDEMPOTENCY_KEY, REQUESTS
from commentguard.server.config import Config
from commentguard.service.once import Once, claimed
from commentguard.testing.serving import Served, served

# What differs from run to run, and is of no interest in an example.
_MOMENT = "2026-11-24T09:30:00.123Z"
_STEADY = {
    "received_at": _MOMENT,
    "decided_at": _MOMENT,
    "created_at": _MOMENT,
    "first_served_at": _MOMENT,
    "last_served_at": _MOMENT,
    "version": "5f0c8a0b1d0f4bd8a1f7c1a6f3f3a9e2",
    "actor": "key:1f0c9a7be4d2",
    "decided_by": "key:1f0c9a7be4d2",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request, with nothing wrong about it yet."""

    server: Served
    operation: str
    stored: str

    def __call__(
        self, key: str = "admin", headers: Mapping[str, str] | None = None, **sent: Any
    ) -> Any:
        method, path = self.operation.split(" ", 1)
        query = sent.pop("query", "")
        if self.operation in REQUESTS and not sent:
            sent = {"content": self.body()}
        url = path.replace("{comment_id}", self.stored) + query
        shown = self.server.auth(key) if key else {}
        client: TestClient = self.server.client
        return client.request(method, url, headers={**shown, **(headers or {})}, **sent)

    def body(self) -> bytes:
        """The first example of a request."""
        return json.dumps(next(iter(REQUESTS[self.operation].values()))[1]).encode()


def record(home: Path) -> dict[str, dict[str, Any]]:
    """Answers by operation and status."""
    answers: dict[str, dict[str, Any]] = {}
    with served(Config(home=home / "many", rate=0)) as server:
        operations = _described(server)
        for operation, statuses in operations.items():
            stored = server.client.post(
                "/v1/comments", content=_body("POST /v1/comments"), headers=server.auth()
            )
            ask = _Asked(server, operation, stored.json()["id"])
            if (operation.startswith("GET") and operation != _QUEUE) or operation == _TAKEN_BACK:
                # A comment about which something was said shows more.
                _Asked(server, _SAID, ask.stored)("usual")
            answers[operation] = {
                str(status): _answered(ask, status) for status in statuses if status != 429
            }
    with served(Config(home=home / "few", rate=0.001, burst=1)) as server:
        for operation in operations:
            ask = _Asked(server, operation, COMMENT_ID)
            # The first spends what the key has, if the one before did not.
            answers[operation]["429"] = _checked([ask(), ask()][-1], 429)
    return {operation: answers[operation] for operation in sorted(answers)}


def _described(server: Served) -> dict[str, list[int]]:
    """Statuses by operation, as the description names them."""
    return {
        f"{method.upper()} {path}": sorted(int(status) for status in told["responses"])
        for path, methods in server.client.get("/openapi.json").json()["paths"].items()
        for method, told in methods.items()
        if path.startswith("/v1")
    }


def _body(operation: str) -> bytes:
    return json.dumps(next(iter(REQUESTS[operation].values()))[1]).encode()


def _answered(ask: _Asked, status: int) -> Any:
    once = {"Idempotency-Key": IDEMPOTENCY_KEY}
    long = b" " * (max(MAX_BODY, MAX_BATCH_BODY) + 1)
    provoke: dict[int, Callable[[], Any]] = {
        201: ask,
        400: lambda: (
            ask(headers={"Idempotency-Key": "two words"})
            if ask.operation == _TAKEN_BACK
            else ask(content=b'{"text": "no end')
        ),
        401: lambda: ask(""),
        403: lambda: ask("score" if ask.operation == _QUEUE else "moderate"),
        413: lambda: ask(content=long),
        415: lambda: ask(headers={"Content-Encoding": "gzip"}),
        421: lambda: ask(headers={"Host": "elsewhere.example"}),
        422: lambda: _wrong(ask, once),
    }
    if status == 404:
        unknown = _Asked(ask.server, ask.operation, COMMENT_ID)
        return _checked(unknown(), status)
    if status == 409:
        with _in_flight(ask):
            return _checked(ask(headers=once), status)
    # Only one operation has two good answers: the other one is that of a server without storage.
    if status == 503 or (status == 200 and ask.operation == "POST /v1/comments"):
        with patch.object(type(ask.server.guard), "storage_up", return_value=False):
            return _checked(ask(), status)
    return _checked(provoke.get(status, ask)(), status)


def _wrong(ask: _Asked, once: Mapping[str, str]) -> Any:
    if ask.operation == _QUEUE:
        return ask(query="?order=sideways")
    if ask.operation == _TAKEN_BACK:
        # Nothing else can be wrong about it than a token of another request.
        _Asked(ask.server, _SAID, ask.stored)(headers=once)
        return ask(headers=once)
    return ask(content=_WRONG[ask.operation])


_QUEUE = "GET /v1/comments"
_SAID = "POST /v1/comments/{comment_id}/correction"
_TAKEN_BACK = "DELETE /v1/comments/{comment_id}/correction"
_WRONG = {
    "POST /v1/score": b'{"text": 7}',
    "POST /v1/comments": b'{"author": "Ann"}',
    "POST /v1/comments:batchScore": b'{"comments": "none"}',
    "POST /v1/comments/{comment_id}/correction": b'{"label": "advert"}',
    "PUT /v1/posts": b'{"permalink": "https://blog.example/x", "tags": "garden"}',
    "PUT /v1/site/policy": b'{"hold": 2}',
}


@contextmanager
def _in_flight(ask: _Asked) -> Iterator[None]:
    """As if the same request were being answered just now."""
    key_id = ask.server.keys["admin"].split("_")[1]
    with claimed(ask.server.guard, Once.of(key_id, IDEMPOTENCY_KEY)):
        yield


def _checked(response: Any, status: int) -> Any:
    if response.status_code != status:
        raise AssertionError(f"{response.status_code} instead of {status}: {response.text}")
    return _steady(response.json())


def _steady(value: Any) -> Any:
    """`value` without what differs from run to run."""
    if isinstance(value, list):
        return [_steady(one) for one in value]
    if not isinstance(value, dict):
        return value
    steady = {
        name: _STEADY[name] if name in _STEADY and one else _steady(one)
        for name, one in value.items()
    }
    if len(str(value.get("id"))) == len(COMMENT_ID):
        steady["id"] = COMMENT_ID
    if "digest" in steady:
        # Of a model, whose version is a version.
        steady["version"] = value["version"]
    return steady


def main() -> None:
    """Write the answers into the file given."""
    with tempfile.TemporaryDirectory() as folder:
        text = json.dumps(record(Path(folder)), indent=1, ensure_ascii=False)
    Path(sys.argv[1]).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
