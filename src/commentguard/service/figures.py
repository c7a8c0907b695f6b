"""Figures of a site by month and blog, as platforms show them to their owners."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from commentguard.service.guard import Guard
from commentguard.storage.clock import DAY
from commentguard.storage.sites import Site
from commentguard.storage.tallies import Tally, daily


@dataclass
class Count:
    """What became of comments."""

    spam: int = 0
    ham: int = 0
    missed_spam: int = 0
    false_positives: int = 0

    @property
    def total(self) -> int:
        return self.spam + self.ham

    @property
    def accuracy(self) -> float:
        """Share of verdicts that nobody turned round, in per cent; 100 where there were none."""
        wrong = self.missed_spam + self.false_positives
        return 100.0 * (self.total - wrong) / self.total if self.total else 100.0

    def add(self, tally: Tally) -> None:
        self.spam += tally.spam
        self.ham += tally.ham
        self.missed_spam += tally.missed
        self.false_positives += tally.wronged


async def by_month(guard: Guard, site: Site, since: int = 0) -> dict[str, dict[str, Count]]:
    """Counts by month (``2026-11``) and blog address, oldest month first.

    It may look at every comment of the site. Raises `TooSlow`, or `StorageDown`.
    """
    guard.require_storage()
    found: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for tally in await guard.search(lambda c: daily(c, site.id, since)):
        month = datetime.fromtimestamp(tally.day * DAY / 1000, UTC).strftime("%Y-%m")
        found[month][tally.blog].add(tally)
    return found


def summed(months: dict[str, dict[str, Count]]) -> Count:
    """All of it in one."""
    total = Count()
    for blogs in months.values():
        for count in blogs.values():
            total.spam += count.spam
            total.ham += count.ham
            total.missed_spam += count.missed_spam
            total.false_positives += count.false_positives
    return total
