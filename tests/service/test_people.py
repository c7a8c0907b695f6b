"""Accounts, roles, links that work once, passwords and sessions."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type

from commentguard.errors import DataError
from commentguard.service import passwords, people, sessions, sites
from commentguard.service.guard import Guard
from commentguard.service.people import Role
from commentguard.storage import people as rows
from commentguard.storage.clock import DAY, now
from commentguard.storage.people import EVERY_SITE

GOOD = "a row of plain words"


def test_roles_include_each_other_and_end_at_the_site(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        mira = people.add(connection, "mira", GOOD, now(), site_id="blog")
        assert people.may(mira, Role.VIEWER, "blog")
        assert people.may(mira, Role.MODERATOR, "blog")
        assert not people.may(mira, Role.ADMIN, "blog")
        assert not people.may(mira, Role.VIEWER, "other")
        assert not people.may(mira, Role.VIEWER, EVERY_SITE)
        people.set_role(connection, "mira", "blog", None, now())
        assert not people.may(people.known(connection, "mira"), Role.VIEWER, "blog")


def test_a_later_site_of_the_same_name_has_nobody(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        people.add(connection, "mira", GOOD, now(), site_id="other", role=Role.ADMIN)
        sites.remove(connection, "other", now())
        sites.add(connection, "other", now())
        assert not people.may(people.known(connection, "mira"), Role.VIEWER, "other")


@pytest.mark.parametrize("name", ["", "Mira", "a b", "<b>", "x" * 41, "mïra", "mira\n"])
def test_names_are_plain(guard: Guard, name: str) -> None:
    with guard.store.transaction() as connection, pytest.raises(DataError):
        people.add(connection, name, GOOD, now())


@pytest.mark.parametrize("password", ["short", "mira", "aaaaaaaaaaaa", "", "x" * 2000])
def test_bad_passwords_are_refused(password: str) -> None:
    with pytest.raises(DataError):
        passwords.hashed(password, "mira")


def test_a_password_fits_itself_only_and_nobody_has_none() -> None:
    stored = passwords.hashed(GOOD, "mira")
    assert stored.startswith("$argon2id$")
    assert passwords.fits(stored, GOOD)
    assert not passwords.fits(stored, GOOD + "x")
    assert not passwords.fits("", "nobody has this password")


def test_a_password_costs_a_server_what_is_recommended(shipped_hasher: PasswordHasher) -> None:
    one = shipped_hasher
    # RFC 9106, second recommendation.
    assert (one.type, one.time_cost, one.memory_cost, one.parallelism) == (Type.ID, 3, 1 << 16, 4)


def test_an_invitation_works_once_and_gives_what_it_says(guard: Guard) -> None:
    stored = passwords.hashed(GOOD, "ben")
    with guard.store.transaction() as connection:
        token = people.invite(connection, "blog", Role.VIEWER, now())
        ben = people.join(connection, token, "ben", stored, now())
        assert ben.roles == {"blog": "viewer"}
        with pytest.raises(DataError, match="works no more"):
            people.join(connection, token, "eve", stored, now())
        assert people.invitation(connection, token, now()) is None


def test_links_run_out(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        join = people.invite(connection, "blog", Role.VIEWER, now())
        enter = people.let_in(connection, now())
        assert people.invitation(connection, join, now() + 8 * DAY) is None
        assert people.invitation(connection, enter, now() + DAY) is None
        with pytest.raises(DataError):
            people.enter(connection, join, now())
        assert people.enter(connection, enter, now()).roles == {EVERY_SITE: "admin"}
        with pytest.raises(DataError):
            people.enter(connection, enter, now())


def test_the_first_admins_link_is_nothing_once_the_account_is_ended(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        assert people.can_be_let_in(connection)
        enter, other = people.let_in(connection, now()), people.let_in(connection, now())
        admin = people.enter(connection, enter, now())
        assert people.can_be_let_in(connection)
        assert people.only_admin(connection, admin)
        people.end(connection, "admin", now())
        assert not people.can_be_let_in(connection)
        with pytest.raises(DataError, match="commentguard user add NAME --role admin"):
            people.enter(connection, other, now())


def test_a_session_ends_by_time_by_hand_and_with_the_account(guard: Guard) -> None:
    at = now()
    with guard.store.transaction() as connection:
        mira = people.add(connection, "mira", GOOD, at)
        cookies = [sessions.open_for(connection, guard.secret, mira, at, "test") for _ in range(3)]
        digests = [sessions.signed(cookie, guard.secret) for cookie in cookies]
        first, second, third = (digest or "" for digest in digests)
        assert sessions.find(connection, guard.secret, first, at) is not None
        assert sessions.find(connection, guard.secret, first, at + 8 * DAY) is None
        rows.end_session(connection, second)
        assert sessions.find(connection, guard.secret, second, at) is None
        people.end(connection, "mira", at)
        assert sessions.find(connection, guard.secret, third, at) is None


def test_a_cookie_that_we_did_not_sign_is_nobody(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        mira = people.add(connection, "mira", GOOD, now())
        cookie = sessions.open_for(connection, guard.secret, mira, now(), "test")
    token, _, signature = cookie.partition(".")
    for forged in ("", ".", token, f"{token}.", f"x{cookie}", f"{token}.{signature[:-1]}0x", "ü.ü"):
        assert sessions.signed(forged, guard.secret) is None
    digest = sessions.signed(cookie, guard.secret)
    assert digest is not None
    assert token not in digest
