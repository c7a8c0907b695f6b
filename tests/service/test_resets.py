"""Links for a forgotten password, on both databases."""

from __future__ import annotations

import pytest

from commentguard.errors import DataError
from commentguard.service import passwords, people, resets, sessions
from commentguard.service.guard import Guard
from commentguard.service.people import Role
from commentguard.storage.clock import DAY, now

OLD, NEW = "a row of plain words", "another row of words"


def test_a_link_sets_one_password_once_and_signs_out(guard: Guard) -> None:
    at, stored = now(), passwords.hashed(NEW, "mira")
    with guard.store.transaction() as connection:
        mira = people.add(connection, "mira", OLD, at)
        cookie = sessions.open_for(connection, guard.secret, mira, at, "test")
        token = resets.offer(connection, "mira", at)
        # It is no invitation, and the old password works until it is used.
        assert people.invitation(connection, token, at) is None
        with pytest.raises(DataError):
            people.join(connection, token, "eve", stored, at)
        assert passwords.fits(people.known(connection, "mira").password, OLD)
        assert resets.whose(connection, token, at) == "mira"
        assert resets.reset(connection, token, stored, at).name == "mira"
        assert passwords.fits(people.known(connection, "mira").password, NEW)
        digest = sessions.signed(cookie, guard.secret) or ""
        assert sessions.find(connection, guard.secret, digest, at) is None
        with pytest.raises(DataError, match="works no more"):
            resets.reset(connection, token, stored, at)


@pytest.mark.parametrize("what", ["later", "newer", "password", "end", "role"])
def test_what_ends_a_link(guard: Guard, what: str) -> None:
    at, stored = now(), passwords.hashed(NEW, "mira")
    with guard.store.transaction() as connection:
        people.add(connection, "mira", OLD, at)
        people.add(connection, "ben", OLD, at)
        token, other = (resets.offer(connection, name, at) for name in ("mira", "ben"))
        if what == "later":
            at += DAY
        elif what == "newer":
            assert resets.whose(connection, resets.offer(connection, "mira", at), at) == "mira"
        elif what == "password":
            people.set_password(connection, "mira", stored, at)
        elif what == "role":
            people.set_role(connection, "mira", "blog", Role.ADMIN, at)
        else:
            people.end(connection, "mira", at)
        assert resets.whose(connection, token, at) == ""
        with pytest.raises(DataError, match="works no more"):
            resets.reset(connection, token, stored, at)
        assert (resets.whose(connection, other, at) == "ben") == (what != "later")


def test_an_ended_account_and_an_invitation_have_no_password_to_set(guard: Guard) -> None:
    at = now()
    with guard.store.transaction() as connection:
        people.add(connection, "mira", OLD, at)
        people.end(connection, "mira", at)
        for name in ("mira", "nobody"):
            with pytest.raises(DataError):
                resets.offer(connection, name, at)
        with pytest.raises(DataError, match="is ended"):
            people.end(connection, "mira", at)
        joining = people.invite(connection, "blog", Role.VIEWER, at)
        assert resets.whose(connection, joining, at) == ""
