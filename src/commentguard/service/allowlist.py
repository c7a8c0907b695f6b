"""Whom a site lets in whatever the model says, and what ends that.

An e-mail address and a domain are what a commenter claims: whoever knows that a regular is on the list
can sign with their address. So the list is as strong as its weakest entry, and a person's spam decision
about a comment that an entry speaks for suspends that entry until the decision is taken back. Which ranges
spoke is written down when the comment comes: of its address only a hash is left, which lies in no range.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.entries import Kind, of_kind
from commentguard.service.fingerprints import Fingerprint
from commentguard.service.listed_hosts import all_within
from commentguard.service.listed_ranges import around
from commentguard.service.secret import Secret
from commentguard.storage import comments, corrections, journal
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import Correction
from commentguard.storage.listed import ALLOWED, Entry, restore, suspend
from commentguard.verdict import Action, Verdict

_CALLED = {Kind.RANGE: "address range"}
# What can be told of a stored comment as of one that comes.
_STORED = (Kind.EMAIL, Kind.DOMAIN, Kind.IP)


@dataclass(frozen=True, slots=True)
class Welcome:
    """What speaks for a comment: what the entry that is named is about, and the numbers of all ranges.

    Nothing does where `what` is empty.
    """

    what: str = ""
    ranges: tuple[int, ...] = ()


NOBODY = Welcome()
"""No entry speaks for it."""


def lets_in(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint, secret: Secret
) -> Welcome:
    """The entries that let this comment in."""
    standing = _standing(connection, site_id, print_.author, print_.ip)
    if not standing:
        return NOBODY
    ranges = around(of_kind(standing, Kind.RANGE), comment.author_ip, secret)
    kinds = [kind.value for kind in _STORED if _speaking(standing, kind, comment)]
    if ranges:
        kinds.append(_CALLED[Kind.RANGE])
    return Welcome(kinds[0] if kinds else "", tuple(one.id for one in ranges))


def let_in(verdict: Verdict, what: str) -> Verdict:
    """`verdict` with publishing as its action; label and weights stay the model's."""
    note = f"this author's {what} is on the site's allow-list"
    return replace(verdict, action=Action.PUBLISH, notes=(*verdict.notes, note))


def decided(connection: Connection, correction: Correction, stored: Stored) -> None:
    """Suspend what spoke for a comment that a person rejects; an undo restores it."""
    at, actor, site_id = correction.created_at, correction.actor, stored.site_id
    if correction.undoes is not None:
        for number in restore(connection, site_id, correction.undoes):
            entry = ALLOWED.numbered(connection, site_id, number)
            other = entry and _another(connection, entry, correction.undoes)
            if other:
                suspend(connection, number, other)
                continue
            journal.note(connection, at, actor, "site.allow.restore", site_id, entry=number)
        return
    if correction.status_after != Status.REJECTED.value:
        return
    standing = _standing(connection, site_id, stored.author_key, stored.ip_key)
    for one in _spoke(standing, stored):
        suspend(connection, one.id, correction.id)
        journal.note(
            connection, at, actor, "site.allow.suspend", site_id, stored.id, entry=one.id,
            kind=one.kind, label=one.label,
        )  # fmt: skip


def _another(connection: Connection, entry: Entry, undone: int) -> int | None:
    """The decision after the one undone that rejects a comment for which the entry spoke, and stands. One before it
    would have suspended the entry.
    """
    email, ip = (entry.key if entry.kind == kind else None for kind in (Kind.EMAIL, Kind.IP))
    for comment_id in corrections.rejected_after(connection, entry.site_id, undone, email, ip):
        stored = comments.find(connection, comment_id)
        said = corrections.standing(connection, comment_id)
        if stored is None or said is None or said.status_after != Status.REJECTED.value:
            continue
        if _spoke([entry], stored):
            return said.id
    return None


def _spoke(entries: list[Entry], stored: Stored) -> list[Entry]:
    """The entries that speak for a stored comment, of those with its keys."""
    spoke = [one for kind in _STORED for one in _speaking(entries, kind, stored.comment)]
    return spoke + [one for one in entries if one.id in stored.allowed_ranges]


def _standing(
    connection: Connection, site_id: str, email: int | None, ip: int | None
) -> list[Entry]:
    found = ALLOWED.candidates(connection, site_id, email, ip)
    return [one for one in found if one.suspended_by is None]


def _speaking(entries: list[Entry], kind: Kind, comment: Comment) -> list[Entry]:
    """The entries of this kind that speak for the comment."""
    mine = of_kind(entries, kind)
    return all_within(mine, comment) if kind is Kind.DOMAIN else mine
