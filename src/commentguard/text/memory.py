"""What was computed about a word, kept for the next text that holds it.

People use the same few thousand words, so most of what is asked of a word was asked before. A
stranger may send any others, so a memory is bounded in words and in the length of each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")

_LONGEST = 40
_SIZE = 50_000


class Memory(dict[str, V]):
    """A dictionary that computes what it does not hold, and starts afresh when it is full.

    `functools.lru_cache` would keep words of any length, and a strangers' word may be 16 KiB long.
    """

    def __init__(self, compute: Callable[[str], V]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, word: str) -> V:
        value = self._compute(word)
        if len(word) <= _LONGEST:
            if len(self) >= _SIZE:
                self.clear()
            self[word] = value
        return value
