"""Comments from a file or standard input, one at a time, good rows and bad."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from commentguard.comment import Comment
from commentguard.errors import DataError

# A cell of a CSV file may hold a whole comment; the module's own limit is 128 KiB.
_MAX_CELL = 4 * 1024 * 1024


def read_comments(source: str) -> Iterator[Comment | dict[str, Any]]:
    """Comments of `source` (``-`` is standard input, JSONL), in order.

    A row that cannot be read yields ``{"row": n, "id": …, "error": …}`` in its place, n counted
    from 1. Raises `DataError` when the file itself cannot be opened or read.
    """
    for number, row in enumerate(_records(source), 1):
        if isinstance(row, str):
            yield {"row": number, "id": None, "error": row}
            continue
        try:
            yield Comment.from_mapping(row)
        except DataError as error:
            yield {"row": number, "id": row.get("id"), "error": str(error)}


def _records(source: str) -> Iterator[dict[str, Any] | str]:
    if source == "-":
        yield from _json_lines(sys.stdin)
        return
    path = Path(source)
    try:
        if path.suffix == ".parquet":
            yield from _parquet(path)
        elif path.suffix == ".csv":
            csv.field_size_limit(_MAX_CELL)
            with path.open(encoding="utf-8-sig", newline="", errors="replace") as lines:
                yield from csv.DictReader(lines)
        else:
            with path.open(encoding="utf-8", errors="replace") as lines:
                yield from _json_lines(lines)
    except (OSError, csv.Error) as error:
        raise DataError(f"cannot read {source}: {error}") from error


def _json_lines(lines: TextIO) -> Iterator[dict[str, Any] | str]:
    for line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield f"not JSON: {error}"
            continue
        yield row if isinstance(row, dict) else "not a JSON object"


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise DataError("reading Parquet needs `pip install commentguard[train]`") from error
    try:
        for batch in parquet.ParquetFile(path).iter_batches():
            yield from batch.to_pylist()
    except ArrowException as error:
        raise DataError(f"cannot read {path}: {error}") from error
