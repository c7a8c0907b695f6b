"""Domains on a site's lists, and the hosts that a comment leads to.

A host is looked up by its endings, so that neither many domains nor many links cost more than both do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commentguard.comment import Comment
from commentguard.service.entries import HOST
from commentguard.service.host_names import in_ascii
from commentguard.storage.listed import Entry
from commentguard.text.document import Document
from commentguard.text.hosts import host_of
from commentguard.text.links import Link
from commentguard.verdict import Span

# As many labels as a domain on a list can have.
_LABELS = 9


def all_within(entries: Sequence[Entry], comment: Comment) -> list[Entry]:
    """The domains that speak for a comment: those it leads to, if it leads nowhere else.

    Read where the comment has it, and not in the folded text: there letters that look alike are alike,
    and an address in Cyrillic letters would be the listed one.
    """
    if not entries:
        return []
    document = Document(Comment(text=comment.text), slips=False)
    hosts = _written(document, comment)
    if document.truncated:
        # What lies beyond was not looked at.
        hosts.add("")
    listed = _listed(entries)
    # A backslash ends a host for browsers and not for us: nothing but a plain host is compared.
    plain = [in_ascii(host) for host in hosts]
    speaking = [_within(host, listed) if HOST.fullmatch(host) else [] for host in plain]
    # One strange address among friends is what an advertiser would send.
    return _once(speaking) if all(speaking) else []


def any_within(entries: Sequence[Entry], comment: Comment) -> list[Entry]:
    """The domains that speak against a comment: one address is enough, and a disguise is no help."""
    if not entries:
        return []
    document = Document(Comment(text=comment.text), slips=False)
    hosts = _written(document, comment) | {link.host for link in document.links}
    listed = _listed(entries)
    return _once(_within(in_ascii(host).strip("."), listed) for host in hosts)


def places(entry: Entry, comment: Comment) -> list[Span]:
    """Where in the text as received the comment leads to this domain."""
    document = Document(Comment(text=comment.text), slips=False)
    listed = _listed([entry])

    def leads(host: str) -> bool:
        return bool(_within(in_ascii(host).strip("."), listed))

    found = [
        document.span(link.start, link.end)
        for link in document.links
        if leads(link.host) or leads(_as_written(document, link))
    ]
    found += [
        Span(anchor.start, anchor.end)
        for anchor in document.anchors
        if leads(host_of(anchor.url)[0])
    ]
    return found


def _written(document: Document, comment: Comment) -> set[str]:
    """Every host the comment leads to, as it writes it; what cannot be read as one is empty."""
    hosts = {_as_written(document, link) for link in document.links}
    hosts |= {host_of(anchor.url)[0] for anchor in document.anchors}
    if address := comment.author_url.strip():
        hosts.add(host_of(address)[0])
    return hosts


def _as_written(document: Document, link: Link) -> str:
    span = document.span(link.start, link.end)
    return host_of(document.comment.text[span.start : span.end])[0]


def _listed(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    listed: dict[str, list[Entry]] = {}
    for one in entries:
        listed.setdefault(in_ascii(one.words), []).append(one)
    return listed


def _within(host: str, listed: dict[str, list[Entry]]) -> list[Entry]:
    labels = host.split(".")[-_LABELS:]
    endings = (".".join(labels[start:]) for start in range(len(labels)))
    return [one for ending in endings for one in listed.get(ending, ())]


def _once(found: Iterable[list[Entry]]) -> list[Entry]:
    return list({one.id: one for some in found for one in some}.values())
