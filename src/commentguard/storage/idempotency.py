"""Rows of `idempotency`: answers already given, so that a retry stores nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from commentguard.storage.tables import idempotency


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request, and the fingerprint of the body that it was for."""

    fingerprint: str
    status: int
    answer: str


def lookup(connection: Connection, key_id: str, token: str) -> Answered | None:
    row = connection.execute(
        select(idempotency.c.fingerprint, idempotency.c.status, idempotency.c.answer).where(
            idempotency.c.key_id == key_id, idempotency.c.token == token
        )
    ).first()
    return Answered(*row) if row else None


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
