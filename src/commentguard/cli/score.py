"""`commentguard score`: comments in, verdicts out, in the same order."""

from __future__ import annotations

import sys
from itertools import islice
from typing import Annotated, Any

import typer

from commentguard.cli.rows import Form

_BATCH = 256


def score(
    source: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSONL, CSV, TSV or Parquet.")
    ] = "-",
    model: Annotated[
        str | None,
        typer.Option(
            help="NAME/VERSION, digest, 'shipped', or a folder; default: that of the settings, else the promoted one."
        ),
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="Default: by the file's name, else jsonl.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="For people instead of JSON.")] = False,
) -> None:
    """Score comments: one JSON verdict a line, or an explanation with the evidence marked.

    What nothing reads of the rows (columns, roles, dates) is told on standard error.

    Example: commentguard score comments.jsonl > verdicts.jsonl
    """
    from commentguard import load
    from commentguard.cli.explain import Explainer
    from commentguard.cli.model import folder_of
    from commentguard.cli.notices import Notices
    from commentguard.cli.rows import read_comments
    from commentguard.comment import Comment
    from commentguard.registry.store import ModelStore
    from commentguard.server.config import Config

    settings = Config.load()
    chosen = folder_of(model) if model else settings.model
    scorer = load(chosen or ModelStore(settings.folder).current().folder)
    explainer = Explainer() if explain else None
    notices = Notices()
    rows = read_comments(source, form, notices)
    bad = done = 0
    while batch := list(islice(rows, _BATCH)):
        comments = [row for row in batch if isinstance(row, Comment)]
        verdicts = iter(scorer.score_many(comments))
        for row in batch:
            done += 1
            if not isinstance(row, Comment):
                bad += 1
                _line(row)
            elif explainer:
                explainer.show(row, next(verdicts))
            else:
                _line(next(verdicts).to_mapping(row.text))
        if sys.stderr.isatty() and done > _BATCH:
            typer.echo(f"\r{done} scored", err=True, nl=False)
    if not done:
        typer.echo(f"{source}: no rows", err=True)
    for line in notices.lines(source):
        typer.echo(line, err=True)
    if bad:
        typer.echo(f"{bad} of {done} rows could not be read", err=True)
        raise typer.Exit(3)


def _line(value: dict[str, Any]) -> None:
    import orjson

    # Lone surrogates in quoted evidence cannot be written as UTF-8; JSON's escapes can.
    try:
        line = orjson.dumps(value)
    except orjson.JSONEncodeError:
        import json

        line = json.dumps(value).encode("ascii")
    sys.stdout.buffer.write(line + b"\n")
