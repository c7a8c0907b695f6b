"""The story put into a database through the front door: received, judged, decided by two people."""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass

from commentguard.demo.story import HOME, WEEKS, Arrival, Story
from commentguard.errors import DataError
from commentguard.service import people, sites
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
# Now and then somebody errs, or overlooks a comment for weeks.
_SLIPS, _OVERLOOKED = 0.04, 0.12


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
    learner = SiteLearning(guard)
    guard.learner = learner
    story = Story(end)
    received = [(one, asyncio.run(_receive(guard, one))) for one in story.arrivals()]
    decided = _decide(guard, received, end, chance)
    asyncio.run(learner.learn(SITE))
    _write_notes(guard, received, story, chance)
    held = sum(1 for _, got in received if got.status is Status.HELD)
    return Filled(len(received), held - decided, decided)


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
        wrong = (got.status is Status.PUBLISHED) and not arrival.wanted
        if got.status is not Status.HELD and not (wrong and chance.random() < 0.7):
            continue
        at = arrival.at + int(chance.expovariate(1 / 9) * _HOUR) + 2 * 60_000
        if arrival.at > end - _FRESH or chance.random() < _OVERLOOKED or at >= end:
            continue
        work.append((at, arrival, got))
    count = 0
    for at, arrival, got in sorted(work, key=lambda one: one[0]):
        who = people.actor_named(chance.choice(_MODERATORS))
        with standing_at(at), guard.store.transaction() as connection:
            decision, why = _opinion(arrival, got, chance)
            if chance.random() < _SLIPS:
                slip = decide(guard, connection, who, {SITE}, [got.id], Decision.TRASH)
                undo(guard, connection, who, slip.batch)
            outcome = decide(guard, connection, who, {SITE}, [got.id], decision, why=why)
            count += len(outcome.done)
    return count


def _opinion(arrival: Arrival, got: Received, chance: random.Random) -> tuple[Decision, str]:
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
