"""The HTTP face: verdicts, refusals in one shape, and nothing that makes it fall over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commentguard.api.app import make_app
from commentguard.api.settings import Settings

ADVERT = {
    "text": "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "author": "Slate Roofing Leeds",
}
KEY = "a-key-for-tests"
HEADERS = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(make_app(Settings(key=KEY)), raise_server_exceptions=False) as client:
        yield client


def test_a_verdict_has_its_reasons_and_names_its_model(client: TestClient) -> None:
    answer = client.post("/v1/score", json=ADVERT, headers=HEADERS)
    verdict = answer.json()
    assert answer.status_code == 200
    assert verdict["action"] == "hold"
    for reason in verdict["reasons"]:
        for span in reason["spans"]:
            assert ADVERT["text"][span["start"] : span["end"]] == span["text"]
    assert verdict["model"] == client.get("/readyz").json()["model"]


def test_the_library_and_the_service_agree(client: TestClient) -> None:
    from commentguard import Comment, load

    served = client.post("/v1/score", json=ADVERT, headers=HEADERS).json()
    own = load().score(Comment.from_mapping(ADVERT)).to_mapping(ADVERT["text"])
    assert served == json.loads(json.dumps(own))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"text": NaN}', 400),
        (b'{"text": "\\ud800"}', 400),
        (b'\xff\xfe{"text": "x"}', 400),
        (b"[" * 5000, 400),
        (b'{"text":' + b'{"a":' * 3000 + b"1" + b"}" * 3001, 400),
        (b"[]", 422),
        (b"7", 422),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 200),
        (b'{"text": "x", "post_tags": [[1]]}', 422),
        (b'{"text": "x", "author_approved": -1}', 422),
        (b'{"text": "x", "author_approved": 1e999}', 400),
        (b'{"text": "x", "unknown": {"deep": []}}', 200),
        (b'{"text": "\\u0000\\u202e\\ufeff"}', 200),
        (b'{"text": ""}', 200),
    ],
)
def test_bad_input_is_refused_and_odd_input_is_scored(
    client: TestClient, body: bytes, status: int
) -> None:
    answer = client.post("/v1/score", content=body, headers=HEADERS)
    assert answer.status_code == status, answer.text
    if status != 200:
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["status"] == status
        assert {"type", "title", "detail"} <= set(problem)


def test_the_offending_field_is_named(client: TestClient) -> None:
    answer = client.post(
        "/v1/score", json={"text": "x", "seconds_on_page": "soon"}, headers=HEADERS
    )
    assert answer.json()["errors"][0]["pointer"] == "/seconds_on_page"


def test_long_bodies_are_refused_while_they_stream(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield b" " * 1024

    assert client.post("/v1/score", content=endless(), headers=HEADERS).status_code == 413
    assert client.post("/v1/score", content=b" " * 300_000, headers=HEADERS).status_code == 413


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {KEY}"}]
)
def test_a_key_is_required(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/v1/score", json=ADVERT, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_an_open_loopback_is_closed_to_proxied_requests() -> None:
    app = make_app(Settings(local_open=True))
    with TestClient(app, client=("127.0.0.1", 1)) as near:
        assert near.post("/v1/score", json=ADVERT).status_code == 200
        proxied = {"X-Forwarded-For": "203.0.113.9"}
        assert near.post("/v1/score", json=ADVERT, headers=proxied).status_code == 401
    with TestClient(app, client=("203.0.113.9", 1)) as far:
        assert far.post("/v1/score", json=ADVERT).status_code == 401


def test_health(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    assert TestClient(make_app(Settings())).get("/readyz").status_code == 503


def test_what_is_not_there_is_a_problem_too(client: TestClient) -> None:
    for answer in (client.get("/nope"), client.get("/v1/score")):
        assert answer.status_code in (404, 405)
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_is_checked_in(client: TestClient) -> None:
    """`docs/openapi.json` is what clients generate code from: a change must be seen in review."""
    checked_in = Path(__file__).parents[2] / "docs" / "openapi.json"
    assert client.get("/openapi.json").json() == json.loads(checked_in.read_text("utf-8"))
