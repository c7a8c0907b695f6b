"""What the description promises, tried by schemathesis: no 5xx, no status that is not described."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from commentguard.server.config import Config
from commentguard.testing.serving import Served, served

# A desk wants an answer in seconds; CI sets more.
EXAMPLES = int(os.environ.get("COMMENTGUARD_TEST_EXAMPLES", "20"))
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    ("POST", "/v1/score"),
    ("POST", "/v1/comments"),
    ("POST", "/v1/comments:batchScore"),
    ("GET", "/v1/comments"),
    ("GET", "/v1/comments/{comment_id}"),
    ("POST", "/v1/comments/{comment_id}/correction"),
    ("DELETE", "/v1/comments/{comment_id}/correction"),
    ("PUT", "/v1/posts"),
    ("GET", "/v1/site"),
    ("PUT", "/v1/site/policy"),
    ("GET", "/v1/models"),
]
NOTHING_SENT = {("GET", "/v1/site"), ("GET", "/v1/models")}
_NEGATIVE = schemathesis.GenerationMode.NEGATIVE
# Where nothing is sent, nothing can be sent wrongly.
TRIED = [
    (method, path, mode)
    for method, path in OPERATIONS
    for mode in schemathesis.GenerationMode
    if mode is not _NEGATIVE or (method, path) not in NOTHING_SENT
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        stored = server.client.post("/v1/comments", json={"text": "x"}, headers=server.auth())
        yield server, stored.json()["id"]


def test_every_operation_is_tried(running: tuple[Served, str]) -> None:
    paths = running[0].client.get("/openapi.json").json()["paths"]
    described = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if path.startswith("/v1")
    }
    assert described == set(OPERATIONS)


@pytest.mark.parametrize(
    ("method", "path", "mode"), TRIED, ids=[f"{m} {path} {mode.name}" for m, path, mode in TRIED]
)
def test_answers_are_as_described(
    running: tuple[Served, str], method: str, path: str, mode: schemathesis.GenerationMode
) -> None:
    server, stored = running
    described: Any = schemathesis.openapi.from_asgi("/openapi.json", server.app)
    operation = described[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        # Of made-up identifiers none would ever be found.
        if mode is not _NEGATIVE and "comment_id" in (case.path_parameters or {}):
            case.path_parameters["comment_id"] = stored
        answer = case.call(base_url="http://localhost", headers=server.auth("admin"))
        case.validate_response(answer, checks=CHECKS)

    ask()
