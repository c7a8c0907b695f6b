"""The door: every endpoint with every kind of key, guessing, limits, proxies, names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from commentguard.server.config import Config
from commentguard.service import keys
from commentguard.service.keys import Kind
from commentguard.service.limits import Buckets
from commentguard.storage.clock import now
from commentguard.testing.serving import Served, served

BODY: dict[str, Any] = {
    "text": "Mine grew in a bucket.",
    "comments": [],
    "label": "ham",
    "permalink": "https://blog.example/x",
}
# Who is let in where; everybody else gets 403, and no key at all 401.
SCORE = {"usual", "score", "admin", "akismet", "other"}
SAYS = {"usual", "feedback", "admin", "akismet", "other"}
TABLE: Mapping[tuple[str, str], set[str]] = {
    ("POST", "/v1/score"): SCORE,
    ("POST", "/v1/comments"): SCORE,
    ("GET", "/v1/comments"): {"moderate", "admin"},
    ("POST", "/v1/comments:batchScore"): SCORE,
    ("GET", "/v1/comments/{comment_id}"): SCORE,
    ("POST", "/v1/comments/{comment_id}/correction"): SAYS,
    ("DELETE", "/v1/comments/{comment_id}/correction"): SAYS,
    ("PUT", "/v1/posts"): SCORE,
    ("GET", "/v1/site"): SCORE,
    ("PUT", "/v1/site/policy"): {"admin"},
    ("GET", "/v1/models"): SCORE,
}  # fmt: skip
KEYS = ["usual", "score", "feedback", "moderate", "admin", "akismet", "other"]


def ask(server: Served, method: str, path: str, headers: Mapping[str, str]) -> int:
    body = {} if path.endswith("policy") else BODY
    url = path.replace("{comment_id}", "0" * 32)
    sent = None if method in ("GET", "DELETE") else body
    return server.client.request(method, url, json=sent, headers=headers).status_code


def test_every_endpoint_has_a_row(server: Served) -> None:
    routes = {
        (method, route.path)
        for route in server.app.routes
        if isinstance(route, APIRoute) and route.path.startswith("/v1")
        for method in route.methods or ()
    }
    assert routes == set(TABLE)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("method", "path"), TABLE)
def test_scopes(server: Served, method: str, path: str, key: str) -> None:
    status = ask(server, method, path, server.auth(key))
    if key in TABLE[method, path]:
        assert status in (200, 201, 404)
    else:
        assert status == 403


@pytest.mark.parametrize(("method", "path"), TABLE)
def test_without_a_working_key_nobody_comes_in(tmp_path: Path, method: str, path: str) -> None:
    # A server of its own, because wrong keys use up an address's guesses.
    with served(Config(home=tmp_path, rate=0)) as server:
        wrong = [
            {},
            {"Authorization": f"Bearer cg_{'0' * 12}_{'A' * 43}"},
            {"Authorization": "Bearer 000000000000"},
            {"Authorization": f"Basic {server.keys['usual']}"},
            {"Authorization": f"Bearer {server.keys['usual']}x"},
            {"Authorization": "Bearer cg_key"},
            server.auth("revoked"),
        ]
        assert {ask(server, method, path, headers) for headers in wrong} == {401}


def test_another_sites_comment_is_not_found(server: Served) -> None:
    made = server.client.post("/v1/comments", json=BODY, headers=server.auth()).json()
    path = f"/v1/comments/{made['id']}"
    assert server.client.get(path, headers=server.auth()).status_code == 200
    assert server.client.get(path, headers=server.auth("other")).status_code == 404
    correction = server.client.post(f"{path}/correction", json=BODY, headers=server.auth("other"))
    assert correction.status_code == 404
    server.client.post(f"{path}/correction", json=BODY, headers=server.auth())
    taken_back = server.client.delete(f"{path}/correction", headers=server.auth("other"))
    assert taken_back.status_code == 404
    assert server.client.delete(f"{path}/correction", headers=server.auth()).status_code == 200


def test_an_address_runs_out_of_guesses(tmp_path: Path) -> None:
    with served(Config(home=tmp_path, rate=0)) as server:
        # This key is known from here and goes on working: it may share its address.
        assert ask(server, "GET", "/v1/site", server.auth()) == 200
        for k in range(10):
            guess = {"Authorization": f"Bearer {k:012x}"}
            assert ask(server, "GET", "/v1/site", guess) == 401
        answer = server.client.get("/v1/site", headers=server.auth("admin"))
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
        assert ask(server, "GET", "/v1/site", server.auth()) == 200


@pytest.mark.parametrize("kind", [Kind.BEARER, Kind.AKISMET])
def test_a_key_made_a_moment_ago_works_and_is_no_guess(tmp_path: Path, kind: Kind) -> None:
    """By another process, as `commentguard key create` is: nothing tells the server."""
    with served(Config(home=tmp_path, rate=0)) as server:
        for k in range(9):
            assert ask(server, "GET", "/v1/site", {"Authorization": f"Bearer {k:012x}"}) == 401
        # More than there are guesses left: none of them counts.
        for _ in range(3):
            with server.guard.store.transaction() as connection:
                _, text = keys.create(connection, server.guard.secret, "blog", now(), kind=kind)
            assert ask(server, "GET", "/v1/site", {"Authorization": f"Bearer {text}"}) == 200
        assert ask(server, "GET", "/v1/site", {"Authorization": "Bearer 00000000000f"}) == 401
        assert ask(server, "GET", "/v1/site", {"Authorization": "Bearer 00000000000f"}) == 429


def test_a_key_that_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    with served(Config(home=tmp_path, rate=0.5, burst=3)) as server:
        answers = [server.client.get("/v1/site", headers=server.auth()) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[0].headers["ratelimit"].startswith('"key";r=2')
        assert answers[0].headers["ratelimit-policy"] == '"key";q=3;w=6'
        assert 1 <= int(answers[3].headers["retry-after"]) <= 2
        assert answers[3].json()["type"].endswith("/too-many-requests")


def test_a_batch_larger_than_the_burst_is_served_once_and_paid_for(tmp_path: Path) -> None:
    # So slow that no time which a busy machine takes makes a difference.
    with served(Config(home=tmp_path, rate=0.001, burst=3)) as server:

        def batch(size: int, key: str) -> tuple[int, int]:
            answer = server.client.post(
                "/v1/comments:batchScore",
                json={"comments": [{"text": "x"}] * size},
                headers=server.auth(key),
            )
            return answer.status_code, round(int(answer.headers.get("retry-after", "0")) / 1000)

        # Another key of the same site has its own bucket, and a batch pays for each comment.
        assert batch(5, "usual") == (200, 0)
        assert batch(1, "usual") == (429, 3)
        assert batch(2, "score") == (200, 0)
        # One was left, and the door is paid for the refused one, too: three are wanted.
        assert batch(5, "score") == (429, 3)
        assert batch(1, "score") == (429, 1)


def test_more_than_a_bucket_holds_is_given_when_it_is_full_and_owed() -> None:
    at = 0.0
    buckets = Buckets(2.0, 4, clock=lambda: at)
    assert buckets.take("a", 10) == 0
    assert buckets.level("a") == -6
    assert buckets.take("a") == pytest.approx(-3.5)
    at = 3.5
    assert buckets.take("a") == 0
    # As a batch is: the door takes one first, and what was told is true.
    assert buckets.take("a", 10, paid=1) == pytest.approx(-2.0)
    at = 5.5
    assert buckets.take("a") == 3
    assert buckets.take("a", 10, paid=1) == 0
    assert buckets.level("a") == -6


def test_buckets_fill_with_time_and_forget_the_oldest() -> None:
    at = 0.0
    buckets = Buckets(2.0, 4, clock=lambda: at)
    assert [buckets.take("a") for _ in range(4)] == [3, 2, 1, 0]
    assert buckets.take("a") == pytest.approx(-0.5)
    at = 1.0
    assert buckets.take("a") == pytest.approx(1.0)
    at = 100.0
    assert buckets.take("a") == pytest.approx(3.0)
    for k in range(10_001):
        buckets.take(k)
    assert buckets.level("a") == 4.0


def test_an_open_loopback_is_open_for_scores_only_and_closed_to_proxies(tmp_path: Path) -> None:
    with served(Config(home=tmp_path, local_open=True)) as server:
        assert ask(server, "POST", "/v1/score", {}) == 200
        for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
            assert ask(server, "POST", "/v1/score", {header: "203.0.113.9"}) == 401
        for method, path in TABLE:
            if path != "/v1/score":
                assert ask(server, method, path, {}) == 401, path


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io"])
def test_only_its_own_names_reach_the_native_api(server: Served, host: str) -> None:
    headers = {**server.auth(), "Host": host}
    assert server.client.get("/v1/site", headers=headers).status_code == 421
    assert server.client.get("/metrics", headers=headers).status_code == 421
    assert server.client.get("/livez", headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"])
def test_its_own_names_do(server: Served, host: str) -> None:
    headers = {**server.auth(), "Host": host}
    assert server.client.get("/v1/site", headers=headers).status_code == 200


def test_every_answer_has_a_request_id(server: Served) -> None:
    one, two = (server.client.get("/livez").headers["x-request-id"] for _ in range(2))
    assert one != two
    given = server.client.get("/livez", headers={"X-Request-Id": "trace-1"})
    assert given.headers["x-request-id"] == "trace-1"
    odd = server.client.get("/livez", headers={"X-Request-Id": "a b;c" * 50})
    assert odd.headers["x-request-id"] != "a b;c" * 50
