"""A locked set of comments that no site may unlearn.

Comments of our own writing, half of them readers' and half unwanted, shipped as text so that
every model reads them anew. They do two things: keys which they use are dear to move (see
`least_change`), and a rebuild after which more of their readers are held is refused. The ids are
fixed in `golden.jsonl`; nobody's decisions can change them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.feedback.adaptation import SiteAdaptation
from commentguard.feedback.footprint import Footprint, Keys, read
from commentguard.scoring.scorer import Scorer

Float = NDArray[np.float64]

# How dear the golden set's own keys are: with 0 a site's taste spreads to everything.
_PRICE = 50.0


@dataclass(frozen=True, slots=True)
class Golden:
    """The set as one model reads it. `uses` are keys (sorted) and how strongly they are used."""

    footprints: tuple[Footprint, ...]
    unwanted: tuple[bool, ...]
    uses: tuple[Keys, Float]

    @classmethod
    def of(cls, footprints: Sequence[Footprint], unwanted: Sequence[bool]) -> Golden:
        """Raises `DataError` unless there are readers' comments and one label for each."""
        if len(footprints) != len(unwanted) or all(unwanted):
            raise DataError("a golden set has a label for each comment, and readers among them")
        every = np.concatenate([one.keys for one in footprints])
        values = np.concatenate([one.values for one in footprints]).astype(np.float64)
        keys, place = np.unique(every, return_inverse=True)
        uses = np.bincount(place, weights=values**2, minlength=len(keys)).astype(np.float64)
        return cls(tuple(footprints), tuple(unwanted), (keys, uses))

    def cost(self, keys: Keys) -> Float:
        """The price of moving each of `keys`: 1 for those that the set does not use."""
        known, uses = self.uses
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        return np.asarray(1.0 + _PRICE * np.where(known[at] == keys, uses[at], 0.0))

    def held(self, adaptation: SiteAdaptation, cut_off: float) -> NDArray[np.bool_]:
        """Which of the set would be held at `cut_off` (log-odds) by a site that learned this."""
        scores = [one.log_odds + adaptation.shift(one) for one in self.footprints]
        return np.asarray(np.array(scores) > cut_off)

    def blocked(self, adaptation: SiteAdaptation, cut_off: float) -> int:
        """How many readers among them would be held."""
        return int((self.held(adaptation, cut_off) & ~np.array(self.unwanted)).sum())


def shipped_comments() -> tuple[tuple[Comment, ...], tuple[bool, ...]]:
    """The comments of the set and whether each is unwanted."""
    text = files("commentguard.feedback").joinpath("golden.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    comments = tuple(Comment.from_mapping(row) for row in rows)
    return comments, tuple(row["label"] != "ham" for row in rows)


def golden(scorer: Scorer) -> Golden:
    """The shipped set, read by this scorer: about a tenth of a second, once for each model."""
    comments, unwanted = shipped_comments()
    return Golden.of(read(scorer, comments), unwanted)
