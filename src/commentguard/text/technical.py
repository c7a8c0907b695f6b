"""Whether a text is technical: formulas, code, terminal output.

Dollar signs enclose formulas, slashes and digits stand inside words, class names are joined of two
words, and a matrix is a run of short items: four disguises of an advert that a physicist wears to
work. The trap: anybody may add formulas to an advert, so only signals that read *form* ask here;
offers, contacts and addresses count as they always do.
"""

from __future__ import annotations

from itertools import chain

_ENOUGH = 3
# Said in programs and hardly in prose, each under a sign that it holds and most prose does not;
# braces alone are the leaked templates of spammers.
_CODE = {
    "=": (" = ", "==", "=>"),
    "(": ("()",),
    ">": ("->", ">>>"),
    ":": ("::",),
    "\n": ("\nimport ", "\nfrom "),
    "<": ("</",),
}


def is_technical(text: str) -> bool:
    """Whether `text` holds a few commands of TeX or signs of code: counted, so linear and cheap."""
    if text.count("\\") >= _ENOUGH:
        return True
    told = [said for sign, said in _CODE.items() if sign in text]
    return sum(map(text.count, chain.from_iterable(told))) >= _ENOUGH
