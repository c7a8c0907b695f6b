"""The history of one comment: arrival, verdicts, decisions, corrections from elsewhere, notes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from commentguard.service.decide import SOURCE
from commentguard.storage import corrections, moves, notes
from commentguard.storage.comments import Stored
from commentguard.storage.tables import verdicts


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a comment.

    `kind` is arrived, judged, decided, undone, corrected or noted; `what` names the action,
    decision, correction or note; `batch` undoes a decision that still stands; `notes` are those of
    a verdict, where something other than the model's score decided.
    """

    at: int
    kind: str
    who: str
    what: str
    why: str = ""
    before: str = ""
    after: str = ""
    batch: str = ""
    notes: tuple[str, ...] = ()


def timeline(connection: Connection, stored: Stored) -> list[Event]:
    """Everything that happened to a comment, oldest first."""
    found = [Event(stored.received_at, "arrived", stored.source, "")]
    c = verdicts.c
    judged = select(c.created_at, c.action, c.label, c.body).where(c.comment_id == stored.id)
    for at, action, label, body in connection.execute(judged.order_by(c.id)):
        notes_of = tuple(body.get("notes", ()))
        found.append(Event(at, "judged", "", action, label, notes=notes_of))
    for move in moves.of_comment(connection, stored.id):
        found.append(
            Event(
                move.at, "decided", move.actor, move.decision, move.why, move.status_before,
                move.status_after, "" if move.undone_at else move.batch,
            )
        )  # fmt: skip
        if move.undone_at is not None:
            found.append(
                Event(
                    move.undone_at, "undone", move.undone_by, move.decision, "", move.status_after,
                    move.status_before,
                )
            )  # fmt: skip
    for one in corrections.of_comment(connection, stored.id):
        if one.source != SOURCE:
            found.append(
                Event(
                    one.created_at, "corrected", one.actor,
                    "undo" if one.undoes else one.label, one.note, one.status_before,
                    one.status_after,
                )
            )  # fmt: skip
    for note in notes.of_comment(connection, stored.id):
        found.append(Event(note.at, "noted", note.actor, note.text))
    return sorted(found, key=lambda event: event.at)
