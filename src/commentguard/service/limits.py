"""Token buckets: how often a key may ask, and how often an address may be wrong.

In memory and per process: a limit exists to keep one caller from starving the others, and a
limit that asks a database would do the starving itself.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

# Callers remembered at a time. Forgetting one only gives it a full bucket.
_REMEMBERED = 10_000


class Buckets:
    """`rate` tokens a second into buckets of `burst`. A rate of 0 means no limit."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate, self.burst, self._clock = rate, burst, clock
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, who: Hashable, tokens: float = 1.0, paid: float = 0.0) -> float:
        """Take tokens, `paid` of them taken a moment ago; what is left, or, below 0, minus the seconds to wait.

        More than a bucket holds is given once it is full, and owed: it would never be given otherwise.
        """
        if not self.rate:
            return math.inf
        level, wanted = self.level(who), min(tokens, float(self.burst))
        if level + paid < wanted:
            return -max(0.001, (wanted - level) / self.rate)
        self._keep(who, level + paid - tokens)
        return max(0.0, level + paid - tokens)

    def give_back(self, who: Hashable, tokens: float = 1.0) -> None:
        """Undo a `take`."""
        if self.rate:
            self._keep(who, self.level(who) + tokens)

    def level(self, who: Hashable) -> float:
        """Tokens in a bucket now; below 0 where some are owed."""
        known = self._levels.get(who)
        if known is None:
            return float(self.burst)
        level, at = known
        return min(float(self.burst), level + (self._clock() - at) * self.rate)

    def _keep(self, who: Hashable, level: float) -> None:
        self._levels[who] = (level, self._clock())
        self._levels.move_to_end(who)
        if len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)
