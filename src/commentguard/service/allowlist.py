"""Whom a site lets in whatever the model says, and what ends that.

An e-mail address and a domain are what a commenter claims: whoever knows that a regular is on the list
can sign with their address. So the list is as strong as its weakest entry, and a person's spam decision
about a comment that an entry speaks for suspends that entry until the decision is taken back.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.fingerprints import Fingerprint, author_key, ip_key
from commentguard.service.host_names import in_ascii
from commentguard.service.secret import Secret
from commentguard.service.sites import named
from commentguard.storage import allowed, journal
from commentguard.storage.allowed import Entry
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import Correction
from commentguard.text.document import Document
from commentguard.text.links import Link, host_of
from commentguard.verdict import Action, Verdict

DOMAINS = 500
"""Domains a site may list: they are read for every comment."""

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_LISTED = "listed"
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")


class Kind(StrEnum):
    """What an entry is about."""

    EMAIL = "email"
    DOMAIN = "domain"
    IP = "ip"


def add(
    connection: Connection,
    secret: Secret,
    site_id: str,
    kind: Kind,
    value: str,
    at: int,
    actor: str,
) -> None:
    """Add an entry, or let a suspended one count again. Raises `DataError` for what names nobody."""
    named(connection, site_id)
    key, domain = _keyed(secret, kind, value)
    listed = {(one.kind, one.key): one for one in allowed.of_site(connection, site_id)}
    before = listed.get((kind.value, key))
    if domain and before is None and sum(bool(one.domain) for one in listed.values()) >= DOMAINS:
        raise DataError(f"a site lists at most {DOMAINS} domains", field="/domain")
    allowed.add(connection, site_id, kind.value, key, domain, at)
    journal.note(
        connection, at, actor, "site.allow", site_id, domain, kind=kind.value,
        before=_state(before), after=_LISTED,
    )  # fmt: skip


def drop(connection: Connection, site_id: str, entry: int, at: int, actor: str) -> None:
    """Remove an entry by its number: of an e-mail or network address nobody has kept the value."""
    listed = {one.id: one for one in allowed.of_site(connection, site_id)}
    if entry not in listed:
        raise DataError("there is no such entry on the list (any more)")
    one = listed[entry]
    allowed.remove(connection, site_id, one.kind, one.key)
    journal.note(
        connection, at, actor, "site.disallow", site_id, one.domain, kind=one.kind,
        before=_state(one), after=_state(None),
    )  # fmt: skip


def remove(
    connection: Connection,
    secret: Secret,
    site_id: str,
    kind: Kind,
    value: str,
    at: int,
    actor: str,
) -> None:
    """Remove an entry. Raises `DataError` when it is not listed."""
    named(connection, site_id)
    key, _ = _keyed(secret, kind, value)
    for one in allowed.of_site(connection, site_id):
        if (one.kind, one.key) == (kind.value, key):
            return drop(connection, site_id, one.id, at, actor)
    raise DataError(f"this {kind.value} is not on the list of {site_id!r}")


def _state(entry: Entry | None) -> str:
    if entry is None:
        return "not listed"
    return _LISTED if entry.suspended_by is None else "suspended"


def lets_in(connection: Connection, site_id: str, comment: Comment, print_: Fingerprint) -> str:
    """The kind of entry that lets this comment in; empty if there is none."""
    found = allowed.candidates(connection, site_id, print_.author, print_.ip)
    for kind in Kind:
        if _speaking([one for one in found if one.suspended_by is None], kind, comment):
            return kind.value
    return ""


def let_in(verdict: Verdict, kind: str) -> Verdict:
    """`verdict` with publishing as its action; label and weights stay the model's."""
    note = f"this author's {kind} is on the site's allow-list"
    return replace(verdict, action=Action.PUBLISH, notes=(*verdict.notes, note))


def decided(connection: Connection, correction: Correction, stored: Stored) -> None:
    """Suspend what spoke for a comment that a person rejects; an undo restores it."""
    at, actor, site_id = correction.created_at, correction.actor, stored.site_id
    if correction.undoes is not None:
        for entry in allowed.restore(connection, site_id, correction.undoes):
            journal.note(connection, at, actor, "site.allow.restore", site_id, entry=entry)
        return
    if correction.status_after != Status.REJECTED.value:
        return
    found = allowed.candidates(connection, site_id, stored.author_key, stored.ip_key)
    standing = [one for one in found if one.suspended_by is None]
    for kind in Kind:
        for one in _speaking(standing, kind, stored.comment):
            allowed.suspend(connection, one.id, correction.id)
            journal.note(
                connection, at, actor, "site.allow.suspend", site_id, stored.id, entry=one.id
            )


def _speaking(entries: list[Entry], kind: Kind, comment: Comment) -> list[Entry]:
    """The entries of this kind that speak for the comment."""
    mine = [one for one in entries if one.kind == kind.value]
    if kind is not Kind.DOMAIN or not mine:
        return mine
    hosts = _hosts(comment)
    speaking = {host: [one for one in mine if _within(host, one.domain)] for host in hosts}
    # One strange address among friends is what an advertiser would send.
    if not all(speaking.values()):
        return []
    return list({one.id: one for some in speaking.values() for one in some}.values())


def _hosts(comment: Comment) -> set[str]:
    """Every host the comment leads to; what cannot be read as one stands for itself.

    Read where the comment has it, and not in the folded text: there letters that look alike are alike,
    and an address in Cyrillic letters would be the listed one.
    """
    document = Document(Comment(text=comment.text))
    hosts = {_written(document, link) for link in document.links}
    hosts |= {host_of(anchor.url)[0] for anchor in document.anchors}
    if document.truncated:
        # What lies beyond was not looked at.
        hosts.add("")
    if address := comment.author_url.strip():
        hosts.add(host_of(address)[0])
    return {in_ascii(host) for host in hosts}


def _written(document: Document, link: Link) -> str:
    span = document.span(link.start, link.end)
    return host_of(document.comment.text[span.start : span.end])[0]


def _within(host: str, domain: str) -> bool:
    # A backslash ends a host for browsers and not for us: nothing but a plain host is compared.
    plain, domain = _HOST.fullmatch(host) is not None, in_ascii(domain)
    return plain and (host == domain or host.endswith(f".{domain}"))


def _keyed(secret: Secret, kind: Kind, value: str) -> tuple[int, str]:
    """The key of a value, and the domain where it is one."""
    value = value.strip()
    if kind is Kind.EMAIL:
        key = author_key(Comment(text="", author_email=value), secret)
        if key is None or not _EMAIL.fullmatch(value):
            raise DataError("an e-mail address looks like ann@reader.example", field="/email")
        return key, ""
    if kind is Kind.IP:
        key = ip_key(value, secret)
        try:
            ipaddress.ip_address(value)
        except ValueError:
            key = None
        if key is None:
            raise DataError("a network address looks like 203.0.113.9 or 2001:db8::9", field="/ip")
        return key, ""
    domain = in_ascii(value).strip(".").removeprefix("www.")
    if len(domain) > 253 or not _HOST.fullmatch(domain):
        raise DataError("a domain looks like reader.example, without https://", field="/domain")
    return secret.number("domain", domain), domain
