"""A forgotten password, at the desk: a link that an admin makes, and what it lets its holder do."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.desk import PASSWORD, Browser, signed_in

from commentguard.service.people import Role
from commentguard.testing.serving import Served

NEW = "another row of words"


def link_of(page: str) -> str:
    found = re.search(r"http://localhost(/desk/reset/[A-Za-z0-9_-]{43})<", page)
    assert found, "no link on the page"
    return found[1]


@pytest.fixture
def stranger(server: Served) -> Browser:
    return Browser(TestClient(server.app, base_url="http://localhost", client=("127.0.0.1", 1)))


def test_who_forgot_a_password_gets_a_link_and_is_in_again(
    server: Served, stranger: Browser
) -> None:
    admin = signed_in(server, "boss", Role.ADMIN)
    forgetful = signed_in(server, "forgetful")
    link = link_of(admin.post("/desk/people/reset", {"name": "forgetful"}).text)
    assert "A new password for forgetful" in stranger.get(link).text
    short = stranger.post(link, {"password": "short"})
    assert (short.status_code, "at least 10" in short.text) == (422, True)
    assert forgetful.get("/desk/me").status_code == 200
    assert stranger.post(link, {"password": NEW}).status_code == 200
    assert stranger.client.get("/desk", follow_redirects=False).status_code == 200
    assert forgetful.client.get("/desk", follow_redirects=False).status_code == 303
    assert stranger.get(link).status_code == 404
    for password, status in ((PASSWORD, 403), (NEW, 200)):
        page = forgetful.post("/desk/login", {"name": "forgetful", "password": password})
        assert page.status_code == status
    everywhere = signed_in(server, "of-all", Role.ADMIN, "*")
    log = everywhere.get("/desk/audit?action=user.").text
    assert "made a link for a new password" in log
    assert "changed a password" in log


def test_nobody_gets_a_link_to_more_than_is_theirs(server: Served) -> None:
    signed_in(server, "elsewhere-too", Role.MODERATOR, "*")
    admin = signed_in(server, "local-boss", Role.ADMIN)
    moderator = signed_in(server, "moderates")
    for who, name in ((admin, "elsewhere-too"), (admin, "nobody"), (moderator, "local-boss")):
        answer = who.post("/desk/people/reset", {"name": name})
        assert answer.status_code == 404
        assert "/desk/reset/" not in answer.text


def test_guessing_a_link_ends(server: Served) -> None:
    # From an address of its own: what is counted here must not keep other tests out.
    far = TestClient(server.app, base_url="http://localhost", client=("192.0.2.9", 1))
    answers = [far.get(f"/desk/reset/{'x' * 41}{k}").status_code for k in range(10, 22)]
    assert set(answers) == {404, 429}


def test_who_guesses_links_from_everywhere_closes_nobodys(server: Served) -> None:
    for k in range(4):
        far = TestClient(server.app, base_url="http://localhost", client=(f"192.0.2.{k + 10}", 1))
        for guess in range(10):
            assert far.get(f"/desk/reset/{'y' * 42}{guess}").status_code == 404
    admin = signed_in(server, "boss-of-links", Role.ADMIN)
    signed_in(server, "forgot-hers")
    link = link_of(admin.post("/desk/people/reset", {"name": "forgot-hers"}).text)
    near = TestClient(server.app, base_url="http://localhost", client=("192.0.2.99", 1))
    assert near.get(link).status_code == 200


def test_a_form_from_elsewhere_sets_no_password(server: Served, stranger: Browser) -> None:
    admin = signed_in(server, "boss-too", Role.ADMIN)
    signed_in(server, "also-forgetful")
    link = link_of(admin.post("/desk/people/reset", {"name": "also-forgetful"}).text)
    answer = stranger.post(link, {"password": NEW}, {"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert stranger.get(link).status_code == 200
