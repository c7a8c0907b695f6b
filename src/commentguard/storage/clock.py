"""Time and identifiers, in the form in which they are stored."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

DAY = 24 * 60 * 60 * 1000
"""One day in milliseconds."""


_standing: ContextVar[int | None] = ContextVar("standing", default=None)


def now() -> int:
    """Milliseconds since 1970, UTC."""
    standing = _standing.get()
    return time.time_ns() // 1_000_000 if standing is None else standing


@contextmanager
def standing_at(at: int) -> Iterator[None]:
    """Let `now` be `at` in here: for a history that is written afterwards.

    Holds for this thread and for tasks begun in it, not for other threads.
    """
    token = _standing.set(at)
    try:
        yield
    finally:
        _standing.reset(token)


def new_id(at: int) -> str:
    """32 hexadecimal digits that begin with the time (48 bits) and end in 80 random bits.

    Cannot be guessed, which matters where an identifier is handed out as a capability (the
    Akismet face's guid), and sorts by time of arrival.
    """
    return f"{at & 0xFFFFFFFFFFFF:012x}{secrets.token_hex(10)}"


def iso(at: int | None) -> str | None:
    """The time as people and JSON clients read it."""
    if at is None:
        return None
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
