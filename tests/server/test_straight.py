"""Calls that go past the framework are answered as it answers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from commentguard.server.app import ServedApp
from commentguard.server.config import Config
from commentguard.server.straight import PATHS
from commentguard.service.limits import Buckets
from commentguard.testing.serving import Served, served

BODIES = (b'{"text": "hello there"}', b"{", b"[]", b'{"text": 5}', b"x" * 300_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        yield server


def told(answer: Any) -> tuple[int, dict[str, str], bytes]:
    """The answer but for what names it."""
    own = ("x-request-id", "location", "content-length", "x-akismet-guid")
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    judged = "verdict" in answer.text or '"probability"' in answer.text
    return answer.status_code, headers, b"" if judged else answer.content


@pytest.mark.parametrize("path", sorted(PATHS))
@pytest.mark.parametrize("header", [{}, {"Host": "evil.example"}, {"Content-Encoding": "gzip"}])
@pytest.mark.parametrize("key", ["usual", "revoked", ""])
def test_as_the_framework_answers(
    server: Served,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    header: dict[str, str],
    key: str,
) -> None:
    headers = {**(server.auth(key) if key else {}), **header}
    app = server.client.app
    assert isinstance(app, ServedApp)
    # Guesses of the first must not count against the second.
    monkeypatch.setattr(app.state.access, "_wrong", Buckets(0, 10))
    straight = [server.client.post(path, content=body, headers=headers) for body in BODIES]
    monkeypatch.setattr(app.straight, "_routes", {})
    framework = [server.client.post(path, content=body, headers=headers) for body in BODIES]
    assert [told(answer) for answer in straight] == [told(answer) for answer in framework]
    assert all(answer.headers["x-request-id"] for answer in straight)


def test_what_breaks_is_a_problem_with_an_id(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.guard.sitting, "judge", None)
    answer = server.client.post("/v1/score", content=BODIES[0], headers=server.auth())
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] in answer.json()["detail"]


def test_they_are_counted_under_their_path(server: Served) -> None:
    server.client.post("/v1/score", content=BODIES[0], headers=server.auth())
    counted = 'commentguard_request_seconds_count{endpoint="/v1/score",status="2xx"}'
    assert counted in server.client.get("/metrics", headers=server.auth()).text


def test_under_a_prefix_the_framework_finds_the_way(server: Served) -> None:
    app = server.client.app
    assert isinstance(app, ServedApp)
    scope = {"type": "http", "method": "POST", "path": "/v1/score"}
    assert app.straight.takes(scope)
    assert not app.straight.takes({**scope, "root_path": "/guard"})
    assert not app.straight.takes({**scope, "method": "GET"})
    assert not app.straight.takes({**scope, "type": "websocket"})
