"""The HTTP face: verdicts, refusals in one shape, and nothing that makes it fall over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commentguard.api.schemas import UNCOUNTED
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.server.app import make_app
from commentguard.server.config import Config
from commentguard.testing.serving import Served

ADVERT = {
    "text": "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "author": "Slate Roofing Leeds",
}


def test_a_verdict_has_its_reasons_and_names_its_model(server: Served) -> None:
    answer = server.client.post("/v1/score", json=ADVERT, headers=server.auth())
    verdict = answer.json()
    assert answer.status_code == 200
    assert verdict["action"] == "hold"
    for reason in verdict["reasons"]:
        for span in reason["spans"]:
            assert ADVERT["text"][span["start"] : span["end"]] == span["text"]
    assert verdict["model"] == server.client.get("/readyz").json()["model"]


def test_the_library_and_the_service_agree(server: Served) -> None:
    from commentguard import Comment, load

    answered = server.client.post("/v1/score", json=ADVERT, headers=server.auth()).json()
    own = load().score(Comment.from_mapping(ADVERT)).to_mapping(ADVERT["text"])
    assert answered == json.loads(json.dumps(own))


def test_what_is_no_field_is_named(server: Served) -> None:
    """A rule about addresses never sees a misspelt one, and nothing else would tell."""
    meant = {"text": "Nice.", "author_ip": "203.0.113.9", "permalink": "https://blog.example/a"}
    sent = {**meant, "ip": "203.0.113.9", "post_url": "x", "y" * 100: [{"deep": 1}]}
    names = ["ip", "post_url", "y" * 64]
    for path in ("/v1/score", "/v1/comments"):
        assert server.client.post(path, json=sent, headers=server.auth()).json()["ignored"] == names
        assert "ignored" not in server.client.post(path, json=meant, headers=server.auth()).json()
    batch = {"comments": [meant, sent, {"text": 7, "ip": "x"}]}
    answer = server.client.post("/v1/comments:batchScore", json=batch, headers=server.auth())
    first, second, third = answer.json()["results"]
    assert "ignored" not in first
    assert second["ignored"] == names
    assert "problem" in third
    many = {"text": "Nice.", **{f"field_{k}": k for k in range(5000)}}
    answer = server.client.post("/v1/score", json=many, headers=server.auth())
    assert len(answer.json()["ignored"]) == 32


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"text": NaN}', 400),
        (b'{"text": "\\ud800"}', 200),
        (b'\xff\xfe{"text": "x"}', 400),
        (b"[" * 5000, 400),
        (b'{"text":' + b'{"a":' * 3000 + b"1" + b"}" * 3001, 400),
        (b"[]", 422),
        (b"7", 422),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 422),
        (b'{"text": "x", "post_tags": [[1]]}', 422),
        (b'{"text": "x", "author_approved": -1}', 422),
        (b'{"text": "x", "author_approved": 1e999}', 400),
        (b'{"text": "x", "unknown": {"deep": []}}', 200),
        (b'{"text": "\\u0000\\u202e\\ufeffx"}', 200),
        (b'{"text": "\\u0000\\u202e\\ufeff"}', 422),
        (b'{"text": ""}', 422),
        (b'{"text": " \\n\\t"}', 422),
    ],
)
def test_bad_input_is_refused_and_odd_input_is_scored(
    server: Served, body: bytes, status: int
) -> None:
    answer = server.client.post("/v1/score", content=body, headers=server.auth())
    assert answer.status_code == status, answer.text
    if status != 200:
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["status"] == status
        assert {"type", "title", "detail"} <= set(problem)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "text is missing"), ({"text": None}, "text is null"), ({"text": " "}, "text is empty"),
        ({"text": "\u200b\u200b"}, "text is empty"), ({"text": "<p>&nbsp;</p>"}, "text is empty"),
    ],
)  # fmt: skip
def test_without_a_text_nothing_is_judged(
    server: Served, row: dict[str, object], told: str
) -> None:
    asked = {"author": "Ann", **row}
    for path in ("/v1/score", "/v1/comments"):
        answer = server.client.post(path, json=asked, headers=server.auth())
        assert answer.status_code == 422
        assert answer.json()["errors"] == [{"pointer": "/text", "detail": told}]
    batch = {"comments": [asked, {"text": "Mine came out flat as well."}]}
    answer = server.client.post("/v1/comments:batchScore", json=batch, headers=server.auth())
    refused, judged = answer.json()["results"]
    assert refused["problem"]["detail"] == told
    assert judged["verdict"]["action"] == "publish"


@pytest.mark.parametrize(
    "text", ['<img src="https://a.example/x.png">', '<a href="https://pills.example"></a>']
)
def test_a_picture_or_a_link_alone_is_judged(server: Served, text: str) -> None:
    answer = server.client.post("/v1/score", json={"text": text}, headers=server.auth())
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("posted_at", "status"),
    [
        ("2026-11-24T09:30:00Z", 200), ("2026-11-24 09:30:00.5+05:30", 200), ("2026-11-24", 200),
        ("", 200), (None, 200),
        ("1990-01-01T00:00:00Z", 200), ("1989-12-31T23:59:59Z", 422), ("0001-01-01T00:00:00Z", 422),
        ("0001-01-01T00:00:00+14:00", 422), ("9999-12-31T23:59:59-14:00", 422),
        ("2999-01-01T00:00:00Z", 422), ("yesterday", 422), ("0000-00-00 00:00:00", 422),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused(
    server: Served, posted_at: str | None, status: int
) -> None:
    asked = {"text": "Mine came out flat as well.", "posted_at": posted_at}
    answer = server.client.post("/v1/score", json=asked, headers=server.auth())
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["errors"][0]["pointer"] == "/posted_at"


@pytest.mark.parametrize(("days", "status"), [(364, 200), (368, 422)])
def test_a_time_lies_a_year_ahead_at_most(server: Served, days: int, status: int) -> None:
    """By the time and not by the calendar's year: in January two years would pass, in December none."""
    at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    asked = {"text": "Mine came out flat as well.", "posted_at": at}
    answer = server.client.post("/v1/score", json=asked, headers=server.auth())
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("address", "is_read"),
    [
        ("203.0.113.9", True), (" 2001:db8::9 ", True), ("::ffff:203.0.113.9", True), ("", True), (None, True),
        ("fe80::1%eth0", True), ("203.0.113.9:443", True), ("999.1.1.1", False), ("unknown", False), ("0.0.0.0", False),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_named(
    server: Served, address: str | None, is_read: bool
) -> None:
    asked = {"text": "Mine came out flat as well.", "author_ip": address}
    for path in ("/v1/score", "/v1/comments"):
        answer = server.client.post(path, json=asked, headers=server.auth())
        assert answer.is_success
        assert answer.json().get("ignored") == (None if is_read else ["author_ip"])


def test_the_offending_field_is_named(server: Served) -> None:
    answer = server.client.post(
        "/v1/score", json={"text": "x", "seconds_on_page": "soon"}, headers=server.auth()
    )
    assert answer.json()["errors"][0]["pointer"] == "/seconds_on_page"


@pytest.mark.parametrize(
    ("more", "pointers"),
    [
        ({}, ["/text", "/author", "/author_approved"]),
        ({"text": "<p>&nbsp;</p>"}, ["/text", "/author", "/author_approved"]),
        ({"text": 5}, ["/author", "/author_approved", "/text"]),
        ({"text": "x", "posted_at": "soon", "client_id": []}, ["/client_id", "/author", "/author_approved", "/posted_at"]),
    ],
)  # fmt: skip
def test_all_offending_fields_are_named_at_once(
    server: Served, more: dict[str, object], pointers: list[str]
) -> None:
    asked = {"author": 7, "author_approved": "many", "colour": [], **more}
    problem = server.client.post("/v1/score", json=asked, headers=server.auth()).json()
    assert [error["pointer"] for error in problem["errors"]] == pointers
    assert problem["detail"] == "; ".join(error["detail"] for error in problem["errors"])
    batch = {"comments": [asked]}
    answer = server.client.post("/v1/comments:batchScore", json=batch, headers=server.auth())
    assert answer.json()["results"] == [{"problem": problem}]


def test_all_offending_fields_of_a_post_are_named_at_once(server: Served) -> None:
    asked = {"permalink": 1, "title": [], "text": "Fine.", "tags": "a"}
    problem = server.client.put("/v1/posts", json=asked, headers=server.auth()).json()
    assert [e["pointer"] for e in problem["errors"]] == ["/permalink", "/title", "/tags"]


def test_long_bodies_are_refused_while_they_stream(server: Served) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield b" " * 1024

    assert (
        server.client.post("/v1/score", content=endless(), headers=server.auth()).status_code == 413
    )
    assert (
        server.client.post("/v1/score", content=b" " * 300_000, headers=server.auth()).status_code
        == 413
    )


def test_health(server: Served, tmp_path: Path) -> None:
    assert server.client.get("/livez").json() == {"status": "ok"}
    assert server.client.get("/readyz").json()["status"] == "ok"
    unstarted = TestClient(make_app(Config(home=tmp_path)))
    assert unstarted.get("/readyz").status_code == 503


def test_what_is_not_there_is_a_problem_too(server: Served) -> None:
    for path, status, told in (
        ("/v1/nope", 404, "nothing answers under this path"),
        ("/1.1/true", 404, "nothing answers under this path"),
        ("/v1/score", 405, "`Allow` names"),
    ):
        answer = server.client.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert told in answer.json()["detail"]
        assert "true" not in answer.text
    assert answer.headers["allow"] == "POST"


BATCH = [ADVERT, {"text": "Mine grew in a bucket."}, {"text": 5}, "no comment", {"author": "x"}]


def test_a_batch_keeps_its_order_and_survives_bad_items(server: Served) -> None:
    answer = server.client.post(
        "/v1/comments:batchScore", json={"comments": BATCH}, headers=server.auth()
    )
    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [next(iter(item)) for item in results] == ["verdict"] * 2 + ["problem"] * 3
    for row, item in zip(BATCH[:2], results[:2], strict=True):
        single = server.client.post("/v1/score", json=row, headers=server.auth()).json()
        assert item["verdict"] == single
    assert results[2]["problem"]["errors"][0]["pointer"] == "/text"


@pytest.mark.parametrize(
    "body", [{}, {"comments": {}}, {"comments": None}, {"comments": [{"text": "x"}] * 257}]
)
def test_a_bad_batch_is_refused(server: Served, body: object) -> None:
    answer = server.client.post("/v1/comments:batchScore", json=body, headers=server.auth())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/comments"


def test_a_compressed_body_is_refused(server: Served) -> None:
    headers = {**server.auth(), "Content-Encoding": "gzip"}
    assert server.client.post("/v1/score", content=b"x", headers=headers).status_code == 415


def test_what_the_description_calls_uncounted_moves_no_verdict(scorer: Scorer) -> None:
    reader = Comment(text="Call us on 01632 960 148, the frost took my dahlias.", author="Ann")
    known = {"user_agent": "curl", "referrer": "https://ads.example/", "comment_type": "trackback",
             "posted_at": "2020-01-01T03:00:00Z", "honeypot_filled": True, "seconds_on_page": 0.1,
             "near_duplicates": 900, "same_contact_seen": 900}  # fmt: skip
    assert set(known) == set(UNCOUNTED)
    plain = scorer.score(reader)
    for name, value in known.items():
        assert scorer.score(Comment.from_mapping({**reader.to_mapping(), name: value})) == plain
    counted = Comment.from_mapping({**reader.to_mapping(), "author_approved": 9})
    assert scorer.score(counted).log_odds != plain.log_odds


def test_the_description_is_checked_in(server: Served) -> None:
    """`docs/openapi.json` is what clients generate code from: a change must be seen in review."""
    checked_in = Path(__file__).parents[2] / "docs" / "openapi.json"
    assert server.client.get("/openapi.json").json() == json.loads(checked_in.read_text("utf-8"))
