"""`commentguard train`: from corpora to a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    out: Annotated[Path, typer.Option(help="Folder to write the bundle into.")],
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = Path(
        "data/blog_comments"
    ),
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    own_only: Annotated[bool, typer.Option("--own-only", help="Leave public corpora out.")] = False,
    name: Annotated[str, typer.Option(help="Name of the model.")] = "default",
    version: Annotated[str, typer.Option(help="Version of the model.")] = "0.8.0",
    seed: Annotated[int, typer.Option(help="Seed of the padding used in calibration.")] = 1,
    settings: Annotated[
        Path | None, typer.Option(help="JSON with settings, as `commentguard search` writes it.")
    ] = None,
) -> None:
    """Train a model. Same data and seed give the same digest.

    Example: commentguard train --out models/mine --own-only
    """
    from commentguard.errors import DataError
    from commentguard.training.corpora import corpora_folder, default_rows
    from commentguard.training.fit import Settings
    from commentguard.training.fit import train as fit

    public = None if own_only else corpora or corpora_folder()
    if corpora is not None and not corpora.is_dir():
        raise DataError(f"no such folder: {corpora}")
    if public is None and not own_only:
        typer.echo("public corpora not found (COMMENTGUARD_DATA): training on own data", err=True)
    rows = default_rows(data, public)
    if not rows:
        raise DataError(f"no training comments in {data}")
    chosen = Settings.from_file(settings, seed) if settings else Settings(seed=seed)
    bundle = fit(rows, name, version, chosen, say=lambda s: typer.echo(s, err=True))
    saved = bundle.save(out)
    typer.echo(f"{saved.name} {saved.version} {saved.digest}")
