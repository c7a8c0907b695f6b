"""The two lists of a site: what its owner lets in, and what is held. Written here, read elsewhere.

Of an e-mail address, a network address and a range nobody keeps the value, so entries have numbers, and
a label that the owner may give them: without one they cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service.entries import EVERYBODYS, Kind, Value, of_kind, read
from commentguard.service.listed_ranges import around
from commentguard.service.phrase_reach import check_meant
from commentguard.service.secret import Secret
from commentguard.service.sites import named
from commentguard.storage import comments, journal
from commentguard.storage.comments import Stored
from commentguard.storage.listed import ALLOWED, DENIED, READ, Entry, Listed
from commentguard.text.email_address import given
from commentguard.text.hosts import is_ending
from commentguard.text.suffixes import is_shared

ENTRIES = 1_000
"""Entries of one list of a site: its owner reads them on one page."""

READ_ENTRIES = 500
"""Domains, ranges and phrases among them: they are read for every comment."""

LABEL = 100
"""Characters of a label."""

_LISTED = "listed"


@dataclass(frozen=True, slots=True)
class OwnersList:
    """One of the lists: where it is kept, what may stand on it, and what the audit log calls that."""

    name: str
    rows: Listed
    kinds: tuple[Kind, ...]
    added: str
    dropped: str


ALLOW = OwnersList(
    "allow-list", ALLOWED, (Kind.EMAIL, Kind.DOMAIN, Kind.IP, Kind.RANGE),
    added="site.allow", dropped="site.disallow",
)  # fmt: skip
DENY = OwnersList("deny-list", DENIED, tuple(Kind), added="site.deny", dropped="site.undeny")


def add(
    connection: Connection,
    which: OwnersList,
    secret: Secret,
    site_id: str,
    kind: Kind,
    value: str,
    at: int,
    actor: str,
    label: str = "",
    *,
    sure: bool = False,
) -> int:
    """Add an entry, or let one count again; its number. What is listed already keeps its label without a new one.

    Raises `DataError` for what names nobody, or everybody, and for one too many; about `/sure`, unless its owner
    is, for a new phrase that ordinary comments have.
    """
    named(connection, site_id)
    if kind not in which.kinds:
        raise DataError(f"the {which.name} takes no {kind.value}", field=f"/{kind.value}")
    wanted = read(secret, kind, comments.storable(value))
    # Links to a host that everybody can have are worth holding, but they vouch for nobody.
    if wanted.kind is Kind.DOMAIN and (
        is_ending(wanted.words) or (which is ALLOW and is_shared(wanted.words))
    ):
        raise DataError(EVERYBODYS.format(wanted.words), field="/domain")
    new = which.rows.find(connection, site_id, wanted.kind, wanted.key) is None
    if wanted.kind is Kind.PHRASE and new and not sure:
        check_meant(connection, site_id, wanted.words)
    return _put(connection, which, site_id, wanted, at, actor, label)


def add_sender(
    connection: Connection,
    which: OwnersList,
    one: Stored,
    kind: Kind,
    at: int,
    actor: str,
    label: str,
) -> int:
    """Add the e-mail or the network address that a comment came from, of which a hash is all that is kept; its number.

    Raises `DataError` where the comment came without one.
    """
    key = sender_keys(one).get(kind)
    if key is None:
        raise DataError("this comment came without that, so there is nothing to list")
    wanted = Value(kind, key)
    return _put(connection, which, one.site_id, wanted, at, actor, label, comment=one.id)


def sender_keys(one: Stored) -> dict[Kind, int]:
    """What of a comment's sender can be listed: an author without an e-mail address is a name that anybody takes."""
    email = one.author_key if given(one.comment.author_email) else None
    found = {Kind.EMAIL: email, Kind.IP: one.ip_key}
    return {kind: key for kind, key in found.items() if key is not None}


def about_sender(connection: Connection, one: Stored) -> list[tuple[OwnersList, Entry]]:
    """The entries of both lists that are the e-mail or the network address of a comment."""
    keys = sender_keys(one)
    return [
        (which, entry)
        for which in (ALLOW, DENY)
        for kind, key in keys.items()
        if (entry := which.rows.find(connection, one.site_id, kind.value, key)) is not None
    ]


def _put(
    connection: Connection,
    which: OwnersList,
    site_id: str,
    wanted: Value,
    at: int,
    actor: str,
    label: str,
    **detail: str,
) -> int:
    label = " ".join(comments.storable(label).split())
    if len(label) > LABEL:
        raise DataError(f"a label has {LABEL} characters at most", field="/label")
    before = which.rows.find(connection, site_id, wanted.kind, wanted.key)
    label = label or ("" if before is None else before.label)
    if before is None:
        _make_room(connection, which, site_id, wanted.kind)
        number = which.rows.add(
            connection, site_id, wanted.kind.value, wanted.key, words=wanted.words,
            prefix=wanted.prefix, label=label, at=at,
        )  # fmt: skip
    else:
        number = before.id
        which.rows.again(connection, number, label, at)
    journal.note(
        connection, at, actor, which.added, site_id, wanted.words, entry=number,
        kind=wanted.kind.value, label=label, before=_state(before), after=_LISTED, **detail,
    )  # fmt: skip
    return number


def drop(
    connection: Connection, which: OwnersList, site_id: str, entry: int, at: int, actor: str
) -> None:
    """Remove an entry by its number. Raises `DataError` when it is not on this list of this site."""
    named(connection, site_id)
    one = which.rows.numbered(connection, site_id, entry)
    if one is None:
        raise DataError(f"there is no such entry on the {which.name} (any more)", field="/entry")
    which.rows.remove(connection, one.id)
    journal.note(
        connection, at, actor, which.dropped, site_id, one.words, entry=one.id, kind=one.kind,
        label=one.label, before=_state(one), after=_state(None),
    )  # fmt: skip


def remove(
    connection: Connection,
    which: OwnersList,
    secret: Secret,
    site_id: str,
    kind: Kind,
    value: str,
    at: int,
    actor: str,
) -> None:
    """Remove an entry by its value. Raises `DataError` when it is not listed."""
    named(connection, site_id)
    wanted = read(secret, kind, comments.storable(value))
    one = which.rows.find(connection, site_id, wanted.kind, wanted.key)
    if one is None:
        raise DataError(f"this {wanted.kind.value} is not on the {which.name} of {site_id!r}")
    drop(connection, which, site_id, one.id, at, actor)


def outweighed(
    connection: Connection, secret: Secret, site_id: str, kind: Kind, value: str
) -> bool:
    """Whether the allow-list lets in what the deny-list was asked to hold: the same, or a range around an address.

    Of a domain that is allowed together with others in a comment, or a range around a range, it says nothing.
    """
    wanted = read(secret, kind, comments.storable(value))
    if _counts(ALLOW.rows.find(connection, site_id, wanted.kind, wanted.key)):
        return True
    if wanted.kind is not Kind.IP:
        return False
    ranges = of_kind(filter(_counts, ALLOW.rows.of_site(connection, site_id)), Kind.RANGE)
    return bool(around(ranges, value.strip(), secret))


def outweighed_sender(connection: Connection, one: Stored, kind: Kind) -> bool:
    """The same of the address that a comment came from; ranges as they let it in when it came."""
    spoke = one.allowed_ranges if kind is Kind.IP else ()
    return any(
        which is ALLOW and entry.kind == kind.value and _counts(entry)
        for which, entry in about_sender(connection, one)
    ) or any(_counts(ALLOW.rows.numbered(connection, one.site_id, number)) for number in spoke)


def _counts(entry: Entry | None) -> bool:
    return entry is not None and entry.suspended_by is None


def _make_room(connection: Connection, which: OwnersList, site_id: str, kind: Kind) -> None:
    counts = which.rows.counts(connection, site_id)
    if sum(counts.values()) >= ENTRIES:
        raise DataError(f"a site's {which.name} has at most {ENTRIES} entries")
    if kind.value in READ and sum(counts.get(one, 0) for one in READ) >= READ_ENTRIES:
        raise DataError(
            f"a site's {which.name} has at most {READ_ENTRIES} domains, ranges and phrases",
            field=f"/{kind.value}",
        )


def _state(entry: Entry | None) -> str:
    if entry is None:
        return "not listed"
    return _LISTED if entry.suspended_by is None else "suspended"
