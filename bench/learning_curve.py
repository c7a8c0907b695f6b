"""How many decisions until a site's own kind of comment stops being held, and what else moves.

A *kind* is something the shared model holds although the site wants it:

- a blog whose moderators let offers about its own subject stand, the comments as they lie in our
  corpus (one kind for each subject; pairs stay together);
- three pages on which readers are asked for just that: tradespeople's numbers, small ads, links
  to their own sites. Adverts of our corpus are put under such a page; decided and held-out ones
  come from different posts.

Decisions are published one by one; held-out comments of the kind and everything else are scored
after 0, 1, 2, 3, 5, 10 and 20 of them. *Other* is the whole corpus without the kind, each comment
under its own post, judged by this site. *Spam on the page* is the worst case: all spam of the
corpus sent to that very page. Posts of the golden set take no part.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from commentguard import Comment, load
from commentguard.feedback.adaptation import TOWARDS_HOLDING, TOWARDS_PUBLISHING
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint, read
from commentguard.feedback.golden import golden, shipped_comments
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import rebuild
from commentguard.scoring.scorer import Scorer
from commentguard.training.corpora import brief_of

CORPUS = Path(__file__).parents[1] / "data" / "blog_comments"
STEPS = (0, 1, 2, 3, 5, 10, 20)
PAGES = {
    "tradespeople's numbers": ("phone_number", "Numbers of good local tradespeople", "directory"),
    "small ads": ("offer", "Small ads of our readers", "small ads"),
    "readers' own sites": ("link_promo", "Show us your own site", "your sites"),
}
_LEAST_HELD_OUT = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One site: what its people decide in this order, what is held out, and everything else."""

    decided: list[Footprint]
    held_out: list[Footprint]
    other: list[Footprint]
    page_spam: list[Footprint]


@dataclass(frozen=True, slots=True)
class Point:
    """After some decisions: share of the mistake that is gone, shares of verdicts that moved."""

    gone: float
    moved: float
    spam_released: float


class World:
    """The corpus as the shared model reads it."""

    def __init__(self, scorer: Scorer) -> None:
        policy, calibration = scorer.bundle.policy, scorer.bundle.unwanted_calibration
        hold = policy.hold
        self.cut_off = (math.log(hold / (1 - hold)) - calibration.intercept) / calibration.slope
        self.scorer, self.golden = scorer, golden(scorer)
        locked = {comment.post_title for comment in shipped_comments()[0]}
        rows: list[dict[str, Any]] = []
        for path in sorted(CORPUS.glob("train-*.jsonl")):
            # The later three double the time of every point; docs/learning.md is of the four before.
            if brief_of(path) in ("e", "f", "g", "h"):
                continue
            rows += [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        self.rows = [row for row in rows if row["post_title"] not in locked]
        self.comments = [Comment.from_mapping(row) for row in self.rows]
        self.prints = read(scorer, self.comments)
        self.offers: dict[str, list[int]] = {}
        for k, row in enumerate(self.rows):
            if row["label"] == "promotional":
                self.offers.setdefault(row["subject"], []).append(k)

    def held(self, footprint: Footprint) -> bool:
        return footprint.log_odds > self.cut_off

    def subjects(self, seed: int) -> list[Case]:
        """Offers about a blog's own subject, one case a subject."""
        cases = []
        for subject in sorted(self.offers):
            kind = self.offers[subject]
            held = [k for k in kind if self.held(self.prints[k])]
            decided, rest = self._divide(held, "pair_of", seed)
            if len(rest) < _LEAST_HELD_OUT:
                continue
            own = set(kind)
            other = [p for k, p in enumerate(self.prints) if k not in own]
            cases.append(Case(self._of(decided), self._of(rest), other, []))
        return cases

    def page(self, name: str, seed: int) -> Case:
        """Adverts with one kind of evidence under a page that asks for them."""
        code, title, tag = PAGES[name]
        kind = [
            k
            for k, row in enumerate(self.rows)
            if row["label"] == "promotional" and code in row["reasons"]
        ]
        spam = [k for k, row in enumerate(self.rows) if row["label"] == "spam"]
        moved = self._hosted([*kind, *spam], title, tag)
        held = [k for k in kind if self.held(moved[k])]
        decided, rest = self._divide(held, "post_title", seed)
        return Case(
            [moved[k] for k in decided],
            [moved[k] for k in rest],
            self.prints,
            [moved[k] for k in spam],
        )

    def curve(self, case: Case) -> dict[int, Point]:
        return {n: self.point(case, n) for n in STEPS if n <= len(case.decided)}

    def point(self, case: Case, count: int) -> Point:
        log = [
            Correction(k, "site", "ann", float(k), Kind.PUBLISH, f"c{k}", footprint=one)
            for k, one in enumerate(case.decided[:count])
        ]
        adaptation = rebuild(Ledger.fold("site", log), self.cut_off, self.golden).adaptation

        def after(footprint: Footprint) -> bool:
            return footprint.log_odds + adaptation.shift(footprint) > self.cut_off

        caught = [one for one in case.page_spam if self.held(one)]
        return Point(
            _mean([not after(one) for one in case.held_out]),
            _mean([self._in_reach(one) and after(one) != self.held(one) for one in case.other]),
            _mean([not after(one) for one in caught]),
        )

    def _in_reach(self, footprint: Footprint) -> bool:
        """Whether anything that a site learns could move the verdict; of most comments nothing can."""
        above = footprint.log_odds - self.cut_off
        return -TOWARDS_HOLDING <= above <= TOWARDS_PUBLISHING

    def _hosted(self, places: Sequence[int], title: str, tag: str) -> dict[int, Footprint]:
        link = f"https://village.example/{tag.replace(' ', '-')}"
        hosted = [
            replace(
                self.comments[k], post_title=title, post_text="", post_tags=(tag,), permalink=link
            )
            for k in places
        ]
        return dict(zip(places, read(self.scorer, hosted), strict=True))

    def _divide(self, held: list[int], by: str, seed: int) -> tuple[list[int], list[int]]:
        """Up to 20 to decide and the rest held out, whole groups on one side."""
        groups: dict[str, list[int]] = {}
        for k in held:
            row = self.rows[k]
            own = min(row["id"], row["pair_of"] or row["id"]) if by == "pair_of" else row[by]
            groups.setdefault(str(own), []).append(k)
        names = sorted(groups)
        np.random.default_rng(seed).shuffle(names)
        wanted = STEPS[-1] if len(held) > 2 * STEPS[-1] else 10
        decided: list[int] = []
        rest: list[int] = []
        for name in names:
            (decided if len(decided) < wanted else rest).extend(groups[name])
        return decided[:wanted], rest

    def _of(self, places: Sequence[int]) -> list[Footprint]:
        return [self.prints[k] for k in places]


def _mean(values: Sequence[bool]) -> float:
    return float(np.mean(values)) if values else math.nan


def average(curves: Sequence[dict[int, Point]]) -> dict[int, Point]:
    """Means over cases, for the numbers of decisions that all of them reach."""
    common = [n for n in STEPS if all(n in curve for curve in curves)]
    return {
        n: Point(
            float(np.mean([c[n].gone for c in curves])),
            float(np.mean([c[n].moved for c in curves])),
            float(np.mean([c[n].spam_released for c in curves])),
        )
        for n in common
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(parser.parse_args().seeds)
    world = World(load())
    cases = [case for seed in seeds for case in world.subjects(seed)]
    found = {f"offers in a blog's own subject ({len(cases)} cases)": cases}
    found |= {f"page: {name}": [world.page(name, seed) for seed in seeds] for name in PAGES}
    kept = True
    for name, of_kind in found.items():
        print(f"\n{name}; held out {sum(len(c.held_out) for c in of_kind)}")
        print("decisions  mistake gone  other verdicts moved  spam on the page released")
        for n, point in average([world.curve(case) for case in of_kind]).items():
            spam = "-" if math.isnan(point.spam_released) else f"{point.spam_released:.1%}"
            print(f"{n:9}  {point.gone:12.1%}  {point.moved:20.2%}  {spam:>25}")
            if n == 10:
                kept &= point.gone >= 0.8 and point.moved < 0.005
    print(f"\n10 decisions: at least 80 % gone and under 0.5 % moved: {'yes' if kept else 'NO'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
