"""A hundred thousand names in one block of bytes, found by hash.

As a dictionary of strings they take 24 MB of every process that serves; here 3. A name's CRC is
looked up in a sorted array by bisection, and what stands in the block is compared with the name, so
that two names of one CRC are never mistaken for each other.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np

from commentguard.text.codes import among, code
from commentguard.text.memory import Memory
from commentguard.text.pairs import Pairs

MAX_WORDS = 4
"""Words of the longest name that is looked for."""

_LENGTH_BITS = 8


class Gazetteer:
    """Records by name, from lines of ``name<TAB>record`` in UTF-8."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        # Arrays from the start: a list of every line would leave its memory behind.
        hashes, starts, begins = array("I"), array("I"), array("Q")
        first, second = array("I"), array("I")
        start = 0
        for line in BytesIO(block):
            name = line.partition(b"\t")[0]
            hashes.append(crc32(name))
            starts.append(start)
            start += len(line)
            words = name.split(b" ", 2)
            most = min(name.count(b" ") + 1, MAX_WORDS)
            head = crc32(words[0])
            begins.append(head << _LENGTH_BITS | most)
            if most > 1:
                first.append(head)
                second.append(crc32(words[1]))
                begins.append(crc32(b" ".join(words[:2])) << _LENGTH_BITS | most)
        by_hash = np.frombuffer(hashes, dtype=np.uint32)
        order = np.argsort(by_hash, kind="stable")
        # Sorted by NumPy, kept by the standard library: bisection asks for single entries.
        self._hashes = array("I", by_hash[order].tobytes())
        self._starts = array("I", np.frombuffer(starts, dtype=np.uint32)[order].tobytes())
        sorted_begins = np.frombuffer(begins, dtype=np.uint64)
        sorted_begins.sort()
        beginning = (sorted_begins >> _LENGTH_BITS).astype(np.uint32)
        # Of equal beginnings the last has the longest name.
        last = np.ones(len(beginning), dtype=np.bool_)
        last[:-1] = beginning[1:] != beginning[:-1]
        self._heads = array("I", beginning[last].tobytes())
        self._longest = sorted_begins[last].astype(np.uint8).tobytes()
        self.pairs = Pairs()
        """The first two words of longer names."""
        self.pairs.add_codes(np.frombuffer(first, np.uint32), np.frombuffer(second, np.uint32))
        self.longest: Memory[int] = Memory(self.longest_from)
        self.alone: Memory[str | None] = Memory(self.get)
        """What `get` answers about single words, with a memory."""
        self.longest_of_two: Memory[int] = Memory(self.longest_from)

    def get(self, name: str) -> str | None:
        """The record of exactly this name."""
        sought = name.encode("utf-8", "surrogatepass")
        hashed = crc32(sought)
        k = bisect_left(self._hashes, hashed)
        while k < len(self._hashes) and self._hashes[k] == hashed:
            start, line = self._starts[k], sought + b"\t"
            if self._block.startswith(line, start):
                return self._block[start + len(line) : self._block.index(b"\n", start)].decode()
            k += 1
        return None

    def may_have(self, codes: Sequence[int]) -> list[bool]:
        """Whether each of some words, known by `codes`, may be a name: never no where it is."""
        return among(codes, self._hashes)

    def longest_from(self, words: str) -> int:
        """How many words a name may have that begins with one or two words: 0 only where none does.

        `longest` is the same for one word, with a memory.
        """
        hashed = code(words)
        k = bisect_left(self._heads, hashed)
        return self._longest[k] if k < len(self._heads) and self._heads[k] == hashed else 0


@cache
def gazetteer() -> Gazetteer:
    """Populated places: folded name to ``CC,lat×10,lon×10`` entries, the largest place first."""
    packed = files("commentguard.text").joinpath("gazetteer.txt.gz").read_bytes()
    # The first line is a remark, and the only one without a record: no name is found in it.
    return Gazetteer(zlib.decompress(packed, wbits=zlib.MAX_WBITS | 16))
