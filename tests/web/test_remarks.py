"""A note that somebody has typed is not lost by what they do next."""

from __future__ import annotations

import re

import pytest
from tests.service.desk import another, arrive
from tests.web.cards import stamps, status
from tests.web.desk import Browser, signed_in

from commentguard.service.people import Role
from commentguard.storage import notes
from commentguard.testing.serving import Served

NOTE = "He asked\r\nin March, too."


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def noted(server: Served, comment_id: str) -> list[str]:
    with server.guard.store.engine.connect() as connection:
        return [row.text for row in notes.of_comment(connection, comment_id)]


def test_the_field_belongs_to_the_form_of_the_decision(server: Served, mira: Browser) -> None:
    page = mira.get(f"/desk/comments/{arrive(server.guard)}").text
    field = re.search(r'<textarea name="remark"[^>]*>', page)
    assert field
    assert 'form="decision"' in field[0]
    # What is required would stand in the way of deciding without a note.
    assert "required" not in field[0]
    assert re.search(r'<form class="decide"[^>]* id="decision">', page)
    assert re.search(r'<button form="decision" formaction="/desk/comments/[^"]+/notes">', page)


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize("decision", ["spam", "promotional", "trash"])
def test_a_note_is_kept_with_the_decision(
    server: Served, mira: Browser, headers: dict[str, str], decision: str
) -> None:
    comment_id = arrive(server.guard, another())
    here = f"/desk/comments/{comment_id}"
    fields = {"id": f"{comment_id}:held.0", "back": here, "decision": decision, "remark": NOTE}
    answer = mira.post("/desk/decide", fields, headers)
    assert answer.status_code == 200
    assert "1 comment. Your note is kept." in answer.text
    assert status(server, comment_id) != "held"
    assert noted(server, comment_id) == ["He asked\nin March, too."]


def test_a_note_is_kept_where_somebody_was_faster(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben")
    comment_id = arrive(server.guard, another())
    stamp = stamps(mira.get(f"/desk/comments/{comment_id}").text, comment_id)
    faster = {"id": f"{comment_id}:held.0", "decision": "trash", "over_claims": "1"}
    ben.post("/desk/decide", faster)
    mira.post("/desk/decide", {"id": stamp, "decision": "publish", "remark": "A regular."})
    assert status(server, comment_id) == "trashed"
    assert noted(server, comment_id) == ["A regular."]


def test_nothing_is_noted_by_blanks_nor_by_whoever_may_only_look(
    server: Served, mira: Browser
) -> None:
    viewer = signed_in(server, "looks", Role.VIEWER)
    comment_id = arrive(server.guard, another())
    fields = {"id": f"{comment_id}:held.0", "decision": "spam"}
    said = viewer.post("/desk/decide", {**fields, "remark": "x"}, {"hx-request": "true"}).text
    assert "note is kept" not in said
    assert "note is kept" not in mira.post("/desk/decide", {**fields, "remark": " \r\n "}).text
    assert status(server, comment_id) == "rejected"
    assert noted(server, comment_id) == []


def test_a_note_of_blanks_leads_back_to_the_comment(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, another())
    page = mira.post(f"/desk/comments/{comment_id}/notes?order=oldest", {"remark": " \r\n "})
    assert page.status_code == 200
    assert page.url.path == f"/desk/comments/{comment_id}"
    assert "order=oldest" in str(page.url)
    assert "That note is empty. Nothing was kept." in page.text
    assert noted(server, comment_id) == []


def test_a_note_that_is_too_long_changes_nothing(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, another())
    fields = {"id": f"{comment_id}:held.0", "decision": "spam", "remark": "x" * 2001}
    assert mira.post("/desk/decide", fields).status_code == 422
    assert status(server, comment_id) == "held"
    lines = {**fields, "remark": "\r\n".join("x" * 1000)}
    assert mira.post("/desk/decide", lines).status_code == 200
    assert len(noted(server, comment_id)[0]) == 1999
