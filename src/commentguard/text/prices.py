"""Amounts of money: a figure with a sign or a name of a currency beside it."""

from __future__ import annotations

import re

_MONEY = re.compile(r"[$€£₽¥]|\b(?:eur|euros?|usd|gbp|rp|руб\w*|reais|pesos|dollars?|quid|chf)\b")
_PRICE = re.compile(
    r"[$€£₽¥]\s?\d[\d.,]*|\brp\.?\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£₽¥]|(?:eur|euros?|usd|gbp|руб\w*|reais|pesos|dollars?|quid|chf)\b)"
)
_PRICE_BUT_DOLLARS = re.compile(_PRICE.pattern.replace("$", ""))


def names_money(word: str) -> int:
    """1 if a word holds the sign or the name of a currency, 0 if not."""
    return int(bool(_MONEY.search(word)))


def may_be_money(text: str) -> bool:
    """Whether a text holds a currency sign that is no part of any word."""
    return "₽" in text or "¥" in text


def find_prices(text: str, *, dollars: bool) -> list[tuple[int, int]]:
    """Ranges of a folded text that are amounts of money; without `dollars`, its sign is none."""
    return [m.span() for m in (_PRICE if dollars else _PRICE_BUT_DOLLARS).finditer(text)]
