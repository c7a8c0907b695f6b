"""What other cut-offs would have done: the score's part, and never a rule's."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from commentguard.comment import Comment
from commentguard.scoring.policy import Policy
from commentguard.service import lists
from commentguard.service.correct import correct
from commentguard.service.entries import Kind
from commentguard.service.guard import Guard
from commentguard.service.lists import ALLOW, DENY, OwnersList
from commentguard.service.policy_preview import Effect, effect
from commentguard.service.receive import Received, receive
from commentguard.storage.clock import now
from commentguard.storage.tables import comments
from commentguard.verdict import Action, Label

READER = "Mine grew in a bucket, and the neighbour's dog ate half."
ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds and Bradford."
LONG = "Thanks, the tip about cold frames saved my tomatoes this spring. " * 300


def send(guard: Guard, text: str, **fields: str) -> Received:
    comment = Comment.from_mapping({"text": text, **fields})
    received = asyncio.run(receive(guard, guard.directory.sites["blog"], comment))
    assert isinstance(received, Received)
    return received


def list_(guard: Guard, which: OwnersList, kind: Kind, value: str) -> None:
    with guard.store.transaction() as connection:
        lists.add(connection, which, guard.secret, "blog", kind, value, now(), "ann")


def tried(guard: Guard, hold: float, discard: float | None = None) -> Effect:
    with guard.store.engine.connect() as connection:
        found = effect(connection, "blog", Policy(hold, discard), now())
    assert found is not None
    return found


def test_a_cut_off_moves_what_the_score_decided(guard: Guard) -> None:
    assert send(guard, READER).verdict.action is Action.PUBLISH
    advert = send(guard, ADVERT)
    asyncio.run(correct(guard, guard.directory.sites["blog"], advert.id, Label.SPAM, actor="ann"))
    assert tried(guard, 0.0) == Effect(2, 1, 2, 1, 0, 0)
    assert tried(guard, 1.0) == Effect(2, 1, 0, 0, 1, 0)


def test_no_cut_off_moves_what_a_rule_decided(guard: Guard) -> None:
    list_(guard, DENY, Kind.PHRASE, "bucket")
    list_(guard, ALLOW, Kind.EMAIL, "roof@firm.example")
    denied, allowed = send(guard, READER), send(guard, ADVERT, author_email="roof@firm.example")
    staff = send(guard, "Thank you all, and see you on Sunday.", author_role="administrator")
    assert denied.verdict.action is Action.HOLD
    assert allowed.verdict.action is staff.verdict.action is Action.PUBLISH
    for hold in (0.0, 0.5, 1.0):
        assert tried(guard, hold) == Effect(3, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("text", [LONG, f"{ADVERT} " * 400], ids=["by the rule", "by its score"])
def test_what_was_read_in_part_stays_held(guard: Guard, text: str) -> None:
    held = send(guard, text)
    assert held.verdict.truncated
    asyncio.run(correct(guard, guard.directory.sites["blog"], held.id, Label.SPAM, actor="ann"))
    for hold in (0.0, 1.0):
        assert tried(guard, hold) == Effect(1, 1, 1, 0, 0, 0)


def test_a_rule_never_discards(guard: Guard) -> None:
    list_(guard, DENY, Kind.PHRASE, "quote")
    denied = send(guard, ADVERT)
    with guard.store.transaction() as connection:
        connection.execute(
            update(comments).where(comments.c.id == denied.id)
            .values(label="spam", probability=0.99, codes="offer scam")
        )  # fmt: skip
    assert tried(guard, 0.5, 0.9).discarded == 0
    assert send(guard, ADVERT.replace("quote", "survey")).verdict.notes == ()
    with guard.store.transaction() as connection:
        connection.execute(update(comments).values(label="spam", probability=0.99, codes="a b"))
    assert tried(guard, 0.5, 0.9).discarded == 1
