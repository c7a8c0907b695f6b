"""Who signs: a person, or a business and its keywords.

"Car Detailing Perth WA" is not a name. Search-engine spam puts its keyword where the name
goes because platforms turn the name into a link.

False positives to remember: surnames that are trades, hyphenated and double names, "Dr Lee",
"London Mum", project handles, letters behind a name, the site's own people.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from commentguard.evidence import Column, Reading
from commentguard.text.document import Document
from commentguard.text.folding import fold
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import phrases, spaced
from commentguard.text.links import host_of, known_ending
from commentguard.text.places import find_places
from commentguard.text.similarity import topic
from commentguard.verdict import Code

_TRADE, _ADDRESS, _DIGITS, _PLACE, _WORDY, _CAPITALS = 0.7, 0.7, 0.4, 0.3, 0.15, 0.15
_OWN_DOMAIN, _POST_TITLE = 0.3, 0.3
_FIRE = 0.5
_MANY_WORDS = 4
_STAFF = frozenset({"administrator", "admin", "editor", "author", "owner", "moderator", "contributor"})
_HOST = re.compile(r"\b[\w-]+\.[a-z]{2,12}\b")


class Author:
    """How much the author name reads like a business, and what the platform knows of them."""

    name = "author"
    columns = (
        Column("business", Code.BUSINESS_AUTHOR),
        Column("person", sign=-1),
        Column("nameless"),
        Column("approved", sign=-1),
        Column("staff", sign=-1),
    )

    def read(self, doc: Document) -> Reading:
        comment = doc.comment
        approved = min(1.0, (comment.author_approved or 0) / 3)
        staff = float(comment.author_role.lower() in _STAFF)
        if not comment.author.strip():
            return Reading((0.0, 0.0, 1.0, approved, staff))
        host, _ = host_of(comment.author_url) if comment.author_url else ("", "")
        business = _business(comment.author[:200], host, comment.post_title[:500])
        person = float(_is_person(comment.author[:200]) and business < _FIRE)
        values = (business, person, 0.0, approved, staff)
        fired = (Code.BUSINESS_AUTHOR,) if business >= _FIRE else ()
        return Reading(values, {}, fired)


@lru_cache(maxsize=4096)
def _business(name: str, host: str, post_title: str) -> float:
    """From 0 (a person) to 1 (a business): evidence added up, capped."""
    folded = fold(name).text
    words = spaced(folded).split()
    if not words:
        return 0.0
    found = _HOST.search(folded)
    value = _TRADE * _names_trade(words)
    value += _ADDRESS * ("://" in folded or bool(found and known_ending(found.group())))
    value += _DIGITS * (sum(map(str.isdigit, folded)) >= 6)
    capitals = [m.start() for m in re.finditer(r"\b\w", folded)]
    people = sum(word in _given_names() for word in words)
    if len(words) > 1 and not people:
        value += _PLACE * bool(find_places(folded, spaced(folded), capitals))
    value += _WORDY * (len(words) >= _MANY_WORDS)
    value += _CAPITALS * (name.isupper() and len(words) > 1)
    parts = set(re.split(r"[.\-]", host)) if host else set()
    squeezed = "".join(words)
    if len(squeezed) > 5 and host and (squeezed in host.replace("-", "") or parts & set(words) - _given_names()):
        value += _OWN_DOMAIN * (len(words) > 1 and not people)
    if len(words) > 1 and len({w[:6] for w in words} & topic(post_title)) >= 2:
        value += _POST_TITLE
    if people and not _names_trade(words):
        value *= 0.5
    return min(1.0, value)


def _names_trade(words: list[str]) -> bool:
    """Whether a trade or keyword phrase of any language stands in the name."""
    joined = f" {' '.join(words)} "
    return any(
        f" {phrase} " in joined
        for size in (1, 2, 3)
        for phrase in (" ".join(words[k : k + size]) for k in range(len(words) - size + 1))
        if phrase in _trades()
    )


@cache
def _trades() -> frozenset[str]:
    return frozenset[str]().union(*(phrases(code, "trade") for code in LANGUAGES))


@cache
def _given_names() -> frozenset[str]:
    return frozenset[str]().union(*(phrases(code, "given_names") for code in LANGUAGES))


def _is_person(name: str) -> bool:
    words = spaced(fold(name).text).split()
    return bool(words) and len(words) <= 4 and words[0] in _given_names()
