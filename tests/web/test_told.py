"""What the desk says after a decision is its own: no link puts words into its mouth."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from tests.service.desk import arrive
from tests.web.cards import stamps
from tests.web.desk import Browser, signed_in

from commentguard.testing.serving import Served

LURE = "Your session has ended: sign in again at desk.example"


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def toast(page: str) -> str:
    found = re.search(r'<div id="toast".*?</div>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("seal", ["", "0" * 32, "é"])
def test_a_link_says_nothing_in_the_desks_name(server: Served, mira: Browser, seal: str) -> None:
    query = urlencode({"note": LURE, "done": "0" * 32, "clash": "x", "seal": seal})
    for path in ("/desk", f"/desk/comments/{arrive(server.guard)}"):
        said = toast(mira.get(f"{path}?{query}").text)
        assert LURE not in said
        assert "/desk/undo" not in said
        assert " hidden" in said


def test_what_was_done_is_said_to_who_did_it_alone(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben")
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get("/desk").text, comment_id)
    where = "/desk?q=roofs&size=25"
    sent = mira.post(
        "/desk/decide", {"id": stamp, "decision": "spam", "back": where}, follow=False
    ).headers["location"]
    assert sent.startswith(f"{where}&done=")
    said = toast(mira.get(sent).text)
    assert "Marked as spam: 1 comment." in said
    assert "/desk/undo" in said
    assert " hidden" not in said
    assert "Marked as spam" not in toast(ben.get(sent).text)
    assert "Marked as spam" not in toast(mira.get(sent.replace("spam%3A+1", "spam%3A+9")).text)
