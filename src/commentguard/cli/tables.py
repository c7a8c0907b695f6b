"""Tables of comments, row by row, for every command that reads one.

A table that is read wrongly looks like one that is read: an open quotation mark takes the rest of the
file into one cell, and of two columns of one name only the last is seen. Both are refused.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TextIO

from commentguard.errors import DataError

# A cell may hold a whole comment; the module's own limit is 128 KiB.
_MAX_CELL = 4 * 1024 * 1024
TOO_MANY = "more cells than columns; a cell that holds the separator must stand in quotes"

Cells = list[str]


class Table:
    """Rows of `lines` below a line of column names; raises `DataError` for one that has none."""

    def __init__(self, source: str, lines: TextIO, separator: str) -> None:
        csv.field_size_limit(_MAX_CELL)
        self._source = source
        self._reader = csv.reader(lines, delimiter=separator, strict=True)
        names = self._next()
        if not names:
            raise DataError(f"{source} is empty; a line of column names is wanted")
        self.names: Cells = names

    def rows(self) -> Iterator[tuple[int, dict[str, str | None] | str]]:
        """Each row with the line in which it ends; one of too many cells as what is wrong with it."""
        while (cells := self._next()) is not None:
            more = len(cells) - len(self.names)
            if more > 0:
                # All cells before may stand one too far left.
                yield self._reader.line_num, f"{TOO_MANY}: {more} more"
                continue
            padded: list[str | None] = [*cells, *[None] * -more]
            yield self._reader.line_num, dict(zip(self.names, padded, strict=True))

    def _next(self) -> Cells | None:
        """The next row that is not blank, `None` after the last."""
        while True:
            begins = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return None
            except csv.Error as error:
                told = str(error)
                if told == "unexpected end of data":
                    told = "a quotation mark opens a cell in this row, and none closes it"
                elif "expected after" in told:
                    told = (
                        "in this row a quotation mark is not closed, or stands undoubled in a quoted cell"
                        f" ({told} in line {self._reader.line_num})"
                    )
                raise DataError(f"cannot read {self._source}:{begins}: {told}") from error
            if cells:
                return cells


def refuse_twice(source: str, names: Sequence[str], read: Sequence[str] | frozenset[str]) -> None:
    """Raise `DataError` where a column that is `read` is there more than once."""
    for name, count in Counter(names).items():
        if count > 1 and name in read:
            raise DataError(f"{source} has {count} columns called {name!r}; which one is meant?")


def converted(source: str) -> str:
    """How a file of another encoding becomes one that is read."""
    made = "iconv -f WINDOWS-1252 -t UTF-8"
    if source == "-":
        return f"convert it: {made}"
    return f"convert it: {made} {quote(source)} > {quote('utf8-' + Path(source).name)}"
