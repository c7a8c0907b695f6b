"""Whether a name is a person's or a business's.

Shared by the signals that need to know who speaks. Evidence is added up: trade words, an
address, many digits, a place, many words, capitals, the author's own domain, the post's own
keywords; given names speak against. Constants from hand-made lists of author names.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from commentguard.text.folding import fold
from commentguard.text.hosts import known_ending
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import phrases, spaced
from commentguard.text.places import find_places
from commentguard.text.similarity import topic

_TRADE, _ADDRESS, _DIGITS, _PLACE, _WORDY, _CAPITALS = 0.7, 0.7, 0.4, 0.3, 0.15, 0.15
_OWN_DOMAIN, _POST_TITLE = 0.3, 0.3
_SHORTHAND, _PAIR = 0.6, 0.5
_MANY_WORDS = 4
# "pens4u", "felgen24", "shop24": how shops, and hardly anybody else, sign.
_FOR_YOU = re.compile(r"[a-z]{3}(?:4u|24|247|365|4you)\b")
_MAX_NAME = 200
_HOST = re.compile(r"\b[\w-]+(?:\.[\w-]+){0,3}\.[a-z]{2,12}\b")


@lru_cache(maxsize=4096)
def business_name(name: str, host: str, post_title: str) -> float:
    """From 0 (a person) to 1 (a business). `host` is that of the author's URL, "" if none."""
    folded = fold(name[:_MAX_NAME]).text
    words = spaced(folded).split()
    if not words:
        return 0.0
    traded = _names_trade(words)
    value = _TRADE * traded
    value += _ADDRESS * ("://" in folded or any(map(known_ending, _HOST.findall(folded))))
    value += _DIGITS * (sum(map(str.isdigit, folded)) >= 6)
    value += _SHORTHAND * bool(_FOR_YOU.search(folded))
    people = sum(word in given_names() for word in words)
    value += _PAIR * ("&" in folded and not people)
    if len(words) > 1 and not people:
        initials = [m.start() for m in re.finditer(r"\b\w", folded)]
        value += _PLACE * bool(find_places(folded, spaced(folded), initials))
    value += _WORDY * (len(words) >= _MANY_WORDS)
    value += _CAPITALS * (name.isupper() and len(words) > 1)
    if host and len(words) > 1 and not people and "".join(words) in host.replace("-", ""):
        value += _OWN_DOMAIN
    if len(words) > 1 and len({w[:6] for w in words} & topic(post_title)) >= 2:
        value += _POST_TITLE
    if people and not traded:
        value *= 0.5
    return min(1.0, value)


def person_name(name: str) -> bool:
    """Whether `name` begins with a given name and is no longer than names are."""
    words = spaced(fold(name[:_MAX_NAME]).text).split()
    return bool(words) and len(words) <= 4 and words[0] in given_names()


@cache
def given_names() -> frozenset[str]:
    return frozenset[str]().union(*(phrases(code, "given_names") for code in LANGUAGES))


def _names_trade(words: list[str]) -> bool:
    trades = _trades()
    return any(
        " ".join(words[k : k + size]) in trades
        for size in (1, 2, 3)
        for k in range(len(words) - size + 1)
    )


@cache
def _trades() -> frozenset[str]:
    return frozenset[str]().union(*(phrases(code, "trade") for code in LANGUAGES))
