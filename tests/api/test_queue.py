"""The queue for bots: in pages, of one site, for a key that may moderate."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

import pytest

from commentguard.api.examples import ADVERT
from commentguard.service import decide as decisions
from commentguard.service.decide import Decision
from commentguard.storage.clock import iso, now
from commentguard.testing.serving import Served


def fill(server: Served, count: int, key: str = "usual") -> list[str]:
    """Held comments, each of its own kind, in order of arrival."""
    ids = []
    for k in range(count):
        body = {**ADVERT, "text": f"{ADVERT['text']} Number {k}, {'x' * k}", "id": f"own-{k}"}
        answer = server.client.post("/v1/comments", json=body, headers=server.auth(key))
        assert answer.json()["verdict"]["action"] == "hold"
        ids.append(answer.json()["id"])
    return ids


def ask(server: Served, query: str = "", key: str = "moderate") -> Any:
    return server.client.get(f"/v1/comments{query}", headers=server.auth(key))


def test_pages_lead_through_the_queue(server: Served) -> None:
    ids = fill(server, 5)
    fill(server, 2, "other")
    seen: list[str] = []
    query = "?order=oldest&limit=2"
    while query:
        page = ask(server, query).json()
        assert page["total"] == 5
        seen += [one["id"] for one in page["comments"]]
        query = f"?order=oldest&limit=2&after={page['next']}" if page["next"] else ""
    assert seen == ids
    first = ask(server, "?order=oldest&limit=1").json()["comments"][0]
    assert first["client_id"] == "own-0"
    assert first["comment"]["author"] == ADVERT["author"]
    assert first["verdict"]["action"] == "hold"


def test_a_bot_reads_and_decides(server: Served) -> None:
    (one,) = fill(server, 1)
    said = server.client.post(
        f"/v1/comments/{one}/correction", json={"label": "spam"}, headers=server.auth("feedback")
    )
    assert said.status_code == 200
    assert one not in [c["id"] for c in ask(server).json()["comments"]]
    (rejected,) = [c for c in ask(server, "?status=rejected").json()["comments"] if c["id"] == one]
    assert rejected["decided_by"].startswith("key:")


def test_it_can_be_narrowed(server: Served) -> None:
    fill(server, 1)
    assert ask(server, "?reason=phone_number&label=promotional").json()["total"] >= 1
    assert ask(server, "?reason=gibberish").json() == {"comments": [], "next": None, "total": 0}


def test_in_any_state(server: Served) -> None:
    held, rejected = fill(server, 2)
    decide(server, rejected, "spam")
    page = ask(server, "?status=any&limit=2").json()
    assert [one["id"] for one in page["comments"]] == [rejected, held]
    assert ask(server, "?status=any&client_id=own-1").json()["total"] >= 1


@pytest.mark.parametrize(
    "query",
    [
        "?order=sideways",
        "?status=erased",
        "?limit=0",
        "?limit=x",
        "?limit=201",
        "?reason=x",
        "?after=zzz",
        "?after=1_%00",
        "?order=likeliest&after=zzz_0",
        "?decided_after=2026-01-01&after=0.5_x",
        "?since=2026-11-24",
        "?decided_after=yesterday",
        "?decided_after=2026-01-01T00:00:00+01:00",
        "?order=newest&decided_after=2026-01-01",
        # Overlooked, these answered with the held queue.
        "?decided_after=",
        "?client_id=",
        "?status=",
        "?status=rejected&label=",
        "?status=held&status=rejected",
        "?limit=1&limit=2",
    ],
)
def test_what_cannot_be_asked(server: Served, query: str) -> None:
    answer = ask(server, query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].replace("/", "?") in query.replace("&", "?")


@pytest.mark.parametrize(("key", "status"), [("score", 403), ("feedback", 403), ("admin", 200)])
def test_the_scope_that_it_takes(server: Served, key: str, status: int) -> None:
    assert ask(server, key=key).status_code == status


def test_an_empty_comment_has_an_empty_text(server: Served) -> None:
    fields = {
        "api_key": server.keys["akismet"], "blog": "https://blog.example", "user_ip": "203.0.113.9",
        "comment_author": "Nobody", "comment_content": "", "comment_ID": "empty",
    }  # fmt: skip
    answer = server.client.post("/1.1/comment-check", data=fields)
    status = {"true": "held", "false": "published"}[answer.text]
    listed = ask(server, f"?status={status}").json()["comments"]
    (found,) = [one for one in listed if one["client_id"] == "empty"]
    assert found["comment"]["text"] == ""


def decide(server: Served, comment_id: str, label: str) -> None:
    path = f"/v1/comments/{comment_id}/correction"
    said = server.client.post(path, json={"label": label}, headers=server.auth("feedback"))
    assert said.status_code == 200


def test_a_platform_fetches_what_was_decided_since(server: Served) -> None:
    ids = fill(server, 4)
    (elsewhere,) = fill(server, 1, "other")
    before = iso(now())
    for comment_id, label in ((ids[2], "ham"), (ids[0], "spam"), (ids[3], "promotional")):
        time.sleep(0.002)
        decide(server, comment_id, label)
    seen: list[tuple[str, str]] = []
    query = f"?decided_after={before}&limit=2"
    while query:
        page = ask(server, query).json()
        assert page["total"] == 3
        seen += [(one["id"], one["status"]) for one in page["comments"]]
        query = f"?decided_after={before}&limit=2&after={page['next']}" if page["next"] else ""
    assert seen == [(ids[2], "published"), (ids[0], "rejected"), (ids[3], "rejected")]
    assert elsewhere not in dict(seen)
    narrowed = ask(server, f"?decided_after={before}&status=published").json()
    assert [one["id"] for one in narrowed["comments"]] == [ids[2]]
    assert ask(server, "?decided_after=2999-01-01").json()["total"] == 0


def test_what_the_desk_took_back_is_told_too(server: Served) -> None:
    first, second = fill(server, 2)
    guard = server.guard
    with guard.store.transaction() as connection:
        for comment_id, decision in ((first, Decision.PUBLISH), (second, Decision.TRASH)):
            done = decisions.decide(guard, connection, "anna", {"blog"}, [comment_id], decision)
    time.sleep(0.002)
    since = iso(now())
    with guard.store.transaction() as connection:
        decisions.undo(guard, connection, "anna", done.batch)
    (found,) = ask(server, f"?decided_after={since}").json()["comments"]
    assert (found["id"], found["status"], found["decided_at"]) == (second, "held", None)


def test_a_comment_is_found_by_its_own_name(server: Served) -> None:
    body = {**ADVERT, "id": "wp 77/é"}
    sent = server.client.post("/v1/comments", json=body, headers=server.auth()).json()
    decide(server, sent["id"], "ham")
    (found,) = ask(server, f"?client_id={quote(body['id'], safe='')}").json()["comments"]
    assert (found["id"], found["status"]) == (sent["id"], "published")
    assert ask(server, "?client_id=nobody%00").json()["total"] == 0
