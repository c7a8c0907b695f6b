"""`commentguard train`: from corpora to a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_SHIPPED = Path("models/default")
_VERSION = "0.14.0"


def train(
    out: Annotated[Path, typer.Option(help="Folder to write the bundle into.")],
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = Path(
        "data/blog_comments"
    ),
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    own_only: Annotated[bool, typer.Option("--own-only", help="Leave public corpora out.")] = False,
    name: Annotated[str, typer.Option(help="Default: the name of the folder.")] = "",
    version: Annotated[str, typer.Option(help="Default: 1.")] = "",
    seed: Annotated[int, typer.Option(min=0, help="Seed of the padding used in calibration.")] = 1,
    settings: Annotated[
        Path | None, typer.Option(help="JSON with settings, as `commentguard search` writes it.")
    ] = None,
) -> None:
    """Train a model. Same data, seed, name and version give the same digest.

    Where the public corpora are missing it stops, unless they are left out with --own-only.

    Example: commentguard train --out models/mine --own-only
    """
    from commentguard.cli.places import folder_to_read, folder_to_write
    from commentguard.errors import DataError
    from commentguard.training.corpora import called, default_rows
    from commentguard.training.doubts import doubts
    from commentguard.training.fit import Settings
    from commentguard.training.fit import train as fit
    from commentguard.training.public_folder import wanted_corpora

    folder_to_write(out)
    folder_to_read(data)
    chosen = Settings.from_file(settings, seed) if settings else Settings(seed=seed)
    rows = default_rows(data, wanted_corpora(corpora, own_only))
    if not rows:
        raise DataError(f"no training comments in {data}")
    shipped = out.resolve() == _SHIPPED.resolve()
    bundle = fit(
        rows,
        name or out.resolve().name,
        version or (_VERSION if shipped else "1"),
        chosen,
        say=lambda s: typer.echo(s, err=True),
        own_called=called(data),
    )
    saved = bundle.save(out)
    typer.echo(f"{saved.name} {saved.version} {saved.digest}")
    for doubt in doubts(rows, saved):
        typer.echo(f"warning: {doubt}", err=True)
