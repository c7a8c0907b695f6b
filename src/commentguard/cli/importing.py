"""`commentguard data import`: a table of labelled comments becomes a folder to train on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LABELS = ("ham", "promotional", "spam")


def import_table(
    table: Annotated[
        Path, typer.Argument(help="CSV with a line of column names, UTF-8 or marked UTF-16.")
    ],
    folder: Annotated[Path, typer.Argument(help="Folder to write; what is there is kept.")],
    column: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=COLUMN where they differ: text=comment_content. Repeat it."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(help="LABEL=VALUE where they differ: ham=approved. Repeat it."),
    ] = None,
    lang: Annotated[
        str, typer.Option(help="Language of rows that name none, as en; without it, unknown.")
    ] = "",
    separator: Annotated[str, typer.Option(help="What stands between two cells.")] = ",",
    test_share: Annotated[
        float, typer.Option(min=0, max=0.9, help="Share of posts that is kept apart for the test.")
    ] = 0.2,
) -> None:
    """Make a folder for `train --data` of a table: text and label, and whatever else signals read.

    Posts are kept whole, and which of them are kept apart depends on nothing but their addresses
    (permalink), or titles where they have none. The half kept apart is listed with its digest, as `evaluate --open-test` asks. Rows without a text are
    counted and left out; anything else that is wrong is refused, and then nothing is written.

    Example: commentguard data import comments.csv mine --column text=comment_content --label ham=approved
    """
    from commentguard.cli.places import folder_to_write
    from commentguard.errors import DataError
    from commentguard.training.own_folder import OwnFolder

    folder_to_write(folder)
    mine = OwnFolder(folder, test_share)
    columns, labels = _pairs(column, "--column"), _pairs(label, "--label")
    if wrong := sorted(set(labels) - set(_LABELS)):
        raise DataError(f"--label: {wrong[0]!r} is none of {', '.join(_LABELS)}")
    meant: dict[str, str] = {}
    for name in _LABELS:
        for value in labels.get(name, [name]):
            if meant.setdefault(value, name) != name:
                raise DataError(f"--label: {value!r} would be {meant[value]} and {name}")
    bare = 0
    for line, cells in _rows(table, separator, columns):
        if not str(cells.get("text", "")).strip():
            bare += 1
            continue
        if lang:
            cells.setdefault("lang", lang)
        told = cells.pop("label", "")
        if told not in meant:
            wanted = ", ".join(sorted(meant))
            raise DataError(f"{table}:{line}: label {told!r} is none of {wanted} (see --label)")
        mine.add(cells, meant[told], line, f"{table}:{line}")
    if not mine.trained_on:
        raise DataError(f"{table}: no comments to train on, {bare} without a text")
    for path, count in mine.write():
        typer.echo(f"{path}: {count}")
    if mine.unmeasured:
        typer.echo(mine.unmeasured, err=True)
    typer.echo(f"{bare} rows without a text left out", err=True)


def _pairs(given: list[str] | None, option: str) -> dict[str, list[str]]:
    from commentguard.errors import DataError

    found: dict[str, list[str]] = {}
    for one in given or []:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            raise DataError(f"{option} {one}: NAME=VALUE is wanted")
        found.setdefault(name, []).append(value)
    return found


def _rows(
    table: Path, separator: str, columns: Mapping[str, list[str]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Lines with the cells that a comment has fields for, and the label; empty cells are absent."""
    from dataclasses import fields
    from io import TextIOWrapper

    from commentguard.cli.encoding import marked
    from commentguard.cli.tables import Table, refuse_twice
    from commentguard.comment import Comment, plain_cells
    from commentguard.errors import DataError, cause

    wanted = [field.name for field in fields(Comment)] + ["label"]
    if unknown := sorted(set(columns) - set(wanted)):
        raise DataError(f"--column: a comment has no field {unknown[0]!r}")
    if twice := sorted(name for name, given in columns.items() if len(given) > 1):
        given = ", ".join(columns[twice[0]])
        raise DataError(f"--column: {twice[0]} is one column, not {given}")
    if len(separator) != 1:
        raise DataError(f"--separator: one sign is wanted, not {separator!r}")
    try:
        with table.open("rb") as file:
            read, encoding = marked(file)
            # What is not UTF-8 is read as what no UTF-8 can say, so that its line can be named.
            errors = "replace" if encoding == "utf-16" else "surrogateescape"
            lines = TextIOWrapper(read, encoding, errors, newline="")
            found = Table(str(table), lines, separator)
            _refuse_other_encodings(table, 1, found.names)
            chosen = {name: columns.get(name, [name])[-1] for name in wanted}
            for name in ("text", "label", *columns):
                if chosen[name] not in found.names:
                    there = ", ".join(found.names)
                    raise DataError(f"{table}: no column {chosen[name]!r} for {name}; has {there}")
            refuse_twice(str(table), found.names, frozenset(chosen.values()))
            for line, row in found.rows():
                if isinstance(row, str):
                    raise DataError(f"{table}:{line}: {row}")
                _refuse_other_encodings(table, line, row.values())
                cells = plain_cells({name: row.get(its) for name, its in chosen.items()})
                yield line, {name: cell for name, cell in cells.items() if cell}
    except OSError as error:
        raise DataError(f"cannot read {table}: {cause(error)}") from error


def _refuse_other_encodings(table: Path, line: int, cells: Iterable[str | None]) -> None:
    from commentguard.cli.tables import converted
    from commentguard.errors import DataError

    if any("\udc80" <= sign <= "\udcff" for cell in cells if cell for sign in cell):
        raise DataError(f"{table}:{line}: not UTF-8; {converted(str(table))}")
