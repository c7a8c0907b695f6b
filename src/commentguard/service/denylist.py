"""What a site's owner wants held whatever the model says.

Held and never discarded: a rule knows no circumstances, so a person sees what it stopped, also where the
policy would have discarded it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service import listed_hosts
from commentguard.service.entries import Kind, of_kind
from commentguard.service.fingerprints import Fingerprint
from commentguard.service.listed_hosts import any_within
from commentguard.service.listed_phrases import spoken
from commentguard.service.listed_ranges import around
from commentguard.service.phrase_places import places
from commentguard.service.secret import Secret
from commentguard.storage.listed import DENIED, Entry
from commentguard.verdict import Action, Span, Verdict

_CALLED = {
    Kind.EMAIL: "this author's e-mail address",
    Kind.DOMAIN: "a domain that it links to",
    Kind.IP: "the network address that it came from",
    Kind.RANGE: "the address range that it came from",
    Kind.PHRASE: "a word or phrase in it",
}
_LISTED = "is on the site's deny-list (number {})"
_NAMED = re.compile(re.escape(_LISTED).replace(r"\{\}", "([0-9]{1,18})") + "$")


@dataclass(frozen=True, slots=True)
class Rule:
    """The entry that speaks against a comment: what it is about, and its number."""

    kind: Kind
    number: int


def stops(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint, secret: Secret
) -> Rule | None:
    """The first entry that speaks against this comment, cheap kinds first in doubt; `None` if none does."""
    found = DENIED.candidates(connection, site_id, print_.author, print_.ip)
    if not found:
        return None
    speaking: dict[Kind, Callable[[list[Entry]], Sequence[Entry]]] = {
        Kind.EMAIL: lambda mine: mine,
        Kind.DOMAIN: lambda mine: any_within(mine, comment),
        Kind.IP: lambda mine: mine,
        Kind.RANGE: lambda mine: around(mine, comment.author_ip, secret),
        Kind.PHRASE: lambda mine: spoken(mine, comment),
    }
    for kind in Kind:
        if against := speaking[kind](of_kind(found, kind)):
            return Rule(kind, min(one.id for one in against))
    return None


@dataclass(frozen=True, slots=True)
class Hit:
    """The entry that held a comment and is still listed, and where in the comment stands what it is about."""

    entry: Entry
    spans: tuple[Span, ...]


def hit(
    connection: Connection,
    site_id: str,
    comment: Comment,
    notes: Sequence[str],
    *,
    placed: bool = True,
) -> Hit | None:
    """What the notes of a verdict say held a comment; `None` where no entry did, or it is gone since.

    Its places are dear, some milliseconds for a thousand characters: not looked for where not `placed`.
    """
    named = [found for note in notes if (found := _NAMED.search(note))]
    entry = DENIED.numbered(connection, site_id, int(named[-1][1])) if named else None
    if entry is None:
        return None
    spans: Sequence[Span] = ()
    if not placed:
        return Hit(entry, ())
    if entry.kind == Kind.PHRASE.value:
        spans = places(entry.words, comment.text)
    elif entry.kind == Kind.DOMAIN.value:
        spans = listed_hosts.places(entry, comment)
    return Hit(entry, tuple(spans))


def hold(verdict: Verdict, rule: Rule) -> Verdict:
    """`verdict` with holding as its action; label and weights stay the model's."""
    note = f"{_CALLED[rule.kind]} {_LISTED.format(rule.number)}"
    return replace(verdict, action=Action.HOLD, notes=(*verdict.notes, note))
