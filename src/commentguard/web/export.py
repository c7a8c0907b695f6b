"""Tables as CSV files that a spreadsheet opens without executing anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from fastapi import Response

from commentguard.web.pages import HEADERS

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: object) -> object:
    """`cell` with an apostrophe before text that would be a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
    return out.getvalue()


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The table as a file; the mark in front tells spreadsheets that it is UTF-8."""
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(
        "\ufeff" + written(head, rows), media_type="text/csv; charset=utf-8", headers=headers
    )
