"""What somebody types into a search, taken apart into words and numbers."""

from __future__ import annotations

import re

from commentguard.storage.letters import folded

# Every word reads the texts once more.
_MOST = 12
# A number as people write it: beyond this length its digits count, and not what stands between them.
_NUMBER = re.compile(r"(?<!\S)\+?\(?[0-9][0-9 ().\-/\u00a0]{3,}[0-9](?!\S)")
_DIGITS_APART = 7


def sought_words(text: str) -> tuple[list[str], dict[str, list[str]]]:
    """The words of a search and its numbers, each by its digits with the groups in which it was written.
    The trap: "01632 960 148" is one number, "2019 2020" are two years, and nothing tells them apart.
    """
    numbers: dict[str, list[str]] = {}

    def taken(found: re.Match[str]) -> str:
        written = found[0].strip("+(")
        digits = re.sub("[^0-9]", "", written)
        if digits != written and len(digits) < _DIGITS_APART:
            return found[0]
        numbers[digits] = re.findall("[0-9]+", written)
        return " "

    rest = _NUMBER.sub(taken, text)
    words = [word for word in dict.fromkeys(map(folded, rest.split())) if word]
    return words[:_MOST], dict(list(numbers.items())[:_MOST])
