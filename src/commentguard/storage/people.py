"""Rows of `users`, `members`, `sessions` and `invitations`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from commentguard.storage.tables import invitations, members, sessions, users

EVERY_SITE = "*"
"""In place of a site: all of them, those to come included."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signs in. `roles` is by site, `EVERY_SITE` for all of them."""

    id: str
    name: str
    password: str
    created_at: int
    ended_at: int | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)


def add(connection: Connection, user: User) -> None:
    connection.execute(
        insert(users).values(
            id=user.id, name=user.name, password=user.password, created_at=user.created_at,
            ended_at=user.ended_at, settings=user.settings,
        )
    )  # fmt: skip
    for site_id, role in user.roles.items():
        set_role(connection, user.id, site_id, role)


def named(connection: Connection, name: str) -> User | None:
    return _first(connection, users.c.name == name)


def everybody(connection: Connection) -> list[User]:
    roles: dict[str, dict[str, str]] = {}
    for user_id, site_id, role in connection.execute(select(members)):
        roles.setdefault(user_id, {})[site_id] = role
    found = connection.execute(select(users).order_by(users.c.name))
    return [_user(row, roles.get(row.id, {})) for row in found]


def change(connection: Connection, user_id: str, **values: Any) -> None:
    """Set `password`, `ended_at` or `settings`."""
    connection.execute(update(users).where(users.c.id == user_id).values(**values))


def set_role(connection: Connection, user_id: str, site_id: str, role: str) -> None:
    """Give a role; an empty one takes it away."""
    connection.execute(
        delete(members).where(members.c.user_id == user_id, members.c.site_id == site_id)
    )
    if role:
        connection.execute(insert(members).values(user_id=user_id, site_id=site_id, role=role))


def open_session(connection: Connection, digest: str, user_id: str, at: int) -> None:
    connection.execute(
        insert(sessions).values(digest=digest, user_id=user_id, created_at=at, seen_at=at)
    )


def session(connection: Connection, digest: str) -> tuple[User, Row[Any]] | None:
    """A session and whose it is."""
    row = connection.execute(select(sessions).where(sessions.c.digest == digest)).first()
    user = _first(connection, users.c.id == row.user_id) if row else None
    return (user, row) if user is not None and row is not None else None


def seen(connection: Connection, digest: str, at: int) -> None:
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen_at=at))


def end_session(connection: Connection, digest: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.digest == digest))


def end_sessions(connection: Connection, user_id: str) -> None:
    """Sign somebody out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def drop_sessions(connection: Connection, seen_before: int) -> int:
    return connection.execute(delete(sessions).where(sessions.c.seen_at < seen_before)).rowcount


def invite(connection: Connection, **values: Any) -> None:
    connection.execute(insert(invitations).values(**values))


def invitation(connection: Connection, digest: str) -> Row[Any] | None:
    return connection.execute(select(invitations).where(invitations.c.digest == digest)).first()


def open_invitations(connection: Connection, at: int) -> Sequence[Row[Any]]:
    """Links to join that still work."""
    query = select(invitations).where(
        invitations.c.used_at.is_(None), invitations.c.expires_at > at, invitations.c.kind == "join"
    )
    return connection.execute(query.order_by(invitations.c.created_at)).all()


def use(connection: Connection, digest: str, at: int) -> bool:
    """Use an invitation up. Of two who try at once, one hears `False`."""
    done = connection.execute(
        update(invitations)
        .where(
            invitations.c.digest == digest,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > at,
        )
        .values(used_at=at)
    )
    return bool(done.rowcount)


def end_links(connection: Connection, name: str, at: int) -> None:
    """Use up every link that would set this person's password."""
    connection.execute(
        update(invitations)
        .where(invitations.c.user_name == name, invitations.c.used_at.is_(None))
        .values(used_at=at)
    )


def _first(connection: Connection, condition: Any) -> User | None:
    row = connection.execute(select(users).where(condition)).first()
    if row is None:
        return None
    found = connection.execute(
        select(members.c.site_id, members.c.role).where(members.c.user_id == row.id)
    )
    return _user(row, {one.site_id: one.role for one in found})


def _user(row: Row[Any], roles: dict[str, str]) -> User:
    return User(
        row.id, row.name, row.password, row.created_at, row.ended_at, dict(row.settings), roles
    )
