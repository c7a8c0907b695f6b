"""Claiming a comment: saying that one is looking at it, for a minute and a half at a time."""

from __future__ import annotations

from sqlalchemy import Connection

from commentguard.storage import claims
from commentguard.storage.clock import now

HELD_FOR = 90_000
"""Milliseconds. A page that is open asks again every few seconds; one that was closed lets go."""


def hold(connection: Connection, comment_id: str, actor: str) -> str:
    """Claim a comment, letting go of the one before; who holds it now."""
    at = now()
    return claims.hold(connection, comment_id, actor, at, at + HELD_FOR)
