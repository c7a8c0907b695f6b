"""What a person let through is let through again, as long as nothing is added to it.

A moderator who publishes a comment does not want to see it, or the same with a comma moved, in the
queue tomorrow. The danger is the advertiser who has a harmless text approved and repeats it with an
address: so a repetition counts only from the same person, and only if it brings no contact and no
address that the published one had not. Pure functions on keys: whoever stores comments
finds the candidates, this module says which of them speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """One comment by its keys.

    `exact` is the hash of the normalised text, `signature` its MinHash (empty for a text too short
    to have one). `contacts` are keyed hashes of numbers, e-mails and hosts, `addresses` the links in
    full and the author's. `author` and `network` are keyed hashes of e-mail and IP, `None` where
    nothing was sent.
    """

    exact: int
    signature: bytes
    contacts: frozenset[int]
    addresses: frozenset[str]
    author: int | None
    network: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about a comment: `number` orders the log, `published` the outcome."""

    number: int
    trace: Trace
    published: bool


Alike = Callable[[bytes, bytes], bool]


def recalled(trace: Trace, log: Iterable[Said], alike: Alike) -> Said | None:
    """The decision that lets `trace` through, `None` if there is none.

    The newest word about the same or nearly the same text counts: after a later spam decision
    nothing is recalled, whoever sent the comment that it was about.
    """
    for said in sorted(log, key=lambda one: -one.number):
        if not _same_text(trace, said.trace, alike):
            continue
        if not said.published:
            return None
        if _same_person(trace, said.trace) and not _adds(trace, said.trace):
            return said
    return None


def _same_text(one: Trace, other: Trace, alike: Alike) -> bool:
    return one.exact == other.exact or alike(one.signature, other.signature)


def _same_person(one: Trace, other: Trace) -> bool:
    by_mail = one.author is not None and one.author == other.author
    by_network = one.network is not None and one.network == other.network
    return by_mail or by_network


def _adds(one: Trace, other: Trace) -> bool:
    return not (one.contacts <= other.contacts and one.addresses <= other.addresses)
