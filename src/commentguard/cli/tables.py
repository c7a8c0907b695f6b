"""Tables of comments, row by row, for every command that reads one.

A table that is read wrongly looks like one that is read: an open quotation mark takes the rest of the
file into one cell, and of two columns of one name only the last is seen. Both are refused.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TextIO

from commentguard.errors import DataError

# A row may hold a whole comment and all of its post.
_MAX_ROW = 16 * 1024 * 1024
# What is left of a row that is longer (see `_Lines`) stays far below; the module's own limit is 128 KiB.
_MAX_CELL = 64 * 1024 * 1024
_BETWEEN_QUOTES = re.compile(r'([^"\r\n])[^"\r\n]*([^"\r\n])')
TOO_LONG = f"a row longer than {_MAX_ROW >> 20} MiB"
TOO_MANY = "more cells than columns; a cell that holds the separator must stand in quotes"

Cells = list[str]


class Table:
    """Rows of `lines` below a line of column names; raises `DataError` for one that has none."""

    def __init__(self, source: str, lines: TextIO, separator: str) -> None:
        csv.field_size_limit(_MAX_CELL)
        self._source = source
        self._lines = _Lines(lines)
        self._reader = csv.reader(self._lines, delimiter=separator, strict=True)
        names = self._next()
        if self._lines.cut:
            raise DataError(f"{source} begins with {TOO_LONG}; a line of column names is wanted")
        if not names:
            raise DataError(f"{source} is empty; a line of column names is wanted")
        self.names: Cells = names

    def rows(self) -> Iterator[tuple[int, dict[str, str | None] | str]]:
        """Each row with the line in which it ends; one too long or of too many cells as what is wrong with it."""
        while (cells := self._next()) is not None:
            if self._lines.cut:
                yield self._reader.line_num, TOO_LONG
                continue
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
            self._lines.begin()
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


class _Lines:
    """Lines for a reader of tables, cut short where a row is too long to be kept.

    The reader has to go on to the row's end, or it would take the rest of the row for other rows. All that it decides by
    are quotation marks, separators and ends of lines, and whether something stands beside them: that is left.
    """

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self._length = 0

    @property
    def cut(self) -> bool:
        """Whether the row is not the one that stands in the file."""
        return self._length > _MAX_ROW

    def begin(self) -> None:
        """A row begins with the next line."""
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._length += len(line)
        return _BETWEEN_QUOTES.sub(r"\1\2", line) if self.cut else line


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
