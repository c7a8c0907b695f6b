"""Why: the log-odds of the winning view, taken apart without remainder.

Bias, reasons (columns of signals that fired), clues (words whose n-grams moved the score) and the rest
add up to the log-odds. A reason weighs what it adds to the sum and what the trees would say less
without it: they are asked again with its columns at 0. Two reasons that only count together both
lose by that, so what is left of the trees' say (`together`, within the rest) may be below 0. Dealing a
tree's answer out to its questions instead would be arbitrary. No sampling, no surrogate model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.evidence import Reading
from commentguard.features.encoder import Encoded, Encoder
from commentguard.kernel.runtime import address, address_to_read, kernel
from commentguard.scoring.linear import Head, Weighed
from commentguard.scoring.trees import Trees
from commentguard.text.vocabulary import SPREAD
from commentguard.verdict import Clue, Code, Reason, Span

Float = NDArray[np.float64]

MAX_CLUES = 8
_CODES = tuple(Code)
# Below this a word did not move anything that anybody would notice.
_FAINT_THOUSANDTHS = 20
_MAX_SPANS = 12
_CLUES = kernel(
    "clues",
    most=MAX_CLUES,
    faint_thousandths=_FAINT_THOUSANDTHS,
    spread=SPREAD.to_bytes(8, "little"),
)


class Explanation(NamedTuple):
    """`together` is what trees say that no reason accounts for; it is part of `rest`."""

    reasons: tuple[Reason, ...]
    fired: tuple[Code, ...]
    clues: tuple[Clue, ...]
    rest: float
    together: float

    def moved(self, by: int) -> Self:
        """The same of a text that stands `by` characters further on."""
        if not by:
            return self
        return self._replace(
            reasons=tuple([r._replace(spans=further(r.spans, by)) for r in self.reasons]),
            clues=tuple([c._replace(spans=further(c.spans, by)) for c in self.clues]),
        )


def further(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    """Spans `by` characters further on."""
    if not by:
        return tuple(spans)
    return tuple([Span(start + by, end + by) for start, end in spans])


class Asked(NamedTuple):
    """The trees, what they were asked about a view `BEHIND` its signal columns, and what they said."""

    trees: Trees
    behind: Sequence[float]
    said: float


class Wording(NamedTuple):
    """What clues of a batch are looked for in, asked for once: `at` is for the kernel, `told` is where it writes.

    The trap: it is right for as long as the batch is held.
    """

    told: NDArray[np.int64]
    at: tuple[int, ...]

    @classmethod
    def of(cls, encoded: Encoded, weighed: Weighed) -> Self:
        grams, words = encoded.grams, len(encoded.grams.word_at)
        told = np.empty(5 * words + 1, dtype=np.int64)
        begins = ends = names = 0
        if words:
            begins, ends = address_to_read(grams.word_at), address_to_read(grams.word_end)
            names = address_to_read(grams.word_name)
        sums, _ = weighed.at
        return cls(
            told, (sums, weighed.sums.shape[1], weighed.words, begins, ends, names, address(told))
        )


def explain(
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    wording: Wording,
    view: Sequence[int],
    score: float,
    asked: Asked,
    *,
    unwanted: bool,
) -> Explanation:
    """Reasons and clues of a comment whose best view is `view`, with `score` before any penalty.

    `view` is one column of `Views`, as a list, about which the trees were `asked`. `head` is the first
    of those that `wording` was weighed with, `known` are the columns that the model was fitted to. Clues are the strongest `MAX_CLUES`
    words; the others are part of `rest`, which does not include the segment penalty. Where the
    comment is more likely `unwanted` than not, what signals hinted at is listed besides what fired;
    `Explanation.fired` holds only the latter, since a hint must never help to discard anything.
    """
    row = view[0]
    clues = _clues(encoded, wording, view)
    # Most readings are silent, and all nineteen are asked for this once.
    told = [reading for reading in encoded.readings[row] if reading.fired or reading.faint]
    reasons, lost = _reasons(told, encoded, encoder, head, known, row, asked, unwanted=unwanted)
    strong = {code for reading in told for code in reading.fired}
    fired = tuple([reason.code for reason in reasons if reason.code in strong])
    explained = sum([r.weight for r in reasons]) + sum([c.weight for c in clues])
    rest = score - head.bias - explained
    return Explanation(reasons, fired, clues, rest, asked.said - lost)


def _lost(encoded: Encoded, row: int, asked: Asked, places: Sequence[Sequence[int]]) -> list[float]:
    """What the trees would say less without the columns at `places`, 0 where they would say more."""
    if not asked.trees:
        return [0.0] * len(places)
    without = encoded.dense[row][None].repeat(len(places), axis=0)
    for inputs, columns in zip(without, places, strict=True):
        inputs[columns] = 0.0
    behind = np.array([asked.behind] * len(places), dtype=np.float64)
    said = asked.trees.scores_of(without, np.arange(len(places), dtype=np.int64), behind)
    return [max(0.0, asked.said - still) for still in said.tolist()]


def _reasons(
    told: Sequence[Reading],
    encoded: Encoded,
    encoder: Encoder,
    head: Head,
    known: frozenset[str],
    row: int,
    asked: Asked,
    *,
    unwanted: bool,
) -> tuple[tuple[Reason, ...], float]:
    """The reasons that the readings tell, and how much of their weight is the trees'."""
    fired: dict[Code, list[Span]] = {}
    for reading in told:
        for code in (*reading.fired, *reading.faint) if unwanted else reading.fired:
            fired.setdefault(code, []).extend(reading.spans.get(code, ()))
    if not fired:
        return (), 0.0
    weights = dict.fromkeys(fired, 0.0)
    modelled = set()
    values, by_column = encoded.dense[row].tolist(), head.dense.item
    for code in fired:
        for place, name in encoder.argue_for[code]:
            if values[place]:
                weights[code] += values[place] * by_column(place)
            if name in known:
                modelled.add(code)
    codes = [code for code in _CODES if code in fired]
    places = [[place for place, _ in encoder.argue_for[code]] for code in codes]
    lost = _lost(encoded, row, asked, places)
    # A code that the model does not know yet is shown with weight 0; one that it knows and
    # gives no weight has no part in the verdict, and listing it would be an untruth.
    found = [
        (Reason(code, weight, tuple(dict.fromkeys(sorted(fired[code])))), less)
        for code, less in zip(codes, lost, strict=True)
        if (weight := weights[code] + less) > 0 or code not in modelled
    ]
    return tuple([reason for reason, _ in found]), sum([less for _, less in found])


def _clues(encoded: Encoded, wording: Wording, view: Sequence[int]) -> tuple[Clue, ...]:
    """The words of the view that weigh most, with all n-grams that count for them.

    A character n-gram counts for the word it starts in or, starting on a gap, for the next.
    """
    row, start, end, first, last = view
    if first == last:
        return ()
    document, origin, told = encoded.documents[row], encoded.grams.starts.item(row), wording.told
    found = _CLUES(*wording.at, start, end, first, last, origin)
    weights = told[3 * found : 4 * found].view(np.float64).tolist()
    text, entries = document.text, iter(told[: 3 * found].tolist())
    by_group: dict[int, tuple[float, str, int, float, list[tuple[int, int]]]] = {}
    for weight, group, begin, stop in zip(weights, entries, entries, entries, strict=True):
        if group in by_group:
            by_group[group][-1].append((begin, stop))
        else:
            by_group[group] = -abs(weight), text[begin:stop], group, weight, [(begin, stop)]
    # The kernel finds all that weigh as much as the last of the loudest.
    return tuple(
        [
            Clue(token, weight, document.received(places[:_MAX_SPANS]))
            for _, token, _, weight, places in sorted(by_group.values())[:MAX_CLUES]
        ]
    )
