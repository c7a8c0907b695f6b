"""Numbers in words: which words name digits, and where enough of them follow each other to be rung.

"Ring oh seven seven double one" is how a number passes whoever looks for digits.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from commentguard.text.folding import fold_phrase
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import lines

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]+")

MIN_SPELLED = 3
"""Words that are digits; fewer hide no number."""


def spelled_digits(word: str) -> int:
    """How many parts of a folded word are the names of digits."""
    table = _digit_words()
    # Most words are one part.
    return (
        int(word in table)
        if word.isalpha()
        else sum(map(table.__contains__, _LETTERS.findall(word)))
    )


def passes_for_digits(word: str) -> bool:
    """Whether nothing in a folded word breaks off a number in words."""
    table = _digit_words()
    if word.isalpha():
        return word in table or word == "o"
    return all(t in table or t[0].isdigit() or t == "o" for t in _TOKEN.findall(word))


def find_spelled(text: str) -> list[tuple[int, int, str]]:
    """Start, end and digits of runs of digits in words, numerals allowed between: "zero seven 700, double nine".

    Those that count up, down or stand still are none.
    """
    table = _digit_words()
    kinds = [
        "+" if t in table else "0" if t[0].isdigit() or t == "o" else " "
        for t in _TOKEN.findall(text)
    ]
    if all(side.count("+") < MIN_SPELLED for side in "".join(kinds).split()):
        # "One of my two dogs" counts nothing out.
        return []
    found: list[tuple[int, int, str]] = []
    run: list[tuple[int, int, str]] = []
    words = repeat = reached = 0

    def close() -> None:
        digits = "".join(value for _, _, value in run)
        if words >= MIN_SPELLED and 7 <= len(digits) <= 15 and not is_counting(digits):
            found.append((run[0][0], run[-1][1], digits))

    for match in _TOKEN.finditer(text):
        token = match.group()
        gap = text[reached : match.start()] if run else ""
        value = table.get(token, token if token.isdigit() and len(token) <= 5 else "")
        if token == "o" and (text[match.end() : match.end() + 1].isdigit() or (run and not gap)):
            value = "0"
        if value and run and len(gap) > 3:
            close()
            run, words, repeat = [], 0, 0
        if value:
            reached = match.end()
        if value.startswith("x"):
            repeat = int(value[1:])
        elif value:
            run.append((match.start(), match.end(), value * (repeat or 1)))
            words += not token.isdigit()
            repeat = 0
        elif run:
            close()
            run, words, repeat = [], 0, 0
    if run:
        close()
    return found


def is_counting(digits: str) -> bool:
    """Whether the digits count up, down, or stand still: counting aloud is not dialling."""
    steps = {int(b) - int(a) for a, b in itertools.pairwise(digits)}
    return steps in ({1}, {-1}, {0})


@cache
def _digit_words() -> dict[str, str]:
    """Folded word to its digit, "x2" for *double*; words that differ between languages are out."""
    table: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for line in lines(language, "digits"):
            word, _, value = line.partition("=")
            table.setdefault(fold_phrase(word.strip()), set()).add(value.strip())
    return {word: values.pop() for word, values in table.items() if len(values) == 1}
