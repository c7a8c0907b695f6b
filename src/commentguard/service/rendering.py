"""A comment and what a page made of it are the same comment.

Platforms keep a comment as it was typed, as their page shows it (`Don&#039;t`, paragraphs, line breaks), or
as their filters left it, and report it in another form than they had it checked in.
"""

from __future__ import annotations

import html
import re

from commentguard.text.markup import may_hold_markup, strip

# Without their scheme, or that which one page links and another does not would tell them apart.
_ADDRESS = re.compile(
    r"(?://|\bwww\.|\b(?:mailto|tel|sms|skype|whatsapp|viber):)[^\s\"'<>\[\]]{1,1000}",
    re.IGNORECASE,
)


def as_read(text: str) -> str:
    """`text` as its readers see it, and behind that the addresses which markup hides from them.

    Without these, the same words under another link would be the same comment.
    """
    if not may_hold_markup(text):
        return text
    visible = strip(text).text
    shown = set(_addresses(visible))
    hidden = [one for one in _addresses(html.unescape(text)) if one not in shown]
    return "\n".join([visible, *dict.fromkeys(hidden)])


def _addresses(text: str) -> list[str]:
    return [match.group().casefold().rstrip("/.,;:!?)") for match in _ADDRESS.finditer(text)]
