"""Signing in, staying signed in, and proving that a form is one's own.

The cookie holds a random token and a signature under the server's secret; the database holds the
token's hash. So a session can be ended on the server, a stolen database signs nobody in, and a
made-up cookie is refused without asking the database.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from commentguard.service.people import digest_of
from commentguard.service.secret import Secret
from commentguard.storage import journal, people
from commentguard.storage.clock import DAY
from commentguard.storage.people import User

IDLE = 7 * DAY
LONGEST = 60 * DAY
_NOTED_EVERY = 5 * 60 * 1000
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, and the token that every form of theirs carries."""

    user: User
    digest: str
    csrf: str
    seen_at: int

    def needs_noting(self, at: int) -> bool:
        """Whether it is time to write down that the session is in use."""
        return self.seen_at < at - _NOTED_EVERY


def open_for(connection: Connection, secret: Secret, user: User, at: int, how: str) -> str:
    """Sign somebody in; the value of the cookie."""
    token = secrets.token_urlsafe(_BYTES)
    people.drop_sessions(connection, at - IDLE)
    people.open_session(connection, digest_of(token), user.id, at)
    journal.note(connection, at, f"user:{user.name}", "user.sign_in", target=user.name, how=how)
    return f"{token}.{_signature(secret, token)}"


def signed(cookie: str, secret: Secret) -> str | None:
    """The hash of the token in a cookie that we signed."""
    token, _, signature = cookie.partition(".")
    if not token or not signature.isascii():
        return None
    if not hmac.compare_digest(signature, _signature(secret, token)):
        return None
    return digest_of(token)


def find(connection: Connection, secret: Secret, digest: str, at: int) -> Session | None:
    """The session, unless it has ended, was left alone too long, or its account was closed."""
    found = people.session(connection, digest)
    if found is None:
        return None
    user, row = found
    too_old = row.seen_at < at - IDLE or row.created_at < at - LONGEST
    if user.ended_at is not None or too_old:
        return None
    return Session(user, digest, csrf_of(secret, digest), row.seen_at)


def csrf_of(secret: Secret, digest: str) -> str:
    """The token of a session's forms: derived, so that nothing has to be kept."""
    return secret.digest(f"csrf {digest}")


def _signature(secret: Secret, token: str) -> str:
    return secret.digest(f"session {token}")
