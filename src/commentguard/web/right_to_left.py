"""Numbers in texts that run from right to left, kept in the order in which they are dialled.

The groups of a number are set one after the other in the direction of the text around them: in an Arabic
sentence “050 123 4567” would be shown as “4567 123 050”.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/\u00a0]{3,30}\d")
_ISOLATED = Markup('<bdi dir="ltr">{}</bdi>')


def isolated(text: str) -> Markup:
    """`text` escaped, with every number of several groups set apart where the text runs from right to left."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return escape(text)
    pieces: list[Markup] = []
    at = 0
    for match in _NUMBER.finditer(text):
        pieces += [escape(text[at : match.start()]), _ISOLATED.format(match.group())]
        at = match.end()
    return Markup().join([*pieces, escape(text[at:])])
