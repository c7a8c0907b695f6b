"""A secret that a form makes is shown once, and reloading the page that shows it makes no other."""

from __future__ import annotations

import re

import pytest
from tests.web.desk import Browser, signed_in

from commentguard.service.people import Role
from commentguard.storage import sites
from commentguard.testing.serving import Served

KEY = {"site": "blog", "kind": "bearer", "label": "a bot"}
MADE = {
    "key": ("/desk/people/key", KEY, r"<code>cg_[^<]+</code>"),
    "reset": ("/desk/people/reset", {"name": "forgetful"}, r"/desk/reset/[\w-]{43}"),
    "invitation": (
        "/desk/people/invite",
        {"site": "blog", "role": "viewer"},
        r"/desk/join/[\w-]{43}",
    ),
}


@pytest.fixture(scope="module")
def admin(server: Served) -> Browser:
    signed_in(server, "forgetful")
    return signed_in(server, "boss", Role.ADMIN)


@pytest.mark.parametrize("what", MADE)
def test_a_reload_shows_nothing_and_makes_nothing(
    server: Served, admin: Browser, what: str
) -> None:
    path, fields, secret = MADE[what]
    answer = admin.post(path, fields, follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/people")
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/desk/people"))
    shown = re.findall(secret, admin.get("/desk/people").text)
    assert len(shown) == 1
    with server.guard.store.engine.connect() as connection:
        keys = len(sites.all_keys(connection))
    assert not re.search(secret, admin.get("/desk/people").text)
    with server.guard.store.engine.connect() as connection:
        assert len(sites.all_keys(connection)) == keys
    if what != "key":
        assert admin.get(shown[0]).status_code == 200


def test_what_another_session_was_given_is_not_shown(server: Served, admin: Browser) -> None:
    other = signed_in(server, "another-boss", Role.ADMIN)
    given = admin.post("/desk/people/key", KEY, follow=False).headers["set-cookie"]
    name, _, value = given.partition(";")[0].partition("=")
    for forged in (value, "x", '"' + "0" * 64 + '"'):
        other.client.cookies.set(name, forged, path="/desk/people")
        page = other.get("/desk/people")
        assert page.status_code == 200
        assert "<code>cg_" not in page.text
