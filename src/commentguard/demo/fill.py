"""The story put into a database through the front door: received, judged, decided by two people."""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass

from commentguard.demo.story import HOME, WEEKS, Arrival, Story
from commentguard.errors import DataError
from commentguard.service import people, review, sites
from commentguard.service.decide import Decision, decide, undo
from commentguard.service.guard import Guard
from commentguard.service.learning import SiteLearning
from commentguard.service.receive import Received, receive
from commentguard.storage import notes
from commentguard.storage.clock import DAY, new_id, now, standing_at
from commentguard.storage.comments import Status

SITE = "windowsill"
_MODERATORS = ("mira", "jonas")
_HOUR = DAY // 24
# What arrived in the last two days still waits.
_FRESH = 2 * DAY
# Hours until somebody decides what is held, and reports what should not have gone up.
_HOURS, _REPORT_HOURS = 9, 30
_REPORTED = 0.75
# Now and then somebody errs, or overlooks a comment for weeks.
_SLIPS, _OVERLOOKED = 0.08, 0.1
# Of so many readers who were held, one is rejected by one person before the other publishes. By turns:
# a model holds a handful of them, and chance could spare them all.
_TWO_MINDS = 2
_SLIPPED = (Decision.TRASH, Decision.SPAM, Decision.PUBLISH)
_Opinion = tuple[Decision, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a demo consists of."""

    comments: int
    held: int
    decided: int


def fill(guard: Guard) -> Filled:
    """Make the site, its people and its history. Raises `DataError` where the site is already."""
    if SITE in guard.directory.sites:
        raise DataError("the demo is here already; remove its folder to begin anew")
    end, chance = now(), random.Random(11)
    with standing_at(end - (7 * WEEKS + 1) * DAY), guard.store.transaction() as connection:
        sites.add(connection, SITE, now(), name="Windowsill & Rain", url=HOME, lang="en")
        for name in _MODERATORS:
            people.add(connection, name, secrets.token_urlsafe(24), now(), site_id=SITE)
    guard.refresh_now()
    # No visitor waits here: what a busy machine is slow to keep would otherwise be missing later.
    guard.patience = 60.0
    learner = SiteLearning(guard)
    guard.learner = learner
    story = Story(end)
    received = [(one, asyncio.run(_receive(guard, one))) for one in story.arrivals()]
    decided = _decide(guard, received, end, chance)
    asyncio.run(learner.learn(SITE))
    _write_notes(guard, received, story, chance)
    with guard.store.engine.connect() as connection:
        held = review.counts(connection, SITE)[Status.HELD]
    return Filled(len(received), held, decided)


async def _receive(guard: Guard, arrival: Arrival) -> Received:
    with standing_at(arrival.at):
        got = await receive(
            guard, guard.directory.sites[SITE], arrival.comment, comment_id=new_id(arrival.at)
        )
    assert isinstance(got, Received)
    return got


def _decide(
    guard: Guard, received: list[tuple[Arrival, Received]], end: int, chance: random.Random
) -> int:
    """Decide most of what was held, in the order in which people came to it."""
    work: list[tuple[int, Arrival, Received]] = []
    for arrival, got in received:
        missed = got.status is Status.PUBLISHED and not arrival.wanted
        if got.status is not Status.HELD and not (missed and chance.random() < _REPORTED):
            continue
        hours = chance.expovariate(1 / (_REPORT_HOURS if missed else _HOURS))
        at = arrival.at + int(hours * _HOUR) + 2 * 60_000
        if arrival.at > end - _FRESH or chance.random() < _OVERLOOKED or at >= end:
            continue
        work.append((at, arrival, got))
    work.sort(key=lambda one: one[0])
    decided: set[str] = set()
    readers = 0
    for at, arrival, got in work:
        if got.id in decided:
            continue
        alike = [
            other.id
            for _, one, other in work
            if one.campaign and one.campaign == arrival.campaign and one.at < at
        ]
        ids = [one for one in alike or [got.id] if one not in decided]
        disputed = arrival.wanted and readers % _TWO_MINDS == 0
        _tell(guard, at, ids, _opinion(arrival, got, chance), disputed, chance)
        readers += arrival.wanted
        decided.update(ids)
    return len(decided)


def _tell(
    guard: Guard, at: int, ids: list[str], opinion: _Opinion, disputed: bool, chance: random.Random
) -> None:
    """One card at the desk: now and then a slip that is taken back, or two people of two minds."""
    who, other = (people.actor_named(name) for name in chance.sample(_MODERATORS, 2))
    if chance.random() < _SLIPS:
        with standing_at(at - 60_000), guard.store.transaction() as connection:
            slip = decide(guard, connection, who, {SITE}, ids, chance.choice(_SLIPPED))
        with standing_at(at - 40_000), guard.store.transaction() as connection:
            undo(guard, connection, who, slip.batch)
    if disputed:
        with standing_at(at), guard.store.transaction() as connection:
            decide(guard, connection, other, {SITE}, ids, Decision.PROMOTIONAL, why="advert")
        at += int(chance.uniform(1, 20) * _HOUR)
    with standing_at(min(at, now())), guard.store.transaction() as connection:
        decide(guard, connection, who, {SITE}, ids, opinion[0], why=opinion[1])


def _opinion(arrival: Arrival, got: Received, chance: random.Random) -> _Opinion:
    if arrival.wanted:
        return Decision.PUBLISH, chance.choice(("", "", "fits", "known"))
    if arrival.campaign:
        return Decision.SPAM, "campaign"
    if got.verdict.label.value == "promotional":
        return Decision.PROMOTIONAL, chance.choice(("", "advert", "link"))
    return Decision.SPAM, chance.choice(("", "", "off_topic"))


def _write_notes(
    guard: Guard, received: list[tuple[Arrival, Received]], story: Story, chance: random.Random
) -> None:
    held = [got for _, got in received if got.status is Status.HELD][-30:]
    with guard.store.transaction() as connection:
        for text, got in zip(story.told["notes"], chance.sample(held, 3), strict=True):
            who = people.actor_named(chance.choice(_MODERATORS))
            notes.add(connection, got.id, got.received_at + _HOUR, who, text)
