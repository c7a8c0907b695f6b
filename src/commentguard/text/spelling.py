"""Which words are known, and which known words an unknown one is a slip of the finger away from.

A word is known where our own training comments hold it several times in a language, or a phrase of the lexicons does
(`make spelling`); nobody's label had a part in it. Other words that people have used are not known, but *seen*: they are
left alone, because rare words and names are no slips. What is neither may be next to known words: two neighbours
swapped, a letter lacking, a letter too many, figures for letters.

It is asked once for each word that the vocabulary meets, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from struct import Struct
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import Kernel, address, kernel
from commentguard.text.language import LANGUAGES

KNOWN = "spelling.npz"
"""Where the words are kept, beside this module."""

SHORTEST, LONGEST = 3, 24
"""Letters of a word that may be a slip."""

FIRST_CYRILLIC, LAST_CYRILLIC, ABOVE = 0x430, 0x45F, 0x80
"""Known words take a byte a letter: small Cyrillic ones, as folded text has them, from `ABOVE` on."""

SEEN_BITS = 1 << 21
"""Of the filter of seen words, in which each has two (Bloom, 1970): of unknown words one in fifty is taken for seen."""

MOST_WORDS = 0xFFFE
"""Known words that a kernel can number: it has two bytes for one more than a number."""

_SLOT_BITS, _WORDS_BITS, _LACKING_BITS, _SUM_BITS = 17, 19, 21, 32
_FIGURES, _STOOD_FOR = b"0134578", b"oieastb"
_LATIN = re.compile(rf"[a-z0-9]{{2,{LONGEST}}}")
_CYRILLIC = re.compile(rf"[{chr(FIRST_CYRILLIC)}-{chr(LAST_CYRILLIC)}]{{2,{LONGEST}}}")
_TO_BYTES = {
    code: code - FIRST_CYRILLIC + ABOVE for code in range(FIRST_CYRILLIC, LAST_CYRILLIC + 1)
}
_TO_TEXT = {byte: code for code, byte in _TO_BYTES.items()}


def _kernel(*, drawing: bool) -> Kernel:
    return kernel(
        "spelling", drawing=int(drawing), first_other=ABOVE, last_other=_TO_BYTES[LAST_CYRILLIC], slot_bits=_SLOT_BITS,
        words_bits=_WORDS_BITS, lacking_bits=_LACKING_BITS, short=SHORTEST, long=LONGEST, languages=len(LANGUAGES), figures=_FIGURES,
        letters=_STOOD_FOR,
    )  # fmt: skip


_LOOK_UP = _kernel(drawing=False)


def as_bytes(word: str) -> bytes:
    """A byte for each letter of a word that could be known, nothing for any other."""
    if _LATIN.fullmatch(word):
        return b"" if word.isdigit() else word.encode()
    return word.translate(_TO_BYTES).encode("latin-1") if _CYRILLIC.fullmatch(word) else b""


def bits_of(word: str) -> tuple[int, int]:
    """The places of a word in the filter of seen ones.

    The trap: sums that begin elsewhere are no second opinion, since two words of one length that agree in one
    agree in all. The upper bits of the same sum are.
    """
    found = crc32(word.encode())
    return found % SEEN_BITS, found >> _SUM_BITS - SEEN_BITS.bit_length() + 1


NUMBERS = Struct(f"{len(LANGUAGES) + 1}i")
"""Numbers of known words, for each of `LANGUAGES` and for all: packed, because a stranger may send words that are all slips."""


class Next(NamedTuple):
    """`languages` has a bit for each of `LANGUAGES` that knows a word. Where none does, `words` are the numbers of the
    commonest known words next to it, for each language and for all, -1 for none; nothing where there is no such word.
    """

    languages: int = 0
    words: tuple[int, ...] = ()


_FEWEST = 3
_LIKE_FIGURES = frozenset("oilszbgq")


def _is_code(word: str) -> bool:
    """Whether a word with figures may be a number in disguise ("7oo"), an amount ("80mb") or a postcode ("7bh")."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) < _FEWEST or _LIKE_FIGURES.issuperset(letters)


class Spelling:
    """Known and seen words, where kernels read them.

    Made of `letters` (bytes of all known words), their `lengths`, `spoken` (a bit for each language), how `common` each
    is, and the filter of the words that are `seen`.
    """

    def __init__(self, kept: dict[str, NDArray[Any]]) -> None:
        lengths = kept["lengths"]
        self._ends = np.zeros(len(lengths) + 1, dtype=np.int32)
        np.cumsum(lengths, out=self._ends[1:])
        self._spoken = kept["spoken"].astype(np.int32)
        self._held = (
            kept["letters"].copy(), self._ends, self._spoken, kept["common"].astype(np.int32),
            np.zeros(1 << _SLOT_BITS, dtype=np.int32),
            np.zeros(1 << _WORDS_BITS - 3, dtype=np.uint8), np.zeros(1 << _LACKING_BITS - 3, dtype=np.uint8),
        )  # fmt: skip
        self._at = tuple(map(address, self._held))
        letters, ends, _, _, *tables = self._at
        _kernel(drawing=True)(letters, ends, len(lengths), *tables)
        self._seen = kept["seen"].tobytes()

    @property
    def count(self) -> int:
        """How many words are known."""
        return len(self._spoken)

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one of these for as long as the process lives
    def word(self, number: int) -> str:
        """The known word with this number."""
        letters = self._held[0][self._ends[number] : self._ends[number + 1]]
        return letters.tobytes().decode("latin-1").translate(_TO_TEXT)

    def next_to(self, word: str) -> Next:
        """What is known of a folded word."""
        ((languages, near),) = self.look_up([word])
        return Next(languages, NUMBERS.unpack(near) if near else ())

    def look_up(self, words: Sequence[str]) -> list[tuple[int, bytes]]:
        """What `next_to` says of each of some folded words, numbers packed; at once, since asking costs more than the answer."""
        if not words:
            return []
        letters = list(map(as_bytes, words))
        found = np.empty((len(words), len(LANGUAGES) + 2), dtype=np.int32)
        _LOOK_UP(b"".join(letters), bytes(map(len, letters)), len(words), *self._at, address(found))
        own, of_all, spoken = found[:, 0].tolist(), found[:, -1].tolist(), self._spoken.item
        rows, begins = found.tobytes(), range(found.itemsize, found.nbytes, found.strides[0])
        return [
            (spoken(number), b"") if number >= 0
            else (0, rows[at : at + NUMBERS.size] if one >= 0 and self._may_be_slip(word) else b"")
            for word, number, one, at in zip(words, own, of_all, begins, strict=True)
        ]  # fmt: skip

    def _may_be_slip(self, word: str) -> bool:
        in_figures = not word.isalpha()
        if len(word) < SHORTEST or (in_figures and _is_code(word)):
            return False
        return not self._was_seen(word)

    def _was_seen(self, word: str) -> bool:
        one, other = bits_of(word)
        return bool(self._seen[one >> 3] >> (one & 7) & self._seen[other >> 3] >> (other & 7) & 1)


@cache
def spelling() -> Spelling:
    """The known words, on first use."""
    kept = files("commentguard.text").joinpath(KNOWN).read_bytes()
    with np.load(BytesIO(kept)) as arrays:
        return Spelling(dict(arrays))
