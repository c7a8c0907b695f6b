"""Addresses under the endings of real ones, for half of our own training comments.

Our own writing may only name addresses that nobody can own (`.example`, `.test`, `.invalid`). A model
learns whatever stands in its data: that adverts end in *example*, and that an address which ends in *com* is
no advert's. So the comments under every other post are fitted with an ending of those that real adverts have,
one a post. Nothing of it is resolved or fetched, and the files stay as they are. The trap: a model keeps n-grams
in buckets of it, but also the comments it proves itself with, as they were fitted. Leaving the reserved endings without weight was refused (docs/experiments/0034).
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
_FIELDS = ("text", "author", "author_email", "author_url", "parent_text", "post_text")


def varied(record: Mapping[str, Any]) -> dict[str, Any]:
    """`record`, in our own layout, with another ending in all its addresses, or as it is."""
    post = f"{record.get('lang', '')}/{record.get('post_title', '')}"
    drawn = int.from_bytes(sha256(f"ending/{post}".encode("utf-8", "replace")).digest()[:4], "big")
    if drawn % 2:
        return dict(record)
    choice = (*_COMMON, *_AT_HOME.get(str(record.get("lang", "")), ()) * 3)
    ending = choice[drawn // 2 % len(choice)]

    def moved(text: str) -> str:
        return _WRITTEN.sub(lambda found: f"{found['dot'] or '.'}{ending}", text)

    evidence = record.get("evidence")
    if isinstance(evidence, Mapping):
        evidence = {code: [moved(quote) for quote in quotes] for code, quotes in evidence.items()}
    fields = {name: moved(record[name]) for name in _FIELDS if isinstance(record.get(name), str)}
    return {**record, **fields, "evidence": evidence}
