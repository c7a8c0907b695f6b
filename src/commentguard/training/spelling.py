"""Draw the words that the text layer knows how to spell.

Run by `make spelling` whenever our own training comments have changed; the result is committed. A word is known
in a language where that language's training comments hold it `ENOUGH` times, whatever they are labelled; the test half has no
part in it. Words that stand there less often or that the public corpora hold a few times, and names of places, are *seen*:
kept as bits of a filter, from which nobody reads them back.
"""

from __future__ import annotations

import gzip
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.errors import DataError
from commentguard.text.folding import fold_many
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import expand, phrases, read_lines, spaced
from commentguard.text.spelling import KNOWN, MOST_WORDS, SEEN_BITS, as_bytes, bits_of
from commentguard.training.corpora import OWN, Row, default_rows
from commentguard.training.public_folder import wanted_corpora

ENOUGH, FEW, OUTNUMBERED, LONG_ENOUGH = 3, 5, 200, 5
"""How often a word stands in our comments of one language before it is known, and in public ones before it is seen: what
stands there once may be a slip itself. So is what is so many times rarer than a word next to it, however often it is
seen: one "definitely" in three hundred is a "definitly". Of few letters it may be any word beside "the" or "and"."""

_TABLES = ("digits", "given_names")
_TARGET = Path(__file__).parents[1] / "text" / KNOWN
_MOST = 0xFFFF
_AT_ONCE = 500


def counted(rows: Iterable[Row]) -> Counter[str]:
    """How often each word that could be known stands in comments."""
    texts = [row.comment.text for row in rows]
    counts: Counter[str] = Counter()
    for begin in range(0, len(texts), _AT_ONCE):
        for one in fold_many(texts[begin : begin + _AT_ONCE]).folded:
            counts.update(_words(one.text))
    return counts


def _words(text: str) -> Iterator[str]:
    return (word for word in spaced(text).split() if as_bytes(word))


def known(counts: Mapping[str, Counter[str]]) -> dict[str, tuple[int, int]]:
    """The known words in order: a bit for each language, and how often each stands where it stands most.

    Words of phrases are known beside them, or a rare one would be read as a more common one and its phrase be lost.
    """
    found: dict[str, tuple[int, int]] = {}

    def enter(word: str, place: int, count: int) -> None:
        spoken, most = found.get(word, (0, 0))
        found[word] = spoken | 1 << place, max(most, min(count, _MOST))

    for place, language in enumerate(LANGUAGES):
        for word, count in counts[language].items():
            if count >= ENOUGH:
                enter(word, place, count)
    for language, words in _of_phrases():
        for word in words:
            enter(word, LANGUAGES.index(language), 1)
    return dict(sorted(found.items()))


@cache
def _of_phrases() -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of each phrase line and table, with its language."""
    lines = ((language, expand(line)) for line, _, language in read_lines())
    tables = (
        (language, phrases(language, table)) for language, table in product(LANGUAGES, _TABLES)
    )
    return tuple(
        (language, frozenset(filter(as_bytes, {*spaced("  ".join(said)).split()})))
        for language, said in chain(lines, tables)
    )


def _places() -> Iterator[str]:
    """Names of places that are one word: whoever lives there does not slip."""
    names = gzip.decompress(files("commentguard.text").joinpath("gazetteer.txt.gz").read_bytes())
    for line in names.decode().splitlines():
        name = line.partition("\t")[0]
        if as_bytes(name):
            yield name


def no_slips(counts: Mapping[str, int]) -> Iterator[str]:
    """Words of public comments that are neither rare nor outnumbered by a word one slip away."""
    for word, count in counts.items():
        if count < FEW:
            continue
        if len(word) < LONG_ENOUGH:
            yield word
            continue
        near = (counts.get(other, 0) for other in _one_slip_away(word) if other != word)
        if max(near, default=0) < OUTNUMBERED * count:
            yield word


def _one_slip_away(word: str) -> Iterator[str]:
    for k in range(len(word) + 1):
        before, behind = word[:k], word[k:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + behind


def seen(words: Iterable[str]) -> NDArray[np.uint8]:
    """The filter of seen words."""
    bits = np.zeros(SEEN_BITS, dtype=np.uint8)
    for word in words:
        bits[[*bits_of(word)]] = 1
    return np.packbits(bits, bitorder="little")


def drawn(words: Mapping[str, tuple[int, int]]) -> dict[str, NDArray[Any]]:
    """The words as `Spelling` reads them. Raises `DataError` where they are too many."""
    if len(words) > MOST_WORDS:
        raise DataError(f"{len(words)} known words, {MOST_WORDS} at most can be numbered")
    spoken, common = zip(*words.values(), strict=True)
    return {
        "letters": np.frombuffer(b"".join(map(as_bytes, words)), dtype=np.uint8),
        "lengths": np.array([len(word) for word in words], dtype=np.uint8),
        "spoken": np.array(spoken, dtype=np.uint16),
        "common": np.array(common, dtype=np.uint16),
    }


def draw(rows: Iterable[Row]) -> dict[str, NDArray[Any]]:
    """What is kept, from the training comments."""
    own: dict[str, list[Row]] = {language: [] for language in LANGUAGES}
    public: list[Row] = []
    for row in rows:
        (own[row.comment.lang[:2]] if row.corpus == OWN else public).append(row)
    counts = {language: counted(comments) for language, comments in own.items()}
    words = known(counts)
    others = set(no_slips(counted(public))).union(*counts.values(), _places())
    return drawn(words) | {"seen": seen(sorted(others - words.keys()))}


def main(own: Path = Path("data/blog_comments"), target: Path = _TARGET) -> None:
    """Write the known words beside their reader."""
    kept: dict[str, Any] = draw(default_rows(own, wanted_corpora(None, own_only=False)))
    np.savez_compressed(target, **kept)


if __name__ == "__main__":
    main()
