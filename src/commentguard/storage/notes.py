"""Rows of `notes`: what moderators tell each other about a comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from commentguard.storage.tables import notes


def add(connection: Connection, comment_id: str, at: int, actor: str, text: str) -> None:
    connection.execute(insert(notes).values(comment_id=comment_id, at=at, actor=actor, text=text))


def of_comment(connection: Connection, comment_id: str) -> Sequence[Row[Any]]:
    query = select(notes).where(notes.c.comment_id == comment_id).order_by(notes.c.id)
    return connection.execute(query).all()
