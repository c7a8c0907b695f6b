"""Rows of `idempotency`: answers already given, so that a retry stores nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from commentguard.storage.prepared import Prepared
from commentguard.storage.tables import idempotency


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request, and the fingerprint of the body that it was for."""

    fingerprint: str
    status: int
    answer: str


_ANSWERED = Prepared(
    select(idempotency.c.fingerprint, idempotency.c.status, idempotency.c.answer).where(
        idempotency.c.key_id == bindparam("key"), idempotency.c.token == bindparam("token")
    )
)


def lookup(connection: Connection, key_id: str, token: str) -> Answered | None:
    rows = _ANSWERED.rows(connection, {"key": key_id, "token": token})
    return Answered(*rows[0]) if rows else None


def row(
    key_id: str, token: str, fingerprint: str, at: int, comment_id: str, status: int, answer: str
) -> dict[str, Any]:
    """A row to insert with the comment it is about, in one transaction."""
    return {
        "key_id": key_id,
        "token": token,
        "fingerprint": fingerprint,
        "created_at": at,
        "comment_id": comment_id,
        "status": status,
        "answer": answer,
    }


def forget(connection: Connection, before: int) -> int:
    """Drop answers older than `before`."""
    return connection.execute(delete(idempotency).where(idempotency.c.created_at < before)).rowcount
