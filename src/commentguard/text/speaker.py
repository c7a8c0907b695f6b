"""Who speaks where a comment says how to be reached: a seller, a customer, or neither.

The same number, town and price stand in an advert and in a customer's answer. Sellers say *we*,
*bring it to me*, *I charge*; customers say *she fixed mine*, *he charged me*. Only the sentences
that hold a contact, a price or a solicitation, and the ones before them, are asked: everybody
says *we* somewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from commentguard.text.hits import Hit, Hits

SPEAKERS = ("we", "own", "they", "customer")
_SERVICES = ("offer", "service_area")


class Speaker(NamedTuple):
    """Hits of four lexicon classes in the sentences that say how to be reached."""

    we: tuple[Hit, ...] = ()
    own: tuple[Hit, ...] = ()
    they: int = 0
    customer: int = 0


NOBODY = Speaker()


def find_speaker(
    hits: Hits, sentences: Sequence[tuple[int, int]], contacts: Sequence[int]
) -> Speaker:
    """Who speaks around `contacts`, positions of numbers, links and prices, and around offers."""
    begins = [start for start, _ in sentences]
    asked = {bisect_right(begins, hit.start) for hit in hits["cta"]}
    told = {bisect_right(begins, at) for at in contacts}
    told |= {bisect_right(begins, hit.start) for name in _SERVICES for hit in hits[name]}
    # The sentence before a contact usually says who will answer.
    told |= {sentence - 1 for sentence in told}
    asked |= {sentence - 1 for sentence in asked}

    def said(name: str, where: set[int]) -> tuple[Hit, ...]:
        return tuple(hit for hit in hits[name] if bisect_right(begins, hit.start) in where)

    both = told | asked
    # "Text me when you are back" is a call to a friend: alone it names no trade of one's own.
    return Speaker(
        said("we", both), said("own", told), len(said("they", both)), len(said("customer", told))
    )
