"""The budget's counts, from stored comments and what people said about them."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from commentguard.comment import Comment
from commentguard.feedback.budget import Budget
from commentguard.service import lists
from commentguard.service.budget import PERIOD, Figures, figures
from commentguard.service.correct import correct
from commentguard.service.entries import Kind
from commentguard.service.guard import Guard
from commentguard.service.lists import DENY
from commentguard.service.receive import Received, receive
from commentguard.storage.clock import DAY, now
from commentguard.storage.tables import comments
from commentguard.verdict import Action, Label

READERS = ("The frost took my dahlias, too.", "We cut ours in March and it never came back.",
           "Mine flowered twice last year, I have no idea why.", "Which clay soil is that?")  # fmt: skip
ADVERTS = tuple(
    f"Call us now on 01632 960 1{n} for a free quote. Serving Leeds and Bradford." for n in (48, 52)
)


def send(guard: Guard, text: str) -> Received:
    received = asyncio.run(receive(guard, guard.directory.sites["blog"], Comment(text=text)))
    assert isinstance(received, Received)
    return received


def say(guard: Guard, one: Received, label: Label) -> None:
    asyncio.run(correct(guard, guard.directory.sites["blog"], one.id, label, actor="ann"))


def told(guard: Guard, days: float, budget: Budget) -> Figures:
    """The figures as they will be so many days from now."""
    with guard.store.engine.connect() as connection:
        at = now() + int(days * DAY)
        return figures(connection, "blog", at, guard.secret, budget)


@pytest.fixture
def sent(guard: Guard) -> list[Received]:
    found = [send(guard, text) for text in (*READERS, *ADVERTS)]
    assert [one.verdict.action for one in found] == [Action.PUBLISH] * 4 + [Action.HOLD] * 2
    return found


def test_overturned_over_real(guard: Guard, sent: list[Received]) -> None:
    say(guard, sent[4], Label.HAM)
    say(guard, sent[5], Label.SPAM)
    say(guard, sent[0], Label.SPAM)
    known = told(guard, 8, Budget(audited=0.0))
    assert (known.tally.published, known.tally.overturned) == (3, 1)
    assert known.spent.share == pytest.approx(1 / 4)
    assert known.spent.over
    assert (known.decided, known.lacking) == (4, 594)
    assert known.to_audit == ()


def test_a_week_must_pass(guard: Guard, sent: list[Received]) -> None:
    assert told(guard, 6, Budget()).decided == 0
    assert told(guard, 8, Budget()).decided == 4
    assert told(guard, PERIOD + 8, Budget()).decided == 0


def test_the_audit_is_open_until_somebody_looks(guard: Guard, sent: list[Received]) -> None:
    everything = Budget(audited=1.0)
    assert told(guard, 8, everything).to_audit == tuple(one.id for one in sent[:4])
    say(guard, sent[0], Label.HAM)
    say(guard, sent[1], Label.PROMOTIONAL)
    known = told(guard, 8, everything)
    assert known.to_audit == (sent[2].id, sent[3].id)
    assert (known.tally.audited, known.tally.audited_real) == (2, 1)
    assert known.spent.real == pytest.approx(2.0)


def test_what_was_discarded_is_sampled_too(guard: Guard, sent: list[Received]) -> None:
    with guard.store.transaction() as connection:
        connection.execute(
            update(comments)
            .where(comments.c.id.in_([one.id for one in sent[4:]]))
            .values(action="discard", status="discarded")
        )
    say(guard, sent[4], Label.HAM)
    known = told(guard, 8, Budget(audited=1.0))
    assert (known.tally.discarded, known.tally.discarded_audited) == (2, 1)
    assert known.tally.discarded_real == 1
    assert known.spent.lost == pytest.approx(2.0)


def test_the_draw_is_each_sites_own(guard: Guard, sent: list[Received]) -> None:
    half = Budget(audited=0.5)
    assert told(guard, 8, half).to_audit == told(guard, 9, half).to_audit


def test_what_a_rule_held_was_not_held_by_the_cut_off(guard: Guard, sent: list[Received]) -> None:
    with guard.store.transaction() as connection:
        lists.add(connection, DENY, guard.secret, "blog", Kind.PHRASE, "newt", now(), "ann")
    listed = send(guard, "There is a newt in the pond again.")
    unread = send(guard, "Thanks, the tip about cold frames saved my tomatoes this spring. " * 300)
    assert listed.verdict.action is unread.verdict.action is Action.HOLD
    assert listed.verdict.notes
    assert unread.verdict.notes
    for one in (sent[4], listed, unread):
        say(guard, one, Label.HAM)
    known = told(guard, 8, Budget(audited=0.0))
    assert (known.tally.published, known.tally.overturned, known.decided) == (4, 1, 5)
