"""Links by which somebody who forgot a password chooses a new one: for one account, once, within a day.

The old password works until then, so nobody is locked out by a link that never arrived. A new link, a
new password, a changed role and the end of the account each end the links before: one in the wrong
hands is ended by making another.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service.people import RESET, actor_named, digest_of, known, set_password
from commentguard.storage import journal, people
from commentguard.storage.clock import DAY
from commentguard.storage.people import EVERY_SITE, User

_FOR = DAY


def offer(connection: Connection, name: str, at: int, *, actor: str = "cli") -> str:
    """The token of a link for this account. Raises `DataError` where there is none, or it is ended."""
    user = known(connection, name)
    if user.ended_at is not None:
        raise DataError(f"the account {name!r} is ended")
    people.end_links(connection, name, at)
    token = secrets.token_urlsafe(32)
    people.invite(
        connection, digest=digest_of(token), kind=RESET, site_id=EVERY_SITE, role="",
        user_name=name, created_by=actor, created_at=at, expires_at=at + _FOR, used_at=None,
    )  # fmt: skip
    journal.note(connection, at, actor, "user.reset_link", target=name)
    return token


def whose(connection: Connection, token: str, at: int) -> str:
    """The name of the account that a token is for; empty when it works no more."""
    row = people.invitation(connection, digest_of(token))
    if row is None or row.kind != RESET or row.used_at is not None or row.expires_at <= at:
        return ""
    return str(row.user_name)


def reset(connection: Connection, token: str, stored: str, at: int) -> User:
    """Set the password, of which `stored` is the hash, and sign the person out everywhere.

    Raises `DataError` when the link works no more.
    """
    name = whose(connection, token, at)
    if not name or not people.use(connection, digest_of(token), at):
        raise DataError("this link works no more; ask for a new one")
    set_password(connection, name, stored, at, actor=actor_named(name))
    return known(connection, name)
