"""What one hostile account costs: a fifth of all decisions flipped, measured on the golden set.

A site of five people decides 300 comments of our corpus (posts of the golden set excluded). Four
answer truly, the fifth says the opposite of the truth every time. Also: the same account deciding
only about what would hurt most (readers' comments called spam), and a site of two people of whom
one is hostile. Five seeds; the golden set's MCC with what was learned against MCC without.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from commentguard import Comment, load
from commentguard.feedback.adaptation import NOTHING, SiteAdaptation
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint, read
from commentguard.feedback.golden import Golden, golden, shipped_comments
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import Rebuilt, rebuild
from commentguard.scoring.scorer import Scorer

CORPUS = Path(__file__).parents[1] / "data" / "blog_comments"
SEEDS = range(5)


class World:
    """The corpus without the golden posts, with its labels; of a site only what it decides is read."""

    def __init__(self, scorer: Scorer) -> None:
        hold, calibration = scorer.bundle.policy.hold, scorer.bundle.unwanted_calibration
        self.cut_off = (math.log(hold / (1 - hold)) - calibration.intercept) / calibration.slope
        self.golden: Golden = golden(scorer)
        locked = {comment.post_title for comment in shipped_comments()[0]}
        rows = [
            json.loads(line)
            for path in sorted(CORPUS.glob("train-*.jsonl"))
            for line in path.read_text("utf-8").splitlines()
        ]
        rows = [row for row in rows if row["post_title"] not in locked]
        self.unwanted = [row["label"] != "ham" for row in rows]
        self.scorer, self.comments = scorer, [Comment.from_mapping(row) for row in rows]

    @cached_property
    def prints(self) -> list[Footprint]:
        """Of every comment, read once."""
        return read(self.scorer, self.comments)

    def site(
        self, seed: int, people: int, decisions: int, *, hostile: float, only_readers: bool = False
    ) -> Rebuilt:
        """What a site learns when a share `hostile` of its decisions is one account's lies."""
        random = np.random.default_rng(seed)
        order = random.permutation(len(self.comments))
        readers = [int(k) for k in order if not self.unwanted[k]]
        decided, lies = list[tuple[str, Kind, int]](), 0
        for number, place in enumerate(order[:decisions]):
            lying = lies < hostile * (number + 1)
            who = "mallory" if lying else f"p{number % (people - 1)}"
            k = readers[-1 - lies] if lying and only_readers else int(place)
            lies += lying
            kind = Kind.SPAM if self.unwanted[k] != lying else Kind.PUBLISH
            decided.append((who, kind, k))
        prints = read(self.scorer, [self.comments[k] for _, _, k in decided])
        log = [
            Correction(number, "site", who, 60.0 * number, kind, f"c{k}", footprint=footprint)
            for number, ((who, kind, k), footprint) in enumerate(zip(decided, prints, strict=True))
        ]
        return rebuild(Ledger.fold("site", log), self.cut_off, self.golden)

    def readers_held(self, adaptation: SiteAdaptation) -> int:
        """Readers' comments of the whole corpus, golden posts excluded, that would be held."""
        readers = [one for one, bad in zip(self.prints, self.unwanted, strict=True) if not bad]
        return sum(one.log_odds + adaptation.shift(one) > self.cut_off for one in readers)

    def mcc(self, adaptation: SiteAdaptation) -> float:
        """Matthews' coefficient on the golden set, held against unwanted."""
        held = self.golden.held(adaptation, self.cut_off)
        return matthews(held.tolist(), self.golden.unwanted)


def matthews(said: Sequence[bool], true: Sequence[bool]) -> float:
    tp = sum(s and t for s, t in zip(said, true, strict=True))
    fp = sum(s and not t for s, t in zip(said, true, strict=True))
    fn = sum(t and not s for s, t in zip(said, true, strict=True))
    tn = len(true) - tp - fp - fn
    below = math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return (tp * tn - fp * fn) / below if below else 0.0


def main() -> int:
    world = World(load())
    before = world.mcc(NOTHING)
    print(f"golden set without learning: MCC {100 * before:.2f}")
    print(f"readers held among {world.unwanted.count(False)}: {world.readers_held(NOTHING)}")
    scenes = {
        "five people, nobody lies": (5, 0.0, False),
        "five people, one lies in a fifth of all decisions": (5, 0.2, False),
        "five people, one calls readers spam in a fifth": (5, 0.2, True),
        "two people, one lies in half of all decisions": (2, 0.5, False),
    }
    worst = 0.0
    for name, (people, hostile, only_readers) in scenes.items():
        found = [
            world.site(seed, people, 300, hostile=hostile, only_readers=only_readers)
            for seed in SEEDS
        ]
        points = [100 * (world.mcc(one.adaptation) - before) for one in found]
        blocked = [world.golden.blocked(one.adaptation, world.cut_off) for one in found]
        aside = [len(one.set_aside) for one in found]
        print(f"{name}: change of MCC in points {', '.join(f'{p:+.2f}' for p in points)};")
        elsewhere = [world.readers_held(one.adaptation) for one in found]
        print(f"    readers held in the corpus {elsewhere}, in the golden set {blocked}")
        print(f"    (allowed {found[0].allowed}); set aside {aside}")
        if hostile == 0.2:
            worst = min(worst, *points)
    kept = worst >= -1.0
    print(f"one account with a fifth costs at most 1 point: {'yes' if kept else 'NO'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
