"""The page of one comment keeps its reader's place in the queue."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.service.desk import another, arrive
from tests.web.desk import Browser, signed_in

from commentguard.service import claims
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def link(page: str, attribute: str) -> str:
    found = re.search(rf'<a {attribute} href="([^"]+)"', page)
    assert found, attribute
    return unescape(found[1])


def test_a_comment_is_opened_decided_and_left_within_the_view(
    server: Served, mira: Browser
) -> None:
    one, two, three = (arrive(server.guard, another()) for _ in range(3))
    where = "/desk?reason=phone_number&order=oldest"
    queue = mira.get("/desk?order=oldest&size=200").text
    opened = link(queue.partition(f'id="c-{one}"')[2], 'class="open"')
    assert opened == f"/desk/comments/{one}?order=oldest&size=200"
    page = mira.get(opened).text
    assert link(page, 'class="to-queue"') == f"/desk?order=oldest&size=200#c-{one}"
    assert link(page, 'rel="next"') == f"/desk/comments/{two}?order=oldest&size=200"
    fields = dict(
        re.findall(
            r'name="(csrf|id|back)" value="([^"]+)"',
            page.partition('class="decide"')[2].partition("</form>")[0],
        )
    )
    decided = mira.post(
        "/desk/decide", {"id": fields["id"], "back": unescape(fields["back"]), "decision": "spam"}
    ).text
    # The comment stays, its history says what was done, and the way on is the same.
    assert f'id="c-{one}"' in decided
    assert "Marked as spam: 1 comment." in decided
    assert "<strong>mira</strong>: marked as spam" in decided
    assert link(decided, 'rel="next"') == f"/desk/comments/{two}?order=oldest&size=200"
    undone = mira.post("/desk/undo", {"back": opened}).text
    assert "Undone: 1 comment as before." in undone
    assert f'id="c-{one}"' in undone
    noted = mira.post(f"/desk/comments/{one}/notes?order=oldest", {"remark": "Look"})
    assert noted.url.query == b"order=oldest"
    assert "The last one there." in mira.get(f"/desk/comments/{three}?order=oldest&size=25").text
    assert 'rel="next"' not in mira.get(f"/desk/comments/{one}?q=nosuchword").text
    assert mira.get(where).status_code == 200


def test_who_is_told_of_another_reader_may_decide_all_the_same(
    server: Served, mira: Browser
) -> None:
    comment_id = arrive(server.guard, another())
    with server.guard.store.transaction() as connection:
        claims.hold(connection, comment_id, "user:ben")
    page = mira.get(f"/desk/comments/{comment_id}").text
    assert "ben is looking at this comment." in page
    assert 'name="over_claims" value="1"' in page


def test_a_comment_is_found_in_whatever_state_it_stands(server: Served, mira: Browser) -> None:
    kept = arrive(server.guard, replace(another(), author="Zoë Unfindable"))
    stamped = re.search(rf'value="({kept}:held\.0:\d+)"', mira.get("/desk").text)
    assert stamped
    mira.post("/desk/decide", {"id": stamped[1], "decision": "trash"})
    nothing = mira.get("/desk?q=unfindable+zoe").text
    assert f'id="c-{kept}"' not in nothing
    there = re.search(r'<a href="([^"]+)">Look in any state', nothing)
    assert there
    found = mira.get(unescape(there[1])).text
    assert f'id="c-{kept}"' in found
    assert "in any state, 1 match" in re.sub(r"</?strong[^>]*>", "", found)
    assert "In any state" in mira.get("/desk/bulk?status=any&q=unfindable").text
    live = mira.post("/desk/live?", [("id", kept), ("status", "any"), ("place", "0")])
    assert live.json()["waiting"] != "0"


def test_the_way_back_leads_to_the_page_of_the_card(server: Served, mira: Browser) -> None:
    sent = [arrive(server.guard, another()) for _ in range(27)]
    where = "/desk?order=oldest&size=25"
    assert f'id="c-{sent[-1]}"' not in mira.get(where).text
    page = mira.get(f"/desk/comments/{sent[-1]}?order=oldest&size=25").text
    back = link(page, 'class="to-queue"')
    assert back.endswith(f"#c-{sent[-1]}")
    assert f'id="c-{sent[-1]}"' in mira.get(back).text


def test_what_was_counted_when_it_came_is_told_as_such(server: Served, mira: Browser) -> None:
    """Below, the page lists who shares the contact now, which are others and more."""
    one = arrive(server.guard, replace(another(), same_contact_seen=2))
    assert (
        "when it came, 2 other comments had its contact" in mira.get(f"/desk/comments/{one}").text
    )
