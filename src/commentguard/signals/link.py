"""Links that serve the author.

The oldest comment spam and still the commonest. A link alone says little: readers cite
studies, documentation and their own notes. What counts is company (a solicitation, an offer,
praise that could sit anywhere), whose page it is, and whether the address is hidden from
filters or from readers.

False positives to remember: reference hosts, a contributor's disclosed page below real help,
e-mail addresses that somebody asked for, code and file names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.beside import Ranges
from commentguard.text.document import Document
from commentguard.text.hosts import host_of, registrable
from commentguard.text.lexicon import phrases
from commentguard.text.links import Link, is_reference, is_shortener
from commentguard.verdict import Code, Span

_COMPANY = ("cta", "offer", "superlative", "testimonial", "scam", "bait")
# A bare name is told to readers; a full address is pasted. Only the first keeps company with
# bare imperatives, since "see https://…/table-3" is how studies are cited.
_TOLD = (*_COMPANY, "cta_weak", "offer_weak")
# A reader who was asked, says whose page it is, warns of it or cites it.
_READERS = ("asked", "disclosure", "warning", "citation", "complaint", "commons")
_WITHIN = 120
_FIRE = 0.5
_ADMITTED = 0.35


class LinkSignal:
    """Addresses, by what stands around them and whom they serve."""

    name = "link"
    columns = (
        Column("promo", Code.LINK_PROMO),
        Column("hidden", Code.OBFUSCATED_CONTACT),
        Column("markup", Code.LINK_PROMO),
        Column("count"),
        Column("email"),
        Column("handle"),
        Column("reference", sign=-1),
        Column("author_url"),
        Column("deep", sign=-1),
    )
    wakes = traces.LINK | traces.ANCHOR | traces.AUTHOR_URL
    silent = Reading.nothing(9)

    def read(self, doc: Document) -> Reading:
        author_url = float(bool(doc.comment.author_url))
        links: Sequence[Link] = doc.links
        if links and doc.comment.permalink:
            links = [link for link in links if not _to_this_page(doc, link)]
        if not links and not doc.anchors:
            return self.silent if not author_url else _ONLY_AUTHOR
        spans: dict[Code, list[Span]] = {}
        quoted = Ranges(doc.quotes)
        promo = hidden = 0.0
        cited = 0
        for link in links:
            value = self_serving(doc, link)
            if quoted.hold(link.start, link.end):
                value *= _ADMITTED
            if link.hidden:
                hidden = max(hidden, value)
            else:
                promo = max(promo, value)
            if is_reference(link):
                cited += 1
            elif value > 0:
                code = Code.OBFUSCATED_CONTACT if link.hidden else Code.LINK_PROMO
                spans.setdefault(code, []).append(doc.span(link.start, link.end))
        markup = 0.0
        for anchor in doc.anchors:
            host, _ = host_of(anchor.url)
            if host and not is_reference(Link(0, 0, "url", host, registrable(host))):
                markup = 1.0
                spans.setdefault(Code.LINK_PROMO, []).append(Span(anchor.start, anchor.end))
        # A handle that addresses a reader leads nowhere.
        kinds = [link.kind for link in links if not (link.kind == "handle" and _mention(doc, link))]
        values = (
            promo,
            hidden,
            markup,
            # What is cited adds to no heap of links.
            min(1.0, (len(kinds) - cited + len(doc.anchors)) / 4),
            float("email" in kinds),
            float("handle" in kinds),
            float(cited > 0),
            author_url,
            float(any(_deep(link) for link in links)),
        )
        # An address that serves nobody by itself is still where an advert leads.
        strong = {Code.LINK_PROMO: max(promo, markup), Code.OBFUSCATED_CONTACT: hidden}
        fired = tuple(code for code in spans if strong[code] >= _FIRE)
        faint = tuple(code for code in spans if strong[code] < _FIRE)
        return Reading(values, {code: tuple(found) for code, found in spans.items()}, fired, faint)


# The last part of an address that is long enough to be one page's and nobody else's.
_PAGE = re.compile(r"[/=]([\w-]{6,200})/?(?:[#?].*)?$")
_ONLY_AUTHOR = Reading((0.0,) * 7 + (1.0, 0.0))


def self_serving(doc: Document, link: Link) -> float:
    """From 0 (a citation) to 1 (an address that readers are sent to for the author's gain)."""
    if link.kind == "handle" and _mention(doc, link):
        value = 0.0
    elif link.kind == "handle":
        value = 0.1 + 0.5 * _company(doc, link, ("cta", "contact", "bait", "offer", "scam"))
    elif is_reference(link):
        value = 0.05
    else:
        pasted = doc.text.startswith("http", link.start)
        value = 0.35 + 0.4 * _company(doc, link, _COMPANY if pasted else _TOLD)
        value -= 0.2 * _deep(link)
        value += 0.3 * is_shortener(link) + 0.2 * _is_authors(doc, link) + 0.2 * _sells(link)
        value += 0.15 * (link.host.rpartition(".")[2] in phrases("shared", "spam_tlds"))
        if doc.hits["praise"] and len(doc.words) < 60:
            value += 0.25
        if link.hidden:
            value += 0.25
    if doc.hits.any_of(_READERS):
        value *= _ADMITTED if not link.hidden else 0.6
    return min(1.0, max(0.0, value))


def _company(doc: Document, link: Link, classes: tuple[str, ...]) -> bool:
    return doc.hits.any_near(classes, link.start, link.end, _WITHIN)


def _mention(doc: Document, link: Link) -> bool:
    """Whether a handle addresses another reader: first in its line, or followed by a colon."""
    before = doc.text[: link.start].rstrip(" ")
    return not before or before.endswith("\n") or doc.text.startswith((":", ","), link.end)


def _deep(link: Link) -> bool:
    """Whether the address points at one document, as citations do, and not at a shop's door."""
    return link.kind == "url" and (link.path.count("/") >= 2 or any(map(str.isdigit, link.path)))


def _to_this_page(doc: Document, link: Link) -> bool:
    """Whether a link leads to the very post that it stands under: shared, not advertised."""
    page = _PAGE.search(doc.comment.permalink[:500])
    return page is not None and page[1].lower() in link.path


def _is_authors(doc: Document, link: Link) -> bool:
    host, _ = host_of(doc.comment.author_url) if doc.comment.author_url else ("", "")
    return bool(host) and registrable(host) == link.domain


def _sells(link: Link) -> bool:
    """Whether the host's own name says what it sells ("cheap-tiles-shop.example")."""
    parts = link.host.replace(".", "-").split("-")
    return any(part in phrases("en", "trade") for part in parts if len(part) > 3)
