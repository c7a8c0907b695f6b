"""How the guard and its people are doing: volumes, mistakes, reasons, ages, drift, agreement."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection

from commentguard.storage import insight
from commentguard.storage.clock import DAY
from commentguard.storage.comments import Status
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.insight import BINS, Choice

_HOUR = DAY // 24
AGES: tuple[tuple[str, int], ...] = (
    ("under an hour", _HOUR), ("under 6 hours", 6 * _HOUR), ("under a day", DAY),
    ("under 3 days", 3 * DAY), ("under a week", 7 * DAY),
)  # fmt: skip
OLDER = "a week and more"
# Conventional bounds of the population stability index.
STEADY, MOVED = 0.1, 0.25
WEEK = 7
_DECIDED = (Status.PUBLISHED.value, Status.REJECTED.value)
# Of fewer on either side chance alone makes an index over STEADY every other week.
LEAST = 200


@dataclass(frozen=True, slots=True)
class Day:
    """What arrived on a day (number since 1970), and how often people overturned the guard.

    `decided` were held and are published or rejected, `freed` are those of them that are published; `missed`
    were published and are rejected. The trash says nothing about the guard.
    """

    day: int
    published: int = 0
    held: int = 0
    discarded: int = 0
    decided: int = 0
    freed: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Something that was counted: how much was not published at once, and how much of that was freed."""

    name: str
    total: int
    stopped: int
    freed: int


@dataclass(frozen=True, slots=True)
class Moderator:
    """The decisions of one person, or what a blog reported through one key.

    `with_guard` agreed with what the guard had done; `shared` are comments that somebody else decided too, `agreed`
    those on which both said the same.
    """

    actor: str
    decided: int
    published: int
    with_guard: int
    shared: int
    agreed: int
    hours: float

    @property
    def by_key(self) -> bool:
        return self.actor.startswith(BY_KEY)


@dataclass(frozen=True, slots=True)
class Drift:
    """The distribution of scores in the last seven days, today included, against the days before:
    shares of ten tenths, of how many comments, and the population stability index; `None` where
    either has under `LEAST` comments.
    """

    before: tuple[float, ...]
    last: tuple[float, ...]
    of_before: int
    of_last: int
    index: float | None


@dataclass(frozen=True, slots=True)
class Insight:
    """All of it, for some sites and a period."""

    days: tuple[Day, ...]
    reasons: tuple[Share, ...]
    languages: tuple[Share, ...]
    ages: tuple[tuple[str, int], ...]
    drift: Drift
    moderators: tuple[Moderator, ...]


def insight_of(connection: Connection, site_ids: Collection[str], at: int, days: int) -> Insight:
    """Look at the last `days` days of these sites."""
    first = at // DAY - days + 1
    since = first * DAY
    return Insight(
        _days(insight.by_day(connection, site_ids, since), first, days),
        _reasons(insight.by_codes(connection, site_ids, since)),
        _languages(insight.by_language(connection, site_ids, since)),
        _ages(insight.waiting_since(connection, site_ids), at),
        drift_of(insight.by_score(connection, site_ids, since), at // DAY - WEEK),
        _moderators(
            [
                *insight.decisions(connection, site_ids, since),
                *insight.reports(connection, site_ids, since),
            ]
        ),
    )


def _days(rows: Iterable[tuple[int, str, str, int]], first: int, days: int) -> tuple[Day, ...]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for day, action, status, count in rows:
        counts[day][action] += count
        published = status == Status.PUBLISHED.value
        if action != "publish" and status in _DECIDED:
            counts[day]["decided"] += count
            counts[day]["freed"] += count if published else 0
        if action == "publish" and status == Status.REJECTED.value:
            counts[day]["missed"] += count
    return tuple(
        Day(
            day,
            counts[day]["publish"],
            counts[day]["hold"],
            counts[day]["discard"],
            counts[day]["decided"],
            counts[day]["freed"],
            counts[day]["missed"],
        )
        for day in range(first, first + days)
    )


def _reasons(rows: Iterable[tuple[str, str, int]]) -> tuple[Share, ...]:
    stopped: Counter[str] = Counter()
    freed: Counter[str] = Counter()
    for codes, status, count in rows:
        for code in codes.split() or [""]:
            stopped[code] += count
            freed[code] += count if status == Status.PUBLISHED.value else 0
    return tuple(Share(code, n, n, freed[code]) for code, n in stopped.most_common())


def _languages(rows: Iterable[tuple[str, str, str, int]]) -> tuple[Share, ...]:
    total: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    freed: Counter[str] = Counter()
    for language, action, status, count in rows:
        total[language] += count
        if action != "publish":
            stopped[language] += count
            freed[language] += count if status == Status.PUBLISHED.value else 0
    return tuple(Share(one, n, stopped[one], freed[one]) for one, n in total.most_common())


def _ages(arrived: Iterable[int], at: int) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for since in arrived:
        counts[next((name for name, most in AGES if at - since < most), OLDER)] += 1
    return tuple((name, counts[name]) for name in [*(name for name, _ in AGES), OLDER])


def drift_of(rows: Iterable[tuple[int, int, int]], until: int) -> Drift:
    """From (day, tenth of the probability, count); `until` is the last day that counts as before."""
    before, last = [0] * BINS, [0] * BINS
    for day, tenth, count in rows:
        side = before if day <= until else last
        side[min(BINS - 1, max(0, tenth))] += count
    index = None
    if min(sum(before), sum(last)) >= LEAST:
        # Half a comment more in each tenth: an empty one would make the index infinite.
        a = [(n + 0.5) / (sum(before) + BINS / 2) for n in before]
        b = [(n + 0.5) / (sum(last) + BINS / 2) for n in last]
        index = sum((y - x) * math.log(y / x) for x, y in zip(a, b, strict=True))
    return Drift(_shares(before), _shares(last), sum(before), sum(last), index)


def _shares(counts: list[int]) -> tuple[float, ...]:
    total = sum(counts)
    return tuple(n / total if total else 0.0 for n in counts)


def _moderators(rows: Iterable[Choice]) -> tuple[Moderator, ...]:
    opinions: dict[str, dict[str, bool]] = defaultdict(dict)
    decided: Counter[str] = Counter()
    published: Counter[str] = Counter()
    with_guard: Counter[str] = Counter()
    waited: dict[str, list[int]] = defaultdict(list)
    for comment_id, actor, decision, at, action, received_at in sorted(rows, key=itemgetter(3)):
        if decision == "trash":
            continue
        publishes = decision == "publish"
        opinions[comment_id][actor] = publishes
        decided[actor] += 1
        published[actor] += publishes
        with_guard[actor] += publishes == (action == "publish")
        waited[actor].append(at - received_at)
    shared, agreed = _together(opinions.values())
    return tuple(
        Moderator(
            actor,
            n,
            published[actor],
            with_guard[actor],
            shared[actor],
            agreed[actor],
            sorted(waited[actor])[n // 2] / _HOUR,
        )
        for actor, n in decided.most_common()
    )


def _together(opinions: Iterable[Mapping[str, bool]]) -> tuple[Counter[str], Counter[str]]:
    shared: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for of_comment in opinions:
        for actor, said in of_comment.items():
            others = [other for who, other in of_comment.items() if who != actor]
            if others:
                shared[actor] += 1
                agreed[actor] += all(other == said for other in others)
    return shared, agreed
