"""The queue without scripts: pages, filters, who sees what, and what is refused."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from tests.service.desk import arrive
from tests.web.cards import ids, status
from tests.web.desk import Browser, signed_in

from commentguard.comment import Comment
from commentguard.service.people import Role
from commentguard.storage import comments
from commentguard.testing.serving import Served

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def test_filters_find_what_they_say(server: Served, mira: Browser) -> None:
    comment_id = arrive(
        server.guard,
        Comment(
            text="Llámenos al 01632 960 176 para un presupuesto gratis, servicio en toda la provincia",
            author="Reformas Ruiz", author_email="hola@ruiz.example", permalink="https://blog.example/x",
        ),
    )  # fmt: skip
    with server.guard.store.engine.connect() as connection:
        stored = comments.find(connection, comment_id)
        assert stored is not None
    some = {
        "q": "presupuesto", "author": "RUIZ", "language": stored.language, "label": stored.label,
        "reason": stored.codes[0], "campaign": comment_id, "post": "https://blog.example/x",
        "age": "hour", "site": "blog",
    }  # fmt: skip
    for name, value in some.items():
        assert comment_id in ids(mira.get(f"/desk?{name}={value}").text), name
    for query in ("q=nosuchword", "author=nobody", "language=fi", "label=ham", "up_to=1", "q=%25"):
        assert comment_id not in ids(mira.get(f"/desk?{query}").text), query
    assert comment_id in ids(mira.get("/desk?reason=nonsense&order=x&size=9&over=x").text)


def test_headings_leave_no_level_out(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard)
    for address in ("/desk", f"/desk/comments/{comment_id}"):
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", mira.get(address).text)]
        assert levels[0] == 1
        assert 3 in levels
        for above, below in pairwise(levels):
            assert below <= above + 1, (address, levels)


def test_pages_by_key_show_every_comment_once_in_every_order(server: Served) -> None:
    browser = signed_in(server, "reader-of-all", Role.VIEWER, "other")
    for k in range(60):
        text = (
            f"Call us, order {k * 7919}, on 01632 960 {100 + k} for a {k * 104729} free quote now"
        )
        arrive(server.guard, Comment(text=text, author=f"Ads {k}"), site="other")
    for order in ("newest", "oldest", "unsure", "likeliest"):
        seen: list[str] = []
        where = f"/desk?order={order}&size=25&q=quote"
        while where:
            page = browser.get(where).text
            seen += ids(page)
            more = re.search(r'<p class="more"><a href="([^"]+)"', page)
            where = more[1].replace("&amp;", "&") if more else ""
        assert len(seen) == len(set(seen)) == 60, order


def test_what_comes_after_a_page_is_named(server: Served) -> None:
    browser = signed_in(server, "reader-to-the-end", Role.VIEWER, "other")
    for _ in range(26):
        arrive(server.guard, site="other")
    ends = 'id="end"'
    first = browser.get("/desk?size=25").text
    following = re.search(r'<p class="more"><a href="([^"]+)" rel="next" ', first)
    assert following
    assert ends not in first
    last = browser.get("/desk?q=nosuchword").text
    assert ends in last
    assert 'rel="next"' not in last


def test_a_viewer_looks_and_decides_nothing(server: Served) -> None:
    viewer = signed_in(server, "viewer", Role.VIEWER)
    comment_id = arrive(server.guard)
    page = viewer.get("/desk").text
    assert comment_id in ids(page)
    assert "form.decide" not in page
    assert 'name="decision"' not in page
    viewer.post("/desk/decide", {"id": f"{comment_id}:held.0", "decision": "spam"})
    assert status(server, comment_id) == "held"
    assert viewer.post(f"/desk/comments/{comment_id}/notes", {"remark": "x"}).status_code == 404


def test_another_site_does_not_exist(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, site="other")
    assert mira.get(f"/desk/comments/{comment_id}").status_code == 404
    assert comment_id not in mira.get("/desk?site=other").text
    mira.post("/desk/decide", {"id": f"{comment_id}:held.0", "decision": "spam"})
    assert status(server, comment_id) == "held"
    assert mira.post("/desk/live", [("id", comment_id)]).json()["claims"] == {}


def test_notes_stay_with_the_comment_and_are_erased_with_it(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard)
    page = mira.post(f"/desk/comments/{comment_id}/notes", {"remark": "Ask <Ann> about him"})
    assert "Ask &lt;Ann&gt; about him" in page.text


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/desk/decide", {"decision": "eat", "id": "x:held.0"}, 422),
        ("/desk/decide", {"decision": "spam"}, 422),
        ("/desk/decide", {"decision": "spam", "id": "x:held.0", "why": "because"}, 422),
        ("/desk/bulk", {"decision": "spam", "until": "yesterday"}, 422),
        ("/desk/bulk", {"decision": "spam", "until": "9" * 30}, 422),
        ("/desk/bulk", {"decision": "spam", "until": "9" * 5000}, 422),
        ("/desk/bulk", {"decision": "spam", "until": "\u0661"}, 422),
        ("/desk/comments/x/notes", {"remark": "x"}, 404),
        ("/desk/nowhere", {}, 404),
    ],
)
def test_nonsense_is_answered_with_a_sentence(
    mira: Browser, path: str, fields: dict[str, str], expected: int
) -> None:
    page = mira.post(path, fields)
    assert page.status_code == expected
    assert 'role="alert"' in page.text


def test_a_form_that_is_too_large_is_refused(mira: Browser) -> None:
    assert mira.post("/desk/decide", {"id": "x" * 600_000}).status_code == 413


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "\u00b2", "-1"])
def test_a_number_that_no_database_holds_breaks_nothing(mira: Browser, number: str) -> None:
    assert mira.get(f"/desk/audit?below={number}").status_code == 200
    assert mira.post("/desk/live", {"place": number}).status_code == 200


@pytest.mark.parametrize("mark", ["x", "0" * 17, "ffffffffffffffff", "-1", "0x00000000000001"])
def test_an_author_that_nobody_is_breaks_nothing(mira: Browser, mark: str) -> None:
    assert mira.get(f"/desk?by={mark}").status_code == 200
