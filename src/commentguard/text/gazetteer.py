"""A hundred thousand names in one block of bytes, found by hash.

As a dictionary of strings they take 24 MB of every process that serves; here 3. A name's CRC is
looked up in a sorted array by bisection, and what stands in the block is compared with the name, so
that two names of one CRC are never mistaken for each other.
"""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np

from commentguard.text.memory import Memory

MAX_WORDS = 4
"""Words of the longest name that is looked for."""


class Gazetteer:
    """Records by name, from lines of ``name<TAB>record`` in UTF-8."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        # Arrays from the start: a list of every line would leave its memory behind.
        hashes, starts, heads, lengths = array("I"), array("I"), array("I"), array("B")
        start = 0
        for line in BytesIO(block):
            name = line.partition(b"\t")[0]
            hashes.append(crc32(name))
            words = name.split(b" ", 2)
            for prefix in words[0], b" ".join(words[:2]):
                heads.append(crc32(prefix))
                lengths.append(min(name.count(b" ") + 1, MAX_WORDS))
            starts.append(start)
            start += len(line)
        by_hash = np.array(hashes, dtype=np.uint32)
        order = np.argsort(by_hash, kind="stable")
        # Sorted by NumPy, kept by the standard library: bisection asks for single entries.
        self._hashes = array("I", by_hash[order].tobytes())
        self._starts = array("I", np.array(starts, dtype=np.uint32)[order].tobytes())
        unique, first = np.unique(np.array(heads, dtype=np.uint32), return_inverse=True)
        longest = np.zeros(len(unique), dtype=np.uint8)
        np.maximum.at(longest, first, np.array(lengths, dtype=np.uint8))
        self._heads = array("I", unique.tobytes())
        self._longest = longest.tobytes()
        self.longest: Memory[int] = Memory(self.longest_from)
        self.alone: Memory[str | None] = Memory(self.get)
        """What `get` answers about single words, with a memory."""

    def get(self, name: str) -> str | None:
        """The record of exactly this name."""
        sought = name.encode("utf-8", "surrogatepass")
        hashed = crc32(sought)
        line = sought + b"\t"
        k = bisect_left(self._hashes, hashed)
        while k < len(self._hashes) and self._hashes[k] == hashed:
            start = self._starts[k]
            if self._block.startswith(line, start):
                return self._block[start + len(line) : self._block.index(b"\n", start)].decode()
            k += 1
        return None

    def longest_from(self, words: str) -> int:
        """How many words a name may have that begins with one or two words: 0 only where none does.

        `longest` is the same for one word, with a memory.
        """
        hashed = crc32(words.encode("utf-8", "surrogatepass"))
        k = bisect_left(self._heads, hashed)
        return self._longest[k] if k < len(self._heads) and self._heads[k] == hashed else 0


@cache
def gazetteer() -> Gazetteer:
    """Populated places: folded name to ``CC,lat×10,lon×10`` entries, the largest place first."""
    packed = files("commentguard.text").joinpath("gazetteer.txt.gz").read_bytes()
    header, _, block = gzip.decompress(packed).partition(b"\n")
    assert header.startswith(b"#")
    return Gazetteer(block)
