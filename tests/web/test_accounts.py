"""Accounts and invitations are ended by whom they belong to."""

from __future__ import annotations

import re

import pytest
from tests.web.desk import Browser, signed_in
from tests.web.settings_page import lines

from commentguard.demo.fill import SITE
from commentguard.service.people import Role
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def admin(demo: Served) -> Browser:
    return signed_in(demo, "site-admin", Role.ADMIN, SITE)


def test_an_account_is_ended_and_signed_out(demo: Served, admin: Browser) -> None:
    leaving = signed_in(demo, "leaving", Role.MODERATOR, SITE)
    assert leaving.get("/desk").status_code == 200
    assert admin.post("/desk/people/end", {"name": "leaving"}).status_code == 422
    page = admin.post("/desk/people/end", {"name": "leaving", "sure": "1"})
    assert page.status_code == 200
    assert "leaving" not in page.text
    assert "Sign in" in leaving.get("/desk").text
    assert admin.post("/desk/people/end", {"name": "leaving", "sure": "1"}).status_code == 404
    everywhere = signed_in(demo, "of-all", Role.ADMIN, "*")
    assert "user.end" in everywhere.get("/desk/audit?action=user.end").text


def test_nobody_ends_an_account_that_others_rely_on(demo: Served, admin: Browser) -> None:
    signed_in(demo, "elsewhere-too", Role.MODERATOR, "*")
    for name, status in (("elsewhere-too", 404), ("site-admin", 422), ("nobody-at-all", 404)):
        answer = admin.post("/desk/people/end", {"name": name, "sure": "1"})
        assert answer.status_code == status
    everywhere = signed_in(demo, "of-all-too", Role.ADMIN, "*")
    page = everywhere.post("/desk/people/end", {"name": "elsewhere-too", "sure": "1"})
    assert page.status_code == 200
    assert "<option>elsewhere-too</option>" not in page.text


def test_an_invitation_is_withdrawn(demo: Served, admin: Browser) -> None:
    page = admin.post("/desk/people/invite", {"site": SITE, "role": "admin"}).text
    link = re.search(r"/desk/join/[A-Za-z0-9_-]{43}", page)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert link
    assert digest
    elsewhere = signed_in(demo, "admin-of-other", Role.ADMIN, "other")
    fields = {"digest": digest[1]}
    assert elsewhere.post("/desk/people/withdraw", fields).status_code == 404
    assert admin.get(link[0]).status_code == 200
    assert admin.post("/desk/people/withdraw", fields).status_code == 200
    assert admin.get(link[0]).status_code == 404
    assert admin.post("/desk/people/withdraw", fields).status_code == 422
    assert len(lines(demo, "user.withdraw")) == 1
