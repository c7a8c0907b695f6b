"""`commentguard search`: hyper-parameters, inside training data only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def search(
    trials: Annotated[int, typer.Option(min=1, help="How many trials there shall be in all.")] = 30,
    out: Annotated[Path, typer.Option(help="File for the best settings.")] = Path(
        "build/search/settings.json"
    ),
    journal: Annotated[
        Path, typer.Option(help="Where trials are written down; a stopped search goes on from it.")
    ] = Path("build/search/journal.log"),
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = Path(
        "data/blog_comments"
    ),
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    own_only: Annotated[bool, typer.Option("--own-only", help="Leave public corpora out.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the sampler.")] = 1,
) -> None:
    """Search penalties and weights by cross-validation; the test half is never read.

    Example: commentguard search --trials 30, then commentguard train --settings build/search/settings.json
    """
    from commentguard.cli.places import file_to_write, folder_to_read
    from commentguard.cli.progress import steps_on
    from commentguard.training.corpora import default_rows
    from commentguard.training.public_folder import wanted_corpora
    from commentguard.training.search import search as find
    from commentguard.training.search import write_settings

    for path in (out, journal):
        file_to_write(path)
    folder_to_read(data)
    rows = default_rows(data, wanted_corpora(corpora, own_only))
    with steps_on("search", trials) as progress:
        found = find(rows, trials, journal, seed=seed, told=progress)
    write_settings(out, found)
    typer.echo(f"{out}: {found.value:.4f} after {found.trials} trials")
