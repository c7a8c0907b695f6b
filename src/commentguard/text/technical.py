"""Whether a text is technical: formulas, code, terminal output.

Dollar signs enclose formulas, slashes and digits stand inside words, class names are joined of two
words, and a matrix is a run of short items: four disguises of an advert that a physicist wears to
work. The trap: anybody may add formulas to an advert, so only signals that read *form* ask here;
offers, contacts and addresses count as they always do.
"""

from __future__ import annotations

_ENOUGH = 3
# Said in programs and hardly in prose; braces alone are the leaked templates of spammers.
_CODE = (" = ", "==", "()", "->", "=>", "::", "\nimport ", "\nfrom ", ">>>", "</")


def is_technical(text: str) -> bool:
    """Whether `text` holds a few commands of TeX or signs of code: counted, so linear and cheap."""
    if text.count("\\") >= _ENOUGH:
        return True
    return sum(map(text.count, _CODE)) >= _ENOUGH
