"""Files of labelled records, one JSON object a line, read with the numbers of their lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commentguard.errors import DataError, cause
from commentguard.verdict import Label

_WANTED = (
    "one JSON object a line is wanted; a table becomes such a file by `commentguard data import`"
)
_LABELS = tuple(label.value for label in Label)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Labelled records of one file. Raises `DataError` with file and line."""
    return (record for _, record in numbered_records(path))


def numbered_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """`read_records` with the number of each line."""
    for number, record in every_line(path):
        if isinstance(record, str):
            raise DataError(f"{path}:{number}: {record}")
        yield number, record


def every_line(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Each line that is not blank, with its number: a labelled record, or in words why it is none.

    Raises `DataError` where the file cannot be read at all.
    """
    try:
        # A spreadsheet's mark of UTF-8 belongs to no record.
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read {path}: {cause(error)}") from error
    return ((number, _read(line)) for number, line in enumerate(lines, 1) if line.strip())


def _read(line: str) -> dict[str, Any] | str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}; {_WANTED}"
    if not isinstance(record, dict):
        return f"not a JSON object; {_WANTED}"
    if "label" not in record:
        return "label is missing"
    if record["label"] not in _LABELS:
        return f"label: {record['label']!r} is none of {', '.join(_LABELS)}"
    return record
