"""Formulas and code are told from prose, and templates of spammers are neither."""

from __future__ import annotations

import pytest

from commentguard.text.technical import is_technical

TECHNICAL = [
    r"Let $x_1 \in S$ and $\alpha \le \beta$, then the claim holds.",
    "\nfrom bread import Loaf\nloaf = Loaf()\nloaf.bake() -> crumb",
    ">>> knead(3)\n>>> rest = 40\n>>> print(rest == 40)",
]
PROSE = [
    "We bake on Fridays, 40 minutes at 220, and the crumb is fine.",
    "C:\\bread is where I keep the log",
    "shrug ¯\\_(ツ)_/¯ whatever",
    "{I have|I've} been {surfing|browsing} on-line {more than|over} {three|2} hours",
    "roof repair Leeds = best, call us",
    "Labels: slate roofer, flat roof, roof repair, gutter",
    "",
]


@pytest.mark.parametrize("text", TECHNICAL)
def test_formulas_and_code(text: str) -> None:
    assert is_technical(text)


@pytest.mark.parametrize("text", PROSE)
def test_prose(text: str) -> None:
    assert not is_technical(text)
