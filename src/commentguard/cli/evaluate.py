"""`commentguard evaluate`: the figures of a model, from data it never saw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    model: Annotated[
        Path | None, typer.Option(help="Folder of a bundle; default: shipped.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder with our own test half.")] = Path(
        "data/blog_comments"
    ),
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    development: Annotated[
        list[Path] | None, typer.Option(help="Further labelled files, reported as development.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for report.json and MODEL_CARD.md.")
    ] = None,
    with_text: Annotated[
        Path | None, typer.Option(help="Folder for the texts of held ham; never commit it.")
    ] = None,
) -> None:
    """Measure a model. Example: commentguard evaluate --out models/default"""
    from commentguard import load
    from commentguard.training.corpora import corpora_folder
    from commentguard.training.report import build_report, write_report

    report, held = build_report(
        load(model), data, corpora or corpora_folder(), tuple(development or ()),
        say=lambda s: typer.echo(s, err=True),
    )  # fmt: skip
    write_report(report, held, out, with_text)
