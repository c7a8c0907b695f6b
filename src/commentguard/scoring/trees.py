"""What evidence says together: small trees over signal columns, sentences and wording, as arrays.

A sum cannot say that a price counts in a seller's mouth and not in a customer's. Trees can. All of them are
asked at once: each question that is answered with *more* crosses out the leaves on its left, and of what
is left of a tree's eight leaves the first is where the view ends up (QuickScorer: Lucchese et al., 2015). Eight
leaves are one byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import ModelError
from commentguard.scoring.sentences import FEATURES

Float = NDArray[np.float64]

LEAVES = 8
"""Most that a tree has; it asks one question less."""

BEHIND = (*(f"sentence.{name}" for name in FEATURES), "wording")
"""What a view has behind the signal columns: figures of its sentences, and log-odds of its n-grams."""

_FIRST = np.array([max(0, (k & -k).bit_length() - 1) for k in range(256)], dtype=np.intp)
"""Place of the lowest bit of a byte. No tree leaves 0."""

# Of place, threshold, mask and value, as a bundle keeps them.
_KINDS = [np.dtype(kind) for kind in (np.uint16, np.float64, np.uint8, np.float32)]

# Views at a time: what they are asked stays in the cache.
_BLOCK = 256


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
    _said: Float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_said", self.value.astype(np.float64).ravel())

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
        found = np.empty(len(inputs))
        for a in range(0, len(found), _BLOCK):
            found[a : a + _BLOCK] = self._scores(inputs[a : a + _BLOCK])
        return found

    def _scores(self, inputs: Float) -> Float:
        asked, trees = self.place.shape
        more = inputs.take(self.place.ravel(), axis=1) > self.threshold.ravel()
        # Bytes of 255 where the answer is no, which keeps all leaves, and of 0 where it is yes: a third of
        # the time that choosing takes.
        left = more.view(np.uint8)
        left -= np.uint8(1)
        left |= self.mask.ravel()
        at = _FIRST.take(np.bitwise_and.reduce(left.reshape(len(inputs), asked, trees), axis=1))
        at *= trees
        at += np.arange(trees)
        return np.asarray(np.add.reduce(self._said.take(at), axis=1))

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
