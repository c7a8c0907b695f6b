"""The sender of a comment is put on a list of its site from the comment's own page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.service.desk import another, arrive
from tests.web.cards import status
from tests.web.desk import Browser, signed_in

from commentguard.comment import Comment
from commentguard.service.people import Role
from commentguard.testing.serving import Served

READER = Comment(text="Mine grew in a bucket on the north side.", author="Bob")


@pytest.fixture(scope="module")
def admin(server: Served) -> Browser:
    return signed_in(server, "ada", Role.ADMIN)


def listed(
    browser: Browser, comment_id: str, kind: str, which: str = "deny", label: str = ""
) -> str:
    """The page after a comment's sender was listed by the form on it."""
    page = browser.get(f"/desk/comments/{comment_id}?order=oldest").text
    action = re.search(r'action="(/desk/comments/[^"]+/list[^"]*)"', page)
    assert action
    assert f'<option value="{kind}">' in page
    fields = {"list": which, "kind": kind, "label": label}
    answer = browser.post(unescape(action[1]), fields)
    assert answer.url.query.startswith(b"order=oldest&note=")
    return answer.text


def number(page: str) -> str:
    found = re.search(r"entry (\d+) of the site&#39;s ", page)
    assert found
    return found[1]


def test_an_e_mail_address_is_held_from_now_on(server: Served, admin: Browser) -> None:
    ann = replace(READER, author_email="Ann@seller.example")
    first = arrive(server.guard, ann)
    assert status(server, first) == "published"
    page = listed(admin, first, "email", label="the one with the buckets")
    entry = number(page)
    assert f"Held from now on: entry {entry} of the site&#39;s deny-list." in page
    assert f'#entry-{entry}">number {entry}</a>, <bdi>the one with the buckets</bdi>.' in page
    assert f'<tr id="entry-{entry}">' in admin.get("/desk/settings?site=blog").text
    text = "A second one, about the rain we had in May."
    later = replace(ann, text=text, author_email="ann@SELLER.example")
    assert status(server, arrive(server.guard, later)) == "held"
    assert status(server, first) == "published"
    # What a comment offers to list is what it came with.
    assert '<option value="ip">' not in page


def test_a_network_address_of_which_a_hash_is_kept(server: Served, admin: Browser) -> None:
    here = "198.51.100.77"
    page = listed(admin, arrive(server.guard, replace(READER, author_ip=here)), "ip")
    assert "Held from now on" in page
    assert '<option value="email">' not in page
    text = "The frost came early here, and the leaves went black."
    other = arrive(server.guard, replace(READER, text=text, author_ip=f"::ffff:{here}"))
    assert status(server, other) == "held"
    log = admin.get("/desk/audit?site=blog").text
    assert "put on the deny-list" in log


def test_let_in_counts_more_and_the_page_says_so(server: Served, admin: Browser) -> None:
    advert = replace(another(), author_email="shop@friend.example")
    first = arrive(server.guard, advert)
    assert status(server, first) == "held"
    assert "Held from now on" in listed(admin, first, "email")
    page = listed(admin, first, "email", "allow")
    assert "Let in from now on" in page
    assert page.count("; that list counts more.") == 1
    page = listed(admin, first, "email")
    assert "Held from now on" not in page
    assert "counts more: such comments are let in until it is removed there." in page
    again = replace(another(), author_email="shop@friend.example")
    assert status(server, arrive(server.guard, again)) == "published"


def test_only_an_admin_lists_and_nobody_elsewhere(server: Served, admin: Browser) -> None:
    mira = signed_in(server, "mira-of-lists")
    viewer = signed_in(server, "viewer-of-lists", Role.VIEWER)
    advert = replace(another(), author_email="x@nobody.example", author_ip="198.51.100.3")
    comment_id = arrive(server.guard, advert)
    page = mira.get(f"/desk/comments/{comment_id}").text
    assert "An admin of this site can have it held" in page
    assert f"{comment_id}/list" not in page
    assert "from now on" not in viewer.get(f"/desk/comments/{comment_id}").text
    path, fields = f"/desk/comments/{comment_id}/list", {"list": "deny", "kind": "email"}
    assert mira.post(path, fields).status_code == 403
    foreign = arrive(server.guard, advert, site="other")
    assert admin.post(f"/desk/comments/{foreign}/list", fields).status_code == 403
    assert admin.post("/desk/comments/x/list", fields).status_code == 403
    for wrong in ({"list": "x"}, {"kind": "x"}, {"kind": "phrase"}, {"label": "x" * 101}):
        assert admin.post(path, {**fields, **wrong}).status_code == 422, wrong
    assert "x@nobody" not in admin.get("/desk/settings?site=blog").text


def test_what_is_no_e_mail_address_is_not_offered_as_one(server: Served, admin: Browser) -> None:
    none = replace(READER, author_email="none", author_ip="198.51.100.78")
    page = admin.get(f"/desk/comments/{arrive(server.guard, none)}").text
    assert '<option value="ip">' in page
    assert '<option value="email">' not in page


def test_who_came_without_an_address_is_nobody_to_list(server: Served, admin: Browser) -> None:
    page = admin.get(f"/desk/comments/{arrive(server.guard, READER)}").text
    assert "from now on" not in page
