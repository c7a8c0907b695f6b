"""Comments from a file or standard input, one at a time, good rows and bad."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from commentguard.cli.encoding import marked
from commentguard.cli.notices import Notices
from commentguard.cli.tables import Table, refuse_twice
from commentguard.comment import FIELDS, Comment, plain_cells
from commentguard.errors import DataError, cause
from commentguard.text.blank import to_judge

_STANDARD_INPUT = "-"
_ARRAY = "one JSON object a line is wanted; of an array they are made by: jq -c '.[]' FILE"
_TABLE = "one JSON object a line is wanted; a table is read with --format csv or tsv"


class Form(StrEnum):
    """How rows are written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"


_SEPARATORS = {Form.CSV: ",", Form.TSV: "\t"}


def read_comments(
    source: str, form: Form | None = None, notices: Notices | None = None
) -> Iterator[Comment | dict[str, Any]]:
    """Comments of `source` (``-`` is standard input), in order.

    Without a `form` a file is what the end of its name says, and JSONL otherwise. A row that cannot
    be read yields ``{"row": n, "id": …, "error": …}`` in its place, the error naming every wrong field, n counted from 1: lines of JSONL,
    rows below the column names of a table. `notices` hears of what was read without being counted.
    Raises `DataError` when the file itself cannot be opened or read, or is a table without a column
    ``text``: every row of it would be judged as empty.
    """
    for number, row in _records(source, form or _form_of(source)):
        if isinstance(row, str):
            yield {"row": number, "id": None, "error": row}
            continue
        try:
            comment = to_judge(row)
        except DataError as error:
            yield {"row": number, "id": _told(row.get("id")), "error": str(error)}
            continue
        if notices is not None:
            notices.hear(number, row, comment)
        yield comment


def _told(identity: Any) -> Any:
    # Columnar files have bytes and decimals, which JSON has not.
    return identity if isinstance(identity, str | int | float | None) else str(identity)


def _form_of(source: str) -> Form:
    ending = Path(source).suffix.lower().removeprefix(".")
    return Form(ending) if ending in list(Form) else Form.JSONL


def _records(source: str, form: Form) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        if form is Form.PARQUET:
            yield from enumerate(_parquet(source), 1)
            return
        with _opened(source) as lines:
            if form is Form.JSONL:
                yield from _json_lines(lines)
            else:
                yield from enumerate(_table(source, lines, form), 1)
    except OSError as error:
        raise DataError(f"cannot read {source}: {cause(error)}") from error


@contextmanager
def _opened(source: str) -> Iterator[TextIO]:
    # A spreadsheet's mark of its encoding belongs to no column and to no row.
    if source == _STANDARD_INPUT:
        read, encoding = marked(sys.stdin.buffer)
        lines = io.TextIOWrapper(read, encoding, errors="replace", newline="")
        try:
            yield lines
        finally:
            # The wrappers would close what is not their own.
            lines.detach()
            read.detach()
    else:
        with Path(source).open("rb") as file:
            read, encoding = marked(file)
            yield io.TextIOWrapper(read, encoding, errors="replace", newline="")


def _table(source: str, lines: TextIO, form: Form) -> Iterator[dict[str, Any] | str]:
    table = Table(source, lines, _SEPARATORS[form])
    _check_columns(source, table.names)
    for _, row in table.rows():
        yield row if isinstance(row, str) else plain_cells(row)


def _json_lines(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    first = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        hint = f"; {_ARRAY if line.lstrip().startswith('[') else _TABLE}" if first else ""
        first = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON: {error}{hint}"
            continue
        yield number, row if isinstance(row, dict) else f"not a JSON object{hint}"


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
        raise DataError(f"cannot read {source}: {cause(error)}") from error


def _check_columns(source: str, columns: Sequence[str]) -> None:
    refuse_twice(source, columns, FIELDS)
    if "text" in columns:
        return
    told = f"{source} has no column 'text'; its columns: {', '.join(columns)}"
    for separator, hint in ((";", "save it with commas"), ("\t", "use --format tsv")):
        if len(columns) == 1 and "text" in columns[0].split(separator):
            told += f" (separated by {separator!r}: {hint})"
    raise DataError(told)
