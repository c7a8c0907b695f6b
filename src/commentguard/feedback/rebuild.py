"""From the decisions that stand to what the site has learned.

A function of the ledger alone: rebuilding after a restart, on another worker or entry by entry
gives the same bits. Three bounds stand between one person and everybody's comments: a cap on
each person's weight, a quorum for whatever moves towards publishing, and the golden set, which
refuses a rebuild that would hold more readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commentguard.feedback.adaptation import NOTHING, SiteAdaptation
from commentguard.feedback.footprint import Keys
from commentguard.feedback.golden import Golden
from commentguard.feedback.least_change import least_change
from commentguard.feedback.ledger import Decision, Ledger
from commentguard.verdict import Code

Float = NDArray[np.float64]

# Older decisions are left to the next model: a site's adaptation is for what is new to it.
REMEMBERED = 300
# One in a hundred more of the golden set's readers: a model's hold cut-off may be chosen on some of
# them, then one lies on it and the smallest movement takes it across.
_BOUND = 0.01
# What a person may weigh before the others have said as much together.
_FREE_WEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What stands after a rebuild.

    `set_aside` are the numbers of entries that the golden set did not accept, empty when it
    accepted all; `blocked` is how many of its readers would have been held with them and
    `allowed` how many may be. Those entries stay in the log and are tried again next time.
    """

    adaptation: SiteAdaptation
    set_aside: tuple[int, ...] = ()
    blocked: int = 0
    allowed: int = 0

    @property
    def refused(self) -> str:
        """In words, "" when everything was accepted."""
        if not self.set_aside:
            return ""
        return (
            f"{len(self.set_aside)} decisions are set aside: with them {self.blocked} of the locked"
            f" readers' comments would be held, {self.allowed} may be"
        )


def rebuild(ledger: Ledger, cut_off: float, golden: Golden) -> Rebuilt:
    """What the site has learned from all decisions that stand, for its `cut_off` in log-odds.

    When the golden set refuses, the decision that pushed its readers hardest is set aside, then
    the next 2, 4, … until it accepts: reject on negative impact (Nelson et al. 2008), by
    attribution instead of by trying each decision.
    """
    kept = ledger.standing()[-REMEMBERED:]
    people = ledger.active()
    readers = golden.unwanted.count(False)
    allowed = golden.blocked(NOTHING, cut_off) + int(_BOUND * readers)
    worst, aside, step = 0, list[int](), 1
    while True:
        adaptation, pulls = learn(kept, people, cut_off, golden)
        held = golden.held(adaptation, cut_off) & ~np.array(golden.unwanted)
        if int(held.sum()) <= allowed:
            return Rebuilt(adaptation, tuple(sorted(aside)), worst, allowed)
        worst = max(worst, int(held.sum()))
        culprits = _culprits(kept, pulls, golden, held)[:step]
        aside += [kept[k].number for k in culprits]
        kept = tuple(one for k, one in enumerate(kept) if k not in culprits)
        step *= 2


def learn(
    decisions: Sequence[Decision], people: int, cut_off: float, golden: Golden
) -> tuple[SiteAdaptation, Float]:
    """The adaptation that these decisions ask for, before the golden set is asked.

    With it, how hard each of them had to pull.
    """
    if not decisions:
        return NOTHING, np.zeros(0)
    footprints = [one.footprint for one in decisions]
    keys = np.unique(np.concatenate([one.keys for one in footprints]))
    offsets, pulls = least_change(
        footprints,
        [one.towards for one in decisions],
        influence(decisions),
        cut_off,
        keys,
        golden.cost(keys),
    )
    quorum = min(2, people)
    offsets[(offsets < 0) & (_voices(decisions, keys) < quorum)] = 0.0
    moved = offsets != 0
    adaptation = SiteAdaptation(
        keys[moved], offsets[moved].astype(np.float32), _seen(decisions, quorum), len(decisions)
    )
    return adaptation, pulls


def _culprits(
    decisions: Sequence[Decision], pulls: Float, golden: Golden, held: NDArray[np.bool_]
) -> list[int]:
    """Places of the decisions towards holding, those first that pushed the `held` hardest."""
    victims = [one for one, is_held in zip(golden.footprints, held, strict=True) if is_held]
    keys = np.unique(np.concatenate([one.keys for one in victims]))
    exposed = np.zeros(len(keys))
    for victim in victims:
        exposed[np.searchsorted(keys, victim.keys)] += victim.values
    exposed /= golden.cost(keys)
    pushed = []
    for place, one in enumerate(decisions):
        if one.towards > 0:
            mine = one.footprint
            at = np.minimum(np.searchsorted(keys, mine.keys), len(keys) - 1)
            shared = np.where(keys[at] == mine.keys, exposed[at] * mine.values, 0.0)
            pushed.append((-float(pulls[place] * shared.sum()), place))
    return [place for _, place in sorted(pushed)]


def influence(decisions: Sequence[Decision]) -> list[float]:
    """How far each decision may insist, in (0, 1].

    A person's decisions together weigh at most 20, or as much as everybody else's together,
    whichever is more; alone on a site, a person is the site.
    """
    total: dict[str, float] = {}
    for one in decisions:
        for who, weight in one.who:
            total[who] = total.get(who, 0.0) + weight
    everybody = sum(total[who] for who in sorted(total))
    scale = {
        who: 1.0 if len(total) == 1 else min(1.0, max(_FREE_WEIGHT, everybody - own) / own)
        for who, own in total.items()
    }
    return [min(1.0, sum(weight * scale[who] for who, weight in one.who)) for one in decisions]


def _voices(decisions: Sequence[Decision], keys: Keys) -> NDArray[np.int64]:
    """How many different people published something with each key."""
    by_person: dict[str, list[Keys]] = {}
    for one in decisions:
        if one.towards < 0:
            for who, _ in one.who:
                by_person.setdefault(who, []).append(one.footprint.keys)
    voices = np.zeros(len(keys), dtype=np.int64)
    for theirs in by_person.values():
        voices[np.searchsorted(keys, np.unique(np.concatenate(theirs)))] += 1
    return voices


def _seen(decisions: Sequence[Decision], quorum: int) -> frozenset[Code]:
    """The reasons that enough people have published a comment with."""
    by_code: dict[Code, set[str]] = {}
    for one in decisions:
        if one.towards < 0:
            for code in one.footprint.codes:
                by_code.setdefault(code, set()).update(who for who, _ in one.who)
    return frozenset(code for code, people in by_code.items() if len(people) >= quorum)
