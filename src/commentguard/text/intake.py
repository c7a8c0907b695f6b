"""The door: whatever a stranger sent becomes text of bounded size that every stage can bear.

Decode, cap, scrub; once, and before anything else looks. Costs further in grow with length,
and several libraries raise on lone surrogates or stop at NUL, so neither may get past here.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from commentguard.text.offsets import IDENTITY, Builder, OffsetMap
from commentguard.verdict import Span

CAP = 16 * 1024
"""Bytes of UTF-8 that are scored. A longer comment is read at its head and its tail, and is not
published by what those say (`scoring.rules`)."""

_HEAD = 12 * 1024
# Adverts put the pitch first or the contact last; the middle is what padding fills.
_TAIL = CAP - _HEAD

_UNSAFE = re.compile("[\x00\ud800-\udfff]")


class Intake(NamedTuple):
    """Text that is safe to read, and the way back to the text as received."""

    text: str
    offsets: OffsetMap
    truncated: bool


def decode(raw: bytes, charset: str = "utf-8") -> str:
    """Bytes to text, never failing: the charset as declared, else UTF-8, else Latin-1.

    Latin-1 accepts every byte, so nothing is lost; a wrong guess shows as odd letters to the
    moderator instead of as an error to the visitor.
    """
    for name in (charset, "utf-8"):
        try:
            codecs.lookup(name)
            return raw.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def is_admitted(text: str) -> bool:
    """Whether `admit` would leave `text` as it is, if it is short enough to be sure at once."""
    return len(text) * 4 <= CAP and _is_safe(text)


def admit(text: str) -> Intake:
    """Cap `text` at `CAP` bytes and scrub what breaks readers further in.

    NUL is dropped (it would split words that readers see whole), a lone surrogate becomes
    U+FFFD in place. The cut falls between code points.
    """
    head, tail, truncated = _ends(text)
    if not truncated and _is_safe(text):
        return Intake(text, IDENTITY, truncated=False)
    out = Builder()
    _scrub(out, head, 0)
    if truncated:
        # A line break keeps the last word of the head and the first of the tail apart.
        out.replace("\n", len(text) - len(tail) - 1, 1)
        _scrub(out, tail, len(text) - len(tail))
    scrubbed, offsets = out.finish()
    return Intake(scrubbed, offsets, truncated)


def unread(text: str) -> Span | None:
    """What of `text`, as received, lies beyond the cap and is never looked at."""
    head, tail, truncated = _ends(text)
    return Span(len(head), len(text) - len(tail)) if truncated else None


def _ends(text: str) -> tuple[str, str, bool]:
    """The head and the tail that are read, and whether something lies between them."""
    if len(text) * 4 > CAP:
        encoded = text.encode("utf-8", "surrogatepass")
        if len(encoded) > CAP:
            head = encoded[:_HEAD].decode("utf-8", "ignore")
            return head, encoded[-_TAIL:].decode("utf-8", "ignore"), True
    return text, "", False


def _is_safe(text: str) -> bool:
    return "\x00" not in text if text.isascii() else not _UNSAFE.search(text)


def _scrub(out: Builder, text: str, origin: int) -> None:
    last = 0
    for match in _UNSAFE.finditer(text):
        out.copy(text[last : match.start()], origin + last)
        if match.group() != "\x00":
            out.copy("\ufffd", origin + match.start())
        last = match.end()
    out.copy(text[last:], origin + last)
