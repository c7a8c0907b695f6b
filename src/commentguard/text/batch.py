"""A batch of folded texts, read together: words, capitals, passages, and the traces that each text shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commentguard.text import traces
from commentguard.text.capitals import Capitals
from commentguard.text.passages import Passages
from commentguard.text.seen import see
from commentguard.text.shapes import Shapes
from commentguard.text.words import Found, Words, read_found

_HEADER = traces.said("list_header")


class Batch(NamedTuple):
    """`traces` has a number for each text, see `text.traces`."""

    words: Words
    capitals: Capitals
    traces: list[int]
    passages: Passages


def read_batch(found: Found, cased: Sequence[str], kept: Sequence[bool], shown: Shapes) -> Batch:
    """Read a page of folded texts with the shapes that they have; for `cased` and `kept` see `Capitals`."""
    page = found.page
    words, at = read_found(found)
    capitals, places = Capitals.on(page, cased, kept, found.words, at.begins)
    see(page, found.words, at, places, shown)
    told = zip(shown.by_text.tolist(), words.said.traces, strict=True)
    marks = [_announced(here, said) | said for here, said in told]
    return Batch(words, capitals, marks, Passages.on(page))


def _announced(told: int, said: int) -> int:
    """`told` where three pieces are a list behind a header alone."""
    if not told & traces.ANNOUNCED:
        return told
    return told ^ traces.ANNOUNCED | (traces.LIST if said & _HEADER else 0)
