"""Whether a text holds a word, without regard to case and accents, at the price of reading it once.

Lowering and stripping both sides copies every text before it is looked at, and neither database knows
accents by itself: each letter of the word is asked for as a class of the letters that it may be written
with. SQLite's LIKE already takes A for a, and is five times as fast as its GLOB: only texts that have
something beyond ASCII are asked for classes, and only those with signs that stand apart are put together. Long ones
of these are read by a regular expression, which takes a tenth of the time but holds up other threads.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from commentguard.storage.letters import ACCENTS, APART, folded, ways

# From so many characters on a call into Python costs less than it saves.
_LONG = 4096
_SEPARATORS = (" ", "-", ".", "/", "(", ")", "\N{NO-BREAK SPACE}")


class within(FunctionElement[bool]):  # noqa: N801 - it stands where SQL functions stand
    """`within(column, text)`: the condition that `column` holds `text`, whatever signs that has."""

    type = Boolean()
    inherit_cache = True
    name = "within"

    def __init__(self, column: ColumnElement[str], text: str) -> None:
        plain = folded(text)
        super().__init__(
            column,
            literal(_like(plain), String()),
            literal("*" + "".join(map(_glob, plain)) + "*", String()),
            literal("".join(map(_regex, plain)), String()),
        )


def digits_within(column: ColumnElement[str], digits: str) -> ColumnElement[bool]:
    """The condition that `column` holds a number, however its digits are set apart."""
    stripped: ColumnElement[str] = column
    for separator in _SEPARATORS:
        stripped = func.replace(stripped, separator, "")
    return stripped.like(f"%{digits}%")


@compiles(within)
def _by_regex(element: within, compiler: Any, **options: Any) -> str:
    column, regex = (compiler.process(list(element.clauses)[k], **options) for k in (0, 3))
    whole = f"regexp_replace(normalize({column}, NFC), '[{ACCENTS}]', '', 'g')"
    return f"({column} ~ {regex} OR ({column} ~ '[{APART}]' AND {whole} ~ {regex}))"


@compiles(within, "sqlite")
def _in_sqlite(element: within, compiler: Any, **options: Any) -> str:
    column, like, glob, regex = (compiler.process(one, **options) for one in element.clauses)
    # SQLAlchemy compares a condition of SQLite with 1, and as a value SQLite works out both sides of every OR
    # and AND: of a CASE only what is needed.
    return (
        f"CASE WHEN {column} LIKE {like} ESCAPE '/' THEN 1"
        f" WHEN length({column}) = length(CAST({column} AS BLOB)) THEN 0"
        f" WHEN length({column}) > {_LONG} THEN spelled({column}, {regex})"
        f" WHEN {column} GLOB {glob} THEN 1"
        f" WHEN {column} GLOB '*[{APART}]*' THEN composed({column}) GLOB {glob} ELSE 0 END"
    )


def _like(text: str) -> str:
    meant = text.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f"%{meant}%"


def _glob(letter: str) -> str:
    found = ways(letter)
    if len(found) == 1:
        return f"[{letter}]" if letter in "*?[" else letter
    return f"[{_ranges(found)}]"


def _ranges(letters: str) -> str:
    """Neighbours as a range: a class is read from its beginning at every letter of a text."""
    points = sorted(map(ord, letters))
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in runs)


def _regex(letter: str) -> str:
    found = ways(letter)
    if len(found) > 1:
        return f"[{found}]"
    return letter if letter.isalnum() or letter == "_" or not letter.isascii() else f"\\{letter}"
