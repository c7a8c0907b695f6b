"""Whether a text holds a word, without regard to case and accents, at the price of reading it once.

Lowering and stripping both sides copies every text before it is looked at, and neither database knows
accents by itself: each letter of the word is asked for as a class of the letters that it may be written
with. SQLite's LIKE already takes A for a, and is ten times as fast as its GLOB: only texts that have
something beyond ASCII are asked for classes, and only those with signs that stand apart are put together. GLOB
reads a class at every letter of a text but finds a letter by itself at once, and bytes even sooner: texts are first
asked for the word from its rarest letter on, or for that letter with an accent. Long ones of these are read by a
regular expression, which takes a tenth of the time but holds up other threads.

An index over parts of words (FTS5 with trigrams, pg_trgm) would be a second copy of every text, to be written with
each comment and erased with it, and no help with words of one or two letters, which in Chinese is most of them.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    func,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from commentguard.storage.letters import ACCENTS, APART, accented, folded, ways

# From so many characters on a call into Python costs less than it saves.
_LONG = 4096
# With more ways to ask for a letter it is cheaper to read a class.
_MOST_WAYS = 16
# Of letters that begin with these bytes a text has hardly any, whatever its language: one question is about all of
# them. Those of Latin-1 (C3) are asked for one by one.
_BLOCKS = re.compile("[\u0100-\u024f\u1e00-\u1fff]")
# As bytes: what accents that stand apart begin with, and the letters that are kept twice.
_ACCENT_BYTES = ("CC", "CD", "E284")
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
            literal(_glob(plain), String()),
            literal("".join(map(_regex, plain)), String()),
            literal(int(not accented(plain)), Integer()),
            *_from_the_rarest(plain),
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
    column, like, glob, regex, beyond, *starts = (
        compiler.process(one, **options) for one in element.clauses
    )
    kinds = [one.type for one in list(element.clauses)[-len(starts) :]]
    begun = " OR ".join(
        f"instr(CAST({column} AS BLOB), {start})"
        if isinstance(kind, LargeBinary)
        else f"{column} GLOB {start}"
        for start, kind in zip(starts, kinds, strict=True)
    )
    signs = " OR ".join(f"instr(CAST({column} AS BLOB), x'{one}')" for one in _ACCENT_BYTES)
    # SQLAlchemy compares a condition of SQLite with 1, and as a value SQLite works out both sides of every OR
    # and AND: of a CASE only what is needed.
    return (
        f"CASE WHEN {column} LIKE {like} ESCAPE '/' THEN 1"
        f" WHEN length({column}) = length(CAST({column} AS BLOB)) THEN 0"
        f" WHEN length({column}) > {_LONG} THEN spelled({column}, {regex})"
        f" WHEN ({begun}) AND {column} GLOB {glob} THEN 1"
        f" WHEN ({beyond} OR {signs}) AND {column} GLOB '*[{APART}]*'"
        f" THEN composed({column}) GLOB {glob} ELSE 0 END"
    )


def _like(text: str) -> str:
    meant = text.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return f"%{meant}%"


def _from_the_rarest(plain: str) -> list[BindParameter[Any]]:
    """Patterns for `plain` from one of its letters on, and bytes of that letter with an accent: whatever holds `plain` is
    met by one of them.
    """
    # The last letter alone says too little, unless there is no other.
    place = min(range(len(plain[:-1])), key=lambda k: len(_asked(plain[k])), default=0)
    firsts = _asked(plain[place]) if plain else []
    if not 0 < len(firsts) <= _MOST_WAYS:
        return [literal(_glob(plain), String())]
    rest = "".join(map(_class, plain[place + 1 :]))
    return [
        literal(one, LargeBinary())
        if isinstance(one, bytes)
        else literal(f"*{_only(one)}{rest}*", String())
        for one in firsts
    ]


def _asked(letter: str) -> list[str | bytes]:
    """What to ask a text for that may hold a letter: signs with which a pattern begins, or bytes."""
    if not letter.isascii():
        return list(ways(letter))
    found: dict[str | bytes, None] = {}
    for one in ways(letter):
        block = one.encode()[:-1] if _BLOCKS.match(one) else one.encode()
        found[one if one.isascii() else block] = None
    return list(found)


def _glob(plain: str) -> str:
    return "*" + "".join(map(_class, plain)) + "*"


def _only(letter: str) -> str:
    return f"[{letter}]" if letter in "*?[" else letter


def _class(letter: str) -> str:
    found = ways(letter)
    return _only(letter) if len(found) == 1 else f"[{_ranges(found)}]"


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
