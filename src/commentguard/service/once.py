"""Doing a thing once, however often it is asked for (`Idempotency-Key`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from commentguard.errors import CommentGuardError
from commentguard.service.guard import Guard
from commentguard.storage import idempotency


@dataclass(frozen=True, slots=True)
class Once:
    """A request that may be repeated: whose, under which token, and what it said."""

    key_id: str
    token: str
    fingerprint: str

    @classmethod
    def of(cls, key_id: str, token: str, *parts: bytes) -> Once:
        """`parts` are what must be the same: method, path and body."""
        digest = sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return cls(key_id, token, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Replayed:
    """The answer that was given the first time."""

    status: int
    answer: str


class Conflict(CommentGuardError):  # noqa: N818 - a state, told to callers as such
    """The token is in use (`busy`), or was used for another request."""

    def __init__(self, message: str, *, busy: bool) -> None:
        super().__init__(message)
        self.busy = busy


def check(connection: Connection, once: Once) -> Replayed | None:
    """The stored answer, if there is one. Raises `Conflict` if it was to another body."""
    found = idempotency.lookup(connection, once.key_id, once.token)
    if found is None:
        return None
    if found.fingerprint != once.fingerprint:
        raise Conflict("the idempotency key was used for another request", busy=False)
    return Replayed(found.status, found.answer)


@contextmanager
def claimed(guard: Guard, once: Once | None) -> Iterator[None]:
    """Hold a token while its request is in flight in this process.

    Between processes the primary key of the table decides: the later one finds the answer of
    the earlier instead of storing its own.
    """
    if once is None:
        yield
        return
    name = (once.key_id, once.token)
    if name in guard.in_flight:
        raise Conflict("a request with this idempotency key is in flight", busy=True)
    guard.in_flight.add(name)
    try:
        yield
    finally:
        guard.in_flight.discard(name)
