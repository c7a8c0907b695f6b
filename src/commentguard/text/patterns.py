"""What a line of a lexicon may begin with, and what is left of it then.

A line such as ``(call|ring|phone) (us|me) (now|today|)`` stands for many phrases. Whoever reads it word by
word takes the first word off (Brzozowski's derivatives, 1964, one word at a time) and never writes them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commentguard.errors import DataError

_DELIMITER = re.compile(r"[ (]")
_GROUP = re.compile(r"\(([^()]*)\)")
_BRACKETS = re.compile(r"[()|]")


def first_words(pattern: str) -> Iterator[tuple[str, str]]:
    """Every first word of a pattern with what is left behind it; "" where it may be over.

    Raises `DataError` on an unbalanced bracket.
    """
    waiting = [pattern]
    while waiting:
        text = waiting.pop().lstrip()
        cut = _DELIMITER.search(text)
        if cut is None:
            yield text, ""
        elif cut.group() == " ":
            yield text[: cut.start()], text[cut.end() :].strip()
        else:
            choices, end = _group(text, cut.start())
            waiting += [text[: cut.start()] + choice + text[end:] for choice in choices]


def _group(text: str, start: int) -> tuple[list[str], int]:
    """The alternatives of the bracket that opens at `start`, and where it has closed."""
    flat = _GROUP.match(text, start)
    if flat:
        return flat[1].split("|"), flat.end()
    depth, last = 0, start + 1
    choices: list[str] = []
    for sign in _BRACKETS.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(sign.group(), 0)
        if depth == 0 or (depth == 1 and sign.group() == "|"):
            choices.append(text[last : sign.start()])
            last = sign.end()
        if depth == 0:
            return choices, sign.end()
    raise DataError(f"unbalanced brackets in lexicon line {text!r}")
