"""Comments from a file or standard input, one at a time, good rows and bad."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from commentguard.comment import Comment, plain_cells
from commentguard.errors import DataError

# A cell of a CSV file may hold a whole comment; the module's own limit is 128 KiB.
_MAX_CELL = 4 * 1024 * 1024
_STANDARD_INPUT = "-"
_ARRAY = "one JSON object a line is wanted; of an array they are made by: jq -c '.[]' FILE"
TOO_MANY = "more cells than columns; a cell that holds the separator must stand in quotes"
_TABLE = "one JSON object a line is wanted; a table is read with --format csv or tsv"


class Form(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"


_SEPARATORS = {Form.CSV: ",", Form.TSV: "\t"}


def read_comments(source: str, form: Form | None = None) -> Iterator[Comment | dict[str, Any]]:
    """Comments of `source` (``-`` is standard input), in order.

    Without a `form` a file is what the end of its name says, and JSONL otherwise. A row that cannot
    be read yields ``{"row": n, "id": …, "error": …}`` in its place, n counted from 1. Raises
    `DataError` when the file itself cannot be opened or read, or is a table without a column
    ``text``: every row of it would be judged as empty.
    """
    for number, row in enumerate(_records(source, form or _form_of(source)), 1):
        if isinstance(row, str):
            yield {"row": number, "id": None, "error": row}
            continue
        try:
            yield Comment.to_judge(row)
        except DataError as error:
            yield {"row": number, "id": _told(row.get("id")), "error": str(error)}


def _told(identity: Any) -> Any:
    # Columnar files have bytes and decimals, which JSON has not.
    return identity if isinstance(identity, str | int | float | None) else str(identity)


def _form_of(source: str) -> Form:
    ending = Path(source).suffix.lower().removeprefix(".")
    return Form(ending) if ending in list(Form) else Form.JSONL


def _records(source: str, form: Form) -> Iterator[dict[str, Any] | str]:
    try:
        if form is Form.PARQUET:
            yield from _parquet(source)
            return
        with _opened(source) as lines:
            if form is Form.JSONL:
                yield from _json_lines(lines)
            else:
                yield from _table(source, lines, form)
    except (OSError, csv.Error) as error:
        raise DataError(f"cannot read {source}: {error}") from error


@contextmanager
def _opened(source: str) -> Iterator[TextIO]:
    # A spreadsheet's mark of UTF-8 belongs to no column and to no row.
    if source == _STANDARD_INPUT:
        lines = io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", errors="replace", newline="")
        try:
            yield lines
        finally:
            # The wrapper would close what is not its own.
            lines.detach()
    else:
        with Path(source).open(encoding="utf-8-sig", newline="", errors="replace") as lines:
            yield lines


def _table(source: str, lines: TextIO, form: Form) -> Iterator[dict[str, Any] | str]:
    csv.field_size_limit(_MAX_CELL)
    rows = csv.DictReader(lines, delimiter=_SEPARATORS[form])
    if rows.fieldnames is not None:
        _check_columns(source, rows.fieldnames)
    for row in rows:
        # Cells without a column are filed under no name: all before them may stand one too far left.
        more = row.pop(None, None)
        yield f"{TOO_MANY}: {len(more)} more" if more else plain_cells(row)


def _json_lines(lines: Iterable[str]) -> Iterator[dict[str, Any] | str]:
    first = True
    for line in lines:
        if not line.strip():
            continue
        hint = f"; {_ARRAY if line.lstrip().startswith('[') else _TABLE}" if first else ""
        first = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield f"not JSON: {error}{hint}"
            continue
        yield row if isinstance(row, dict) else f"not a JSON object{hint}"


def _parquet(source: str) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise DataError("reading Parquet needs `pip install commentguard[train]`") from error
    if source == _STANDARD_INPUT:
        raise DataError("Parquet is read from a file, not from standard input")
    try:
        file = parquet.ParquetFile(source)
        _check_columns(source, file.schema_arrow.names)
        for batch in file.iter_batches():
            yield from map(plain_cells, batch.to_pylist())
    except ArrowException as error:
        raise DataError(f"cannot read {source}: {error}") from error


def _check_columns(source: str, columns: Sequence[str]) -> None:
    if "text" in columns:
        return
    told = f"{source} has no column 'text'; its columns: {', '.join(columns)}"
    for separator, hint in ((";", "save it with commas"), ("\t", "use --format tsv")):
        if len(columns) == 1 and "text" in columns[0].split(separator):
            told += f" (separated by {separator!r}: {hint})"
    raise DataError(told)
