"""Addresses under the endings of real ones, for half of our own training comments.

Our own writing may only name addresses that nobody can own (`.example`, `.test`, `.invalid`). A model
learns whatever stands in its data: that adverts end in *example*, and that an address which ends in *com* is
no advert's. So the comments under every other post are fitted with an ending of those that real adverts have,
one a post. Nothing of it is written down, resolved or fetched: what is left of an address in a model is
n-grams in buckets, for a model proves itself with comments that are `as_written`. Leaving the reserved endings
without weight was refused (docs/experiments/0034).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

_COMMON = ("com", "com", "com", "com", "net", "org", "info", "biz", "shop", "online", "co", "io")
_AT_HOME: Mapping[str, tuple[str, ...]] = {
    "en": ("co.uk", "com", "com.au", "us"), "de": ("de", "de", "at", "ch"), "nl": ("nl", "nl", "be"),
    "es": ("es", "es", "com.mx", "com.ar"), "pt": ("com.br", "com.br", "pt"), "fr": ("fr", "fr", "be", "ca"),
    "it": ("it", "it", "eu"), "ru": ("ru", "ru", "рф"), "id": ("co.id", "id", "my.id"),
}  # fmt: skip
_WRITTEN = re.compile(
    r"(?<=[\w-])\.(?:example\.(?:com|net|org)|example|test|invalid)\b"
    r"|(?<=[\W_])(?P<dot>(?:dot|punkt|punto|punt|point|ponto|titik|точка)[\s)\]}>_*/-]{1,3})example\b",
    re.IGNORECASE,
)
_FIELDS = ("text", "author", "author_email", "author_url", "parent_text", "post_text", "evidence")


def as_written(lang: str, title: str) -> bool:
    """Whether the comments under a post keep the endings that their files have."""
    return _drawn(lang, title) % 2 == 1


def _drawn(lang: str, title: str) -> int:
    post = f"ending/{lang}/{title}".encode("utf-8", "replace")
    return int.from_bytes(sha256(post).digest()[:4], "big")


def varied(record: Mapping[str, Any]) -> dict[str, Any]:
    """`record`, in our own layout, with another ending in all its addresses, or as it is."""
    lang, title = str(record.get("lang", "")), str(record.get("post_title", ""))
    if as_written(lang, title):
        return dict(record)
    drawn = _drawn(lang, title)
    choice = (*_COMMON, *_AT_HOME.get(lang, ()) * 3)
    ending = choice[drawn // 2 % len(choice)]

    def moved(value: Any) -> Any:
        if isinstance(value, str):
            return _WRITTEN.sub(lambda found: f"{found['dot'] or '.'}{ending}", value)
        if isinstance(value, list):
            return [moved(one) for one in value]
        if isinstance(value, dict):
            return {name: moved(one) for name, one in value.items()}
        # To be named by whoever reads the record (`corpora.own_row`).
        return value

    return {**record, **{name: moved(record[name]) for name in _FIELDS if name in record}}
