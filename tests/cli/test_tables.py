"""Tables row by row: one that is too long is passed over, and ends where it ends."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.cli import tables
from commentguard.cli.tables import TOO_LONG, Table
from commentguard.errors import DataError


def read(text: str, most: int) -> tuple[list[tuple[int, str]], str]:
    """Line and text of each row, or what is wrong with it, and what ended it all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_MAX_ROW", most)
        found: list[tuple[int, str]] = []
        try:
            for line, row in Table("t.csv", io.StringIO("text\n" + text, newline=""), ",").rows():
                found.append((line, row if isinstance(row, str) else str(row["text"])))
        except DataError as error:
            return found, str(error)
    return found, ""


def test_a_row_too_long_is_an_error_and_the_next_is_read() -> None:
    long = '"Call ""us""' + ",\nfree, today\n" * 9 + '"\n'
    assert read(long + '"Fine, thanks."\n', 100) == ([(20, TOO_LONG), (21, "Fine, thanks.")], "")
    assert read("x" * 101 + "\nFine.\n", 100) == ([(2, TOO_LONG), (3, "Fine.")], "")


# Whole cells, because most rows of single signs are refused before they are long.
CELLS = ["", "a", "abc", ' a"b"', '"a"', '"ab,c"', '"ab""c"', '"a\nbc"', '"",""', '"a,\n""b"', '"']


@settings(max_examples=400)
@given(
    st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(",,\n")), max_size=12),
    st.integers(5, 12),
)
def test_a_row_ends_where_it_would_have_ended(cells: list[tuple[str, str]], most: int) -> None:
    text = "".join(cell + ends for cell, ends in cells)
    found, ended = read(text, most)
    whole, told = read(text, 1 << 20)
    assert [line for line, _ in found] == [line for line, _ in whole]
    assert ended.partition(": ")[0] == told.partition(": ")[0]


def test_column_names_that_are_too_long_are_refused() -> None:
    with pytest.raises(DataError, match=f"begins with {TOO_LONG}"):
        Table("t.csv", io.StringIO("x" * (16 << 20) + "\n"), ",")
