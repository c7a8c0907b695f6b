"""Comments that are nearly the same comment: campaigns, quotations, copies.

A near-duplicate of a training row in a test measures memory. MinHash over word trigrams finds
candidates in linear time, their exact Jaccard similarity decides; texts too short for trigrams
count as the same only when they are equal with digits masked. SimHash was tried elsewhere with a
recall of one in seven on edited comments, and was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from datasketch import MinHash, MinHashLSH

from commentguard.training.corpora import Row, masked

# Two comments that share seven of ten trigrams are one campaign to any reader.
ALIKE = 0.7
_PERMUTATIONS = 96
# The index casts a wider net than `ALIKE`: what it misses nothing else would find.
_NET = 0.4
_FEWEST = 4
_WORD = re.compile(r"\w+")

Shingles = frozenset[tuple[str, ...]]


class Twins:
    """Near-duplicates among rows that were added, asked row by row.

    Short texts are looked up exactly, longer ones through the MinHash index.
    """

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=_NET, num_perm=_PERMUTATIONS)
        self._shingles: list[Shingles] = []
        self._met: set[tuple[str, ...]] = set()
        self._exact: dict[str, list[int]] = {}

    def add(self, texts: Sequence[str]) -> None:
        """Index texts; they are numbered on from those already there."""
        start = len(self._shingles)
        self._shingles += [shingles(text) for text in texts]
        for place, text in enumerate(texts, start):
            self._exact.setdefault(masked(text), []).append(place)
        self._met.update(*self._shingles[start:])
        long = [k for k in range(start, len(self._shingles)) if self._shingles[k]]
        for place, sketch in zip(long, _sketches([self._shingles[k] for k in long]), strict=True):
            self._index.insert(place, sketch)

    def of(self, texts: Sequence[str]) -> Iterator[set[int]]:
        """For each text the numbers of its near-duplicates, itself among them if it was added."""
        asked = [self._familiar(shingles(text)) for text in texts]
        sketches = iter(list(_sketches([own for own in asked if own])))
        for text, own in zip(texts, asked, strict=True):
            found = set(self._exact.get(masked(text), ()))
            if own:
                for place in self._index.query(next(sketches)):
                    other = self._shingles[place]
                    if len(own & other) >= ALIKE * len(own | other):
                        found.add(place)
            yield found

    def _familiar(self, own: Shingles) -> Shingles:
        """`own`, or nothing where too few of them stand in any text of the index for two to be alike."""
        # Costs a fraction of a sketch, and of most texts nothing more is asked.
        return own if len(own & self._met) >= ALIKE * len(own) else frozenset()


def shingles(text: str) -> Shingles:
    """Word trigrams with case folded and digits masked; empty for a text of a few words."""
    words = _WORD.findall(re.sub(r"\d", "0", text.casefold()))
    found = frozenset(zip(words, words[1:], words[2:], strict=False))
    return found if len(found) >= _FEWEST else frozenset()


def clusters(rows: Sequence[Row]) -> list[int]:
    """For each row the position of the first row of its cluster; alike is taken transitively."""
    texts = [row.comment.text for row in rows]
    twins = Twins()
    twins.add(texts)
    first = list(range(len(rows)))

    def find(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for place, alike in enumerate(twins.of(texts)):
        for other in alike:
            a, b = sorted((find(place), find(other)))
            first[b] = a
    return [find(place) for place in range(len(rows))]


def twins_across(train: Sequence[Row], test: Sequence[Row]) -> set[int]:
    """Positions in `test` of the rows that have a near-duplicate in `train`.

    The test is what is indexed: nearly all of `train` is like nothing there, which is cheap to see.
    """
    twins = Twins()
    twins.add([row.comment.text for row in test])
    return set().union(*twins.of([row.comment.text for row in train]))


def _sketches(many: Sequence[Shingles]) -> Iterator[MinHash]:
    joined = [[" ".join(words).encode("utf-8", "replace") for words in own] for own in many]
    return iter(MinHash.generator(joined, num_perm=_PERMUTATIONS, seed=1))
