"""What evidence says together: small trees over signal columns, sentences and wording, as arrays.

A sum cannot say that a price counts in a seller's mouth and not in a customer's. Trees can. All of them are
asked at once: each question that is answered with *more* crosses out the leaves on its left, and of what
is left of a tree's eight leaves the first is where the view ends up (QuickScorer: Lucchese et al., 2015). Eight
leaves are one byte. Questions are asked column by column in the order of their thresholds, so that a column ends with its
first *no*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import ModelError
from commentguard.kernel.runtime import address, address_to_read, kernel
from commentguard.scoring.sentences import FEATURES

Float = NDArray[np.float64]

LEAVES = 8
"""Most that a tree has; it asks one question less."""

BEHIND = (*(f"sentence.{name}" for name in FEATURES), "wording")
"""What a view has behind the signal columns: figures of its sentences, and log-odds of its n-grams."""

# Of place, threshold, mask and value, as a bundle keeps them.
_KINDS = [np.dtype(kind) for kind in (np.uint16, np.float64, np.uint8, np.float32)]

ASK = kernel("trees", behind=len(BEHIND))


class Plan(NamedTuple):
    """Questions in the order of their columns and thresholds, in one block of memory, which is `held`.

    `told` is what `ASK` is told: where that lies, how many questions and trees there are, and inputs.
    """

    held: NDArray[np.int64]
    told: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Trees:
    """`place`, `threshold` and `mask` (questions, trees), `value` (leaves, trees) in log-odds.

    A view answers *more* where its input at `place` is above `threshold`, and keeps of the leaves those in
    `mask`. Inputs are signal columns in the order of `Bundle.columns`, then `BEHIND`. The trap: a tree with fewer
    questions has idle ones, which ask for more than infinity.
    """

    place: NDArray[np.intp]
    threshold: Float
    mask: NDArray[np.uint8]
    value: NDArray[np.float32]
    _plans: dict[int, Plan] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Trees], tuple[NDArray[Any], ...]]:
        # A copy makes plans of its own, which lie elsewhere.
        return Trees, (self.place, self.threshold, self.mask, self.value)

    @classmethod
    def silent(cls) -> Self:
        """None at all: of a model that was fitted without."""
        asked = (LEAVES - 1, 0)
        return cls(
            np.zeros(asked, np.intp), np.zeros(asked), np.zeros(asked, np.uint8),
            np.zeros((LEAVES, 0), np.float32),
        )  # fmt: skip

    def __len__(self) -> int:
        """How many trees; none say nothing."""
        return int(self.value.shape[1])

    def asked(self, columns: tuple[str, ...]) -> dict[str, int]:
        """How many questions each of `columns`, and of `BEHIND`, has to answer."""
        counts = np.bincount(
            self.place[self.threshold < np.inf], minlength=len(columns) + len(BEHIND)
        )
        return dict(zip((*columns, *BEHIND), counts.tolist(), strict=True))

    def scores(self, inputs: Float) -> Float:
        """What the trees add to each row of `inputs` (views, signal columns and `BEHIND`)."""
        own = inputs.shape[1] - len(BEHIND)
        rows = np.arange(len(inputs), dtype=np.int64)
        return self.scores_of(inputs[:, :own], rows, inputs[:, own:])

    def scores_of(self, dense: Float, rows: NDArray[np.int64], behind: Float) -> Float:
        """The same, where view k has the signal columns `rows[k]` of `dense`, and behind them row k of `behind`."""
        found = np.zeros(len(rows))
        columns = dense.shape[1] + len(BEHIND)
        if behind.shape != (len(rows), len(BEHIND)):
            raise ValueError(f"{len(rows)} views, and {behind.shape} of what stands behind them")
        if self and len(rows):
            # What a kernel reads is no copy where it is as the kernel reads it.
            inputs = np.ascontiguousarray(dense, dtype=np.float64)
            said = np.ascontiguousarray(behind, dtype=np.float64)
            ASK(
                *self.plan(columns), address_to_read(inputs), rows.astype(np.int64).tobytes(), said.tobytes(),
                len(rows), address(found),
            )  # fmt: skip
        return found

    def plan(self, columns: int) -> tuple[int, int, int, int]:
        """The trees as `ASK` reads them, for so many inputs: `Plan.told`."""
        found = self._plans.get(columns)
        if found is None:
            found = self._plans[columns] = _planned(self, columns)
        return found.told

    def arranged(self, order: Mapping[str, int], columns: tuple[str, ...]) -> Self:
        """The same for signal columns in another `order` than that of `columns`, which they were fitted to."""
        count = len(order)
        moved = [*(order[name] for name in columns), *range(count, count + len(BEHIND))]
        return replace(self, place=np.array(moved, dtype=np.intp)[self.place])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What a bundle keeps; `read` makes trees of it."""
        return {
            "tree_place": self.place.astype(np.uint16),
            "tree_threshold": self.threshold,
            "tree_mask": self.mask,
            "tree_value": self.value,
        }

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]], columns: int) -> Self:
        """Raises `ModelError` for arrays that are no trees over so many signal `columns`."""
        place, threshold = arrays["tree_place"], arrays["tree_threshold"]
        mask, value = arrays["tree_mask"], arrays["tree_value"]
        if value.ndim != 2 or len(value) != LEAVES:
            raise ModelError("trees: values of the wrong shape")
        if not (place.shape == threshold.shape == mask.shape == (LEAVES - 1, value.shape[1])):
            raise ModelError("trees: arrays of the wrong shape")
        # Before any of them is cast: what is below 0, or no number, would become a place.
        if [kept.dtype for kept in (place, threshold, mask, value)] != _KINDS:
            raise ModelError("trees: arrays of the wrong kind")
        if np.isnan(threshold).any() or not np.isfinite(value).all():
            raise ModelError("trees: numbers must be finite")
        found = cls(place.astype(np.intp), threshold, mask, value)
        if found.place.max(initial=0) >= columns + len(BEHIND):
            raise ModelError("trees: a question about a column that is not there")
        if not np.bitwise_and.reduce(found.mask, axis=0).all():
            raise ModelError("trees: answers that leave no leaf")
        return found


def _planned(trees: Trees, columns: int) -> Plan:
    # Behind the questions of each column stands one that nobody answers with "more".
    place = np.concatenate((trees.place.ravel(), np.arange(columns)))
    threshold = np.concatenate((trees.threshold.ravel(), np.full(columns, np.inf)))
    where = np.zeros((len(place), 2), dtype=np.int32)
    where[: trees.place.size, 0] = np.tile(np.arange(len(trees)), len(trees.place))
    where[: trees.place.size, 1] = trees.mask.ravel()
    order = np.lexsort((threshold, place))
    counts = np.bincount(place, minlength=columns)
    if len(counts) != columns:
        raise ModelError("trees: a question about a column that is not there")
    begin = np.zeros(columns + 1, dtype=np.int64)
    np.cumsum(counts, out=begin[1:])
    said = trees.value.astype(np.float64)
    parts = (begin, threshold[order], where[order], said)
    held = np.concatenate([np.ascontiguousarray(part).ravel().view(np.int64) for part in parts])
    return Plan(held, (address(held), len(place), len(trees), columns))
