"""Emoji that point readers at a contact: "👉 shop.example", "📞 01632 960 148".

Adverts of the 2020s, and machine-written ones above all, set a hand, a telephone or an envelope
before the address. Readers scatter emoji too, but rarely a telephone in front of a number.

False positives to remember: a hand that points at nothing, a telephone in a joke, a helpline,
lists with ticks.
"""

from __future__ import annotations

import re

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code

_POINTER = re.compile("[👉👇☎📞📱📲✆📧✉💌🛒🔗]")
# The address stands right behind its sign, at most a short label between.
_BEFORE = 25


class EmojiPointer:
    """Pointing emoji right before a number or an address that is not a public one."""

    name = "emoji_pointer"
    columns = (Column("pointing", Code.CALL_TO_ACTION),)
    wakes = traces.FOREIGN
    silent = Reading.nothing(1)

    def read(self, doc: Document) -> Reading:
        # Most of what is outside ASCII is no sign of pointing, and asks for no contacts.
        signs = list(_POINTER.finditer(doc.text))
        if not signs:
            return self.silent
        found = tuple(
            doc.span(sign.start(), sign.end())
            for sign in signs
            if doc.contacts.begin(sign.end(), sign.end() + _BEFORE)
        )
        if not found:
            return self.silent
        value = min(1.0, 0.5 + 0.25 * len(found))
        return Reading((value,), {Code.CALL_TO_ACTION: found}, (Code.CALL_TO_ACTION,))
