"""People: accounts, what each may do on which site, and the links that let somebody in once."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row

from commentguard.errors import DataError
from commentguard.service.passwords import hashed
from commentguard.storage import journal, people, sites
from commentguard.storage.clock import DAY, new_id
from commentguard.storage.people import EVERY_SITE, User

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
JOIN, ENTER, RESET = "join", "enter", "reset"
_JOIN_FOR = 7 * DAY
_ENTER_FOR = 60 * 60 * 1000
FIRST_ADMIN = "admin"


class Role(StrEnum):
    """What somebody may do on a site. Each includes those before it."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    ADMIN = "admin"

    def includes(self, other: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link somebody holds: what it lets them become."""

    digest: str
    kind: str
    site_id: str
    role: Role


def actor(user: User) -> str:
    """How somebody is named in corrections and the audit log."""
    return actor_named(user.name)


def actor_named(name: str) -> str:
    """The same, for a name."""
    return f"user:{name}"


def may(user: User, role: Role, site_id: str) -> bool:
    """Whether somebody may do on a site what `role` may; `EVERY_SITE` asks for all of them."""
    if user.ended_at is not None:
        return False
    held = {user.roles.get(EVERY_SITE), user.roles.get(site_id)}
    return any(Role(one).includes(role) for one in held if one)


def add(
    connection: Connection,
    name: str,
    password: str,
    at: int,
    *,
    site_id: str = EVERY_SITE,
    role: Role = Role.MODERATOR,
    actor: str = "cli",
) -> User:
    """A new account. Hashes, so it takes some 50 ms. Raises `DataError` for what cannot be."""
    return _insert(connection, name, hashed(password, name), at, site_id, role, actor)


def set_role(
    connection: Connection,
    name: str,
    site_id: str,
    role: Role | None,
    at: int,
    *,
    actor: str = "cli",
) -> None:
    """Give or take away (`None`) a role. Raises `DataError` for an unknown name or site.

    Ends links for a new password: who made one might do so for an account that could do less.
    """
    user = known(connection, name)
    _check_site(connection, site_id)
    people.set_role(connection, user.id, site_id, role.value if role else "")
    people.end_links(connection, name, at)
    journal.note(
        connection, at, actor, "user.role", site_id, name,
        before=user.roles.get(site_id, ""), after=role.value if role else "",
    )  # fmt: skip


def set_password(
    connection: Connection, name: str, stored: str, at: int, *, actor: str = "cli"
) -> None:
    """Replace a password by its hash and sign the person out everywhere.

    Raises `DataError` for an account that is unknown or ended.
    """
    user = standing(connection, name)
    people.change(connection, user.id, password=stored)
    people.end_sessions(connection, user.id)
    people.end_links(connection, name, at)
    journal.note(connection, at, actor, "user.password", target=name)


def end(connection: Connection, name: str, at: int, *, actor: str = "cli") -> None:
    """Close an account. The name stays taken: it stands in the log.

    Raises `DataError` for an account that is unknown or ended already.
    """
    user = standing(connection, name)
    people.change(connection, user.id, ended_at=at)
    people.end_sessions(connection, user.id)
    people.end_links(connection, name, at)
    journal.note(connection, at, actor, "user.end", target=name)


def only_admin(connection: Connection, user: User) -> bool:
    """Whether this account administers every site and no other does: without it nobody could add people."""
    return may(user, Role.ADMIN, EVERY_SITE) and not any(
        may(one, Role.ADMIN, EVERY_SITE) for one in people.everybody(connection) if one != user
    )


def can_be_let_in(connection: Connection) -> bool:
    """Whether a link of `let_in` would work: not once the account of its name is ended or less than an admin."""
    user = people.named(connection, FIRST_ADMIN)
    return user is None or may(user, Role.ADMIN, EVERY_SITE)


def invite(connection: Connection, site_id: str, role: Role, at: int, *, actor: str = "cli") -> str:
    """The token of a link by which somebody joins, once, within a week."""
    _check_site(connection, site_id)
    return link(connection, JOIN, at, _JOIN_FOR, actor, site_id=site_id, role=role)


def withdraw(connection: Connection, digest: str, at: int, *, actor: str) -> None:
    """Make a link that nobody has used work no more. Raises `DataError` when it does not anyway."""
    row = people.invitation(connection, digest)
    if row is None or not people.use(connection, digest, at):
        raise DataError("this link works no more anyway")
    journal.note(connection, at, actor, "user.withdraw", row.site_id, role=row.role)


def let_in(connection: Connection, at: int) -> str:
    """The token of a link that signs the first admin in, once, within an hour."""
    return link(connection, ENTER, at, _ENTER_FOR, "local", role=Role.ADMIN)


def invitation(connection: Connection, token: str, at: int) -> Invitation | None:
    """What a token lets somebody become, or `None` when it works no more, or sets a password."""
    row = working(connection, token, at)
    if row is None or row.kind == RESET:
        return None
    return Invitation(row.digest, row.kind, row.site_id, Role(row.role))


def working(connection: Connection, token: str, at: int) -> Row[Any] | None:
    """The link that a token is for, of any kind; `None` when it works no more."""
    if not _TOKEN.fullmatch(token):
        return None
    row = people.invitation(connection, digest_of(token))
    return None if row is None or row.used_at is not None or row.expires_at <= at else row


def join(connection: Connection, token: str, name: str, stored: str, at: int) -> User:
    """Make the account that an invitation promises. `stored` is the password's hash.

    Raises `DataError` when the link works no more or the name cannot be had; the link then
    still works.
    """
    found = invitation(connection, token, at)
    if found is None or found.kind != JOIN:
        raise DataError("this invitation works no more; ask for a new one")
    user = _insert(connection, name, stored, at, found.site_id, found.role, "invitation")
    if not people.use(connection, found.digest, at):
        raise DataError("this invitation works no more; ask for a new one")
    return user


def enter(connection: Connection, token: str, at: int) -> User:
    """The first admin, made if there is none. Raises `DataError` when the link works no more."""
    found = invitation(connection, token, at)
    if found is None or found.kind != ENTER or not people.use(connection, found.digest, at):
        raise DataError("this link works no more; start the server again for a new one")
    user = people.named(connection, FIRST_ADMIN)
    if user is None:
        return _insert(connection, FIRST_ADMIN, "", at, EVERY_SITE, Role.ADMIN, "local")
    if not may(user, Role.ADMIN, EVERY_SITE):
        raise DataError(
            "the account 'admin' is no admin any more: use your own, or make one on the server's machine with "
            "`commentguard user add NAME --role admin`"
        )
    return user


def known(connection: Connection, name: str) -> User:
    user = people.named(connection, name)
    if user is None:
        raise DataError(f"there is no user {name[:64]!r}")
    return user


def standing(connection: Connection, name: str) -> User:
    """The account of this name. Raises `DataError` where there is none, or it is ended."""
    user = known(connection, name)
    if user.ended_at is not None:
        raise DataError(f"the account {name!r} is ended")
    return user


def digest_of(token: str) -> str:
    """256 random bits need no slow hash."""
    return sha256(token.encode()).hexdigest()


def link(
    connection: Connection, kind: str, at: int, good_for: int, actor: str, *,
    site_id: str = EVERY_SITE, role: Role | None = None, name: str = "",
) -> str:  # fmt: skip
    """The token of a new link, to a role or for the account `name`; what is kept of it is its digest."""
    token = secrets.token_urlsafe(32)
    people.invite(
        connection, digest=digest_of(token), kind=kind, site_id=site_id, role=role or "",
        user_name=name, created_by=actor, created_at=at, expires_at=at + good_for, used_at=None,
    )  # fmt: skip
    action = f"user.{kind}_link"
    if role:
        journal.note(connection, at, actor, action, site_id, role=role.value)
    else:
        journal.note(connection, at, actor, action, target=name)
    return token


def _insert(
    connection: Connection, name: str, stored: str, at: int, site_id: str, role: Role, by: str
) -> User:
    if not _NAME.fullmatch(name):
        raise DataError("a name is 1 to 40 lower-case letters, digits, dots, dashes", field="/name")
    if people.named(connection, name) is not None:
        raise DataError(f"the name {name!r} is taken", field="/name")
    _check_site(connection, site_id)
    user = User(new_id(at), name, stored, at, None, {}, {site_id: role.value})
    people.add(connection, user)
    journal.note(connection, at, by, "user.add", site_id, name, role=role.value)
    return user


def _check_site(connection: Connection, site_id: str) -> None:
    if site_id != EVERY_SITE and site_id not in {one.id for one in sites.all_sites(connection)}:
        raise DataError(f"there is no site {site_id[:64]!r}", field="/site")
