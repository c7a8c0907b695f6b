"""Links by which somebody who forgot a password chooses a new one: for one account, once, within a day.

The old password works until then, so nobody is locked out by a link that never arrived. A new link, a
new password, a changed role and the end of the account each end the links before: one in the wrong
hands is ended by making another.
"""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service.people import (
    RESET,
    actor_named,
    digest_of,
    known,
    link,
    set_password,
    standing,
    working,
)
from commentguard.storage import people
from commentguard.storage.clock import DAY
from commentguard.storage.people import User

_FOR = DAY


def offer(connection: Connection, name: str, at: int, *, actor: str = "cli") -> str:
    """The token of a link for this account. Raises `DataError` where there is none, or it is ended."""
    standing(connection, name)
    people.end_links(connection, name, at)
    return link(connection, RESET, at, _FOR, actor, name=name)


def whose(connection: Connection, token: str, at: int) -> str:
    """The name of the account that a token is for; empty when it works no more."""
    row = working(connection, token, at)
    return "" if row is None or row.kind != RESET else str(row.user_name)


def reset(connection: Connection, token: str, stored: str, at: int) -> User:
    """Set the password, of which `stored` is the hash, and sign the person out everywhere.

    Raises `DataError` when the link works no more.
    """
    name = whose(connection, token, at)
    if not name or not people.use(connection, digest_of(token), at):
        raise DataError("this link works no more; ask for a new one")
    set_password(connection, name, stored, at, actor=actor_named(name))
    return known(connection, name)
