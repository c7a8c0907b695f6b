"""Decisions without scripts: one comment, a flood, a selection, many at once; undo and clashes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.service.desk import ADVERT, arrive
from tests.web.cards import ids, send_flood, stamps, status
from tests.web.desk import Browser, signed_in

from commentguard.comment import Comment
from commentguard.service.decide import Outcome
from commentguard.service.people import Role
from commentguard.storage import comments
from commentguard.storage.clock import now, standing_at
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def test_a_flood_is_one_card_and_is_decided_once(server: Served, mira: Browser) -> None:
    flood = [
        arrive(server.guard, Comment(text=f"{ADVERT.text} Slate, tile and flat roofs, no job too small, ask for offer {k}", author="Boost"))
        for k in range(5)
    ]  # fmt: skip
    page = mira.get("/desk").text
    assert [one for one in ids(page) if one in flood] == [flood[-1]]
    assert "all 5 like this" in page
    fields = {"id": stamps(page, flood[-1]), "like": "1", "decision": "spam", "back": "/desk"}
    after = mira.post("/desk/decide", fields)
    assert "Marked as spam: 5 comments." in after.text
    assert {status(server, one) for one in flood} == {"rejected"}
    batch = re.search(r'name="batch" value="([0-9a-f]{32})"', after.text)
    assert batch
    assert "Undone: 5 comments" in mira.post("/desk/undo", {"batch": batch[1]}).text
    assert {status(server, one) for one in flood} == {"held"}


def test_a_script_is_told_of_those_that_have_a_place_on_its_page(
    server: Served, mira: Browser
) -> None:
    flood = send_flood(server, "Gravel and sand by the ton, delivered, no load too small")
    stamp = stamps(mira.get("/desk").text, flood[-1])
    decided = {"id": stamp, "like": "1", "decision": "spam", "back": "/desk"}
    scripted = {"hx-request": "true"}

    def gone(page: str) -> set[str]:
        return set(re.findall(r'<article class="gone" id="c-([0-9a-f]{32})"', page))

    # What is decided by its own card has one, whatever is said.
    assert gone(mira.post("/desk/decide", decided, scripted).text) == {flood[-1]}
    back = mira.post("/desk/undo", [("here", flood[0]), ("here", flood[-1])], scripted).text
    assert "Undone: 4 comments" in back
    assert set(ids(back)) == {flood[0], flood[-1]}
    fields = [*decided.items(), ("here", flood[1])]
    assert gone(mira.post("/desk/decide", fields, scripted).text) == {flood[1], flood[-1]}
    assert {status(server, one) for one in flood} == {"rejected"}


@pytest.mark.parametrize("scripted", [True, False])
def test_what_arrives_after_its_card_was_drawn_does_not_go_along(
    server: Served, mira: Browser, scripted: bool
) -> None:
    words = f"Wells drilled and pumps repaired {'by night' if scripted else 'by day and in any weather'}"
    flood = send_flood(server, words)
    stamp = stamps(mira.get("/desk").text, flood[-1])
    with standing_at(now() + 60_000):
        (later,) = send_flood(server, f"{words} https://pumps.example", 1)
    along = [("like", "1")] if scripted else [("with", flood[-1])]
    fields = [("id", stamp), ("decision", "trash"), *along]
    mira.post("/desk/decide", fields, {"hx-request": "true"} if scripted else None)
    assert {status(server, one) for one in flood} == {"trashed"}
    assert status(server, later) == "held"
    with server.guard.store.engine.connect() as connection:
        found = [comments.find(connection, one) for one in (flood[0], later)]
    assert len({one.campaign for one in found if one is not None}) == 1
    # The newest for a minute yet, it would be the card of others like it.
    mira.post("/desk/decide", {"id": f"{later}:held.0", "decision": "trash"})


@pytest.mark.parametrize("drawn", ["", ":", ":x", ":²", f":{'9' * 30}"])
def test_nothing_goes_along_with_a_card_of_no_time(
    server: Served, mira: Browser, drawn: str
) -> None:
    flood = send_flood(server, f"Pianos tuned and moved, number {len(drawn)} of our offers")
    fields = {"id": f"{flood[-1]}:held.0{drawn}", "like": "1", "decision": "spam"}
    mira.post("/desk/decide", fields)
    assert [status(server, one) for one in flood] == ["held"] * 3 + ["rejected"]
    mira.post("/desk/decide", [("decision", "trash"), *(("id", f"{one}:held.0") for one in flood)])


def test_a_bulk_decision_that_times_out_does_not_say_that_nothing_changed(
    server: Served, mira: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [arrive(server.guard) for _ in range(60)]
    write = server.guard.store.write
    done: list[Outcome] = []

    async def slow(job: Callable[[Connection], Any]) -> Any:
        result = await write(job)
        if isinstance(result, Outcome):
            done.append(result)
            if len(done) == 2:
                raise TimeoutError
        return result

    fields = [("decision", "spam"), *(("id", f"{one}:held.0") for one in several)]
    with monkeypatch.context() as patch:
        patch.setattr(server.guard.store, "write", slow)
        patch.setattr("commentguard.service.guard._PAUSE", 0)
        answer = mira.post("/desk/decide", fields)
    assert answer.status_code == 503
    assert "Nothing was changed" not in answer.text
    assert "Some of it may be done: look again." in answer.text
    assert {status(server, one) for one in several} == {"rejected"}


@pytest.mark.parametrize("decision", ["publish", "spam", "promotional", "trash"])
def test_a_decision_and_its_undo(server: Served, mira: Browser, decision: str) -> None:
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get(f"/desk/comments/{comment_id}").text, comment_id)
    page = mira.post("/desk/decide", {"id": stamp, "decision": decision, "why": "advert"})
    assert "1 comment." in page.text
    assert status(server, comment_id) != "held"
    assert "Undone: 1 comment" in mira.post("/desk/undo").text
    assert status(server, comment_id) == "held"
    history = mira.get(f"/desk/comments/{comment_id}").text
    assert "an advert" in history
    assert re.search(r"<strong>[a-z]+</strong> took that back", history)


def test_the_second_of_two_is_told_who_was_first(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben")
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get("/desk").text, comment_id)
    mira.post("/desk/decide", {"id": stamp, "decision": "spam"})
    plain = ben.post("/desk/decide", {"id": stamp, "decision": "publish"})
    assert "mira has already moved it; left alone." in plain.text
    assert status(server, comment_id) == "rejected"
    scripted = ben.post(
        "/desk/decide", {"id": stamp, "decision": "publish"}, {"hx-request": "true"}
    )
    assert scripted.status_code == 409
    assert "has moved this comment: it is now rejected" in scripted.text
    knowing = stamps(scripted.text, comment_id)
    ben.post("/desk/decide", {"id": knowing, "decision": "publish"})
    assert status(server, comment_id) == "published"


def test_looking_closely_claims(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben-two")
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get(f"/desk/comments/{comment_id}").text, comment_id)
    assert "mira is looking" in ben.get("/desk").text
    refused = ben.post("/desk/decide", {"id": stamp, "decision": "spam"}, {"hx-request": "true"})
    assert "mira is looking at this comment" in refused.text
    assert status(server, comment_id) == "held"
    told = ben.post("/desk/live", [("id", comment_id), ("current", ""), ("place", "0")]).json()
    assert told["claims"] == {comment_id: "mira"}
    ben.post("/desk/decide", {"id": stamp, "decision": "spam", "over_claims": "1"})
    assert status(server, comment_id) == "rejected"
    moved = mira.post("/desk/live", [("place", "0"), ("status", "held")]).json()["moved"]
    assert {"id": comment_id, "by": "ben-two", "status": "rejected"} in moved


def test_many_at_once_do_what_was_previewed_and_nothing_newer(server: Served) -> None:
    boss = signed_in(server, "bulk-boss", Role.MODERATOR, "other")
    wanted = [
        arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} zebra {k * 31}"), site="other")
        for k in range(60)
    ]
    where = "/desk/bulk?q=zebra&over=50"
    page = boss.get(where).text
    assert "60 comments" in page
    later = arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} zebra late"), site="other")
    until = re.search(r'name="until" value="(\d+)"', page)
    assert until
    fields = {"q": "zebra", "over": "50", "until": until[1], "decision": "spam"}
    assert "Marked as spam: 60 comments." in boss.post("/desk/bulk", fields).text
    assert {status(server, one) for one in wanted} == {"rejected"}
    assert status(server, later) == "held"
    assert "Undone: 60 comments" in boss.post("/desk/undo").text
    assert {status(server, one) for one in wanted} == {"held"}


def test_of_selected_cards_each_takes_along_what_its_own_tick_says(
    server: Served, mira: Browser
) -> None:
    one = send_flood(server, "Gutters cleaned and painted in a day by people who like ladders")
    two = send_flood(server, "Chimneys swept before winter, and a photograph of the inside for you")
    page = mira.get("/desk").text
    stamped = [("id", stamps(page, one[-1])), ("id", stamps(page, two[-1]))]
    fields = [*stamped, ("like", one[-1]), ("decision", "spam"), ("back", "/desk")]
    answer = mira.post("/desk/decide", fields, {"hx-request": "true"}).text
    assert "Marked as spam: 5 comments." in answer
    assert {status(server, k) for k in one} == {"rejected"}
    assert [status(server, k) for k in two] == ["held", "held", "held", "rejected"]
    # The rest of the campaign decided alone takes its card's place at once.
    behind = answer.partition(f'hx-swap-oob="afterend:#c-{two[-1]}"')[2]
    assert ids(behind) == [two[2]]
    assert "all 3 like this" in behind
    assert ids(answer) == [two[2]]
    # Where every comment has a card of its own, nothing comes in twice.
    alone = [("id", stamps(answer, two[2])), ("decision", "spam"), ("back", "/desk?q=Chimneys")]
    assert ids(mira.post("/desk/decide", alone, {"hx-request": "true"}).text) == []


def test_what_was_decided_is_told_with_whose_it_is(server: Served, mira: Browser) -> None:
    comment_id = arrive(
        server.guard, replace(ADVERT, text=f"{ADVERT.text} Ring.", author="Ann & Co")
    )
    page = mira.get("/desk").text
    name = "<bdi>Ann &amp; Co</bdi>"
    card = page.partition(f'id="c-{comment_id}"')[2].partition("</article>")[0]
    assert f'Open<span class="unseen"> the comment by {name}</span>' in card
    fields = {"id": stamps(page, comment_id), "decision": "trash", "back": "/desk"}
    answer = mira.post("/desk/decide", fields, {"hx-request": "true"}).text
    line = answer.partition(f'id="c-{comment_id}"')[2].partition("</article>")[0]
    assert f"<p>In the trash: {name} · <a" in line
    assert f'open<span class="unseen"> the comment by {name}</span></a>' in line


def test_without_scripts_a_selected_card_takes_along_what_it_says(
    server: Served, mira: Browser
) -> None:
    one = send_flood(server, "Hedges cut square and carted away by a crew with its own shredder")
    two = send_flood(server, "Windows washed on both sides of the glass, frames and sills as well")
    page = mira.get("/desk").text
    for newest in (one[-1], two[-1]):
        card = page.partition(f'id="c-{newest}"')[2].partition("</article>")[0]
        assert (
            f'<noscript><label class="like"><input type="checkbox" form="bulk" name="with" value="{newest}" '
            "checked> <span>selected with all 4 like it</span></label></noscript>" in card
        )
    stamped = [("id", stamps(page, one[-1])), ("id", stamps(page, two[-1]))]
    fields = [*stamped, ("with", one[-1]), ("decision", "spam"), ("back", "/desk")]
    assert "Marked as spam: 5 comments." in mira.post("/desk/decide", fields).text
    assert {status(server, k) for k in one} == {"rejected"}
    assert [status(server, k) for k in two] == ["held", "held", "held", "rejected"]
    # A script says in `like` what is ticked in sight; a tick that nobody sees says nothing.
    three = send_flood(
        server, "Lawns rolled, sown and watered until they are green from edge to edge"
    )
    alone = [("id", stamps(mira.get("/desk").text, three[-1])), ("decision", "spam")]
    answer = mira.post("/desk/decide", [*alone, ("with", three[-1])], {"hx-request": "true"}).text
    assert "Marked as spam: 1 comment." in answer
