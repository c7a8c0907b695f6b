"""`commentguard compare`: is the second model better than the first, where, and for whom?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from commentguard.training.contestants import Contestant

_Name = Annotated[
    str,
    typer.Argument(
        help="NAME/VERSION, digest, 'shipped', a folder, or baseline:tfidf, baseline:nbsvm, "
        "baseline:rules."
    ),
]


def compare(
    first: _Name,
    second: _Name,
    on: Annotated[
        list[Path] | None, typer.Option(help="Labelled files that both judge as they stand.")
    ] = None,
    track: Annotated[list[str] | None, typer.Option(help="Only these tracks, by name.")] = None,
    data: Annotated[Path, typer.Option(help="Folder of our own corpus.")] = Path(
        "data/blog_comments"
    ),
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for comparison.md and comparison.json.")
    ] = None,
    cache: Annotated[Path, typer.Option(help="Folder where encodings are kept.")] = Path(
        "build/encodings"
    ),
) -> None:
    """Compare two models, or a model with a baseline, fold by fold.

    The frozen test half takes no part: a choice between models must not be made on it.

    Example: commentguard compare baseline:tfidf shipped --track tubespam_pooled
    """
    from commentguard.errors import DataError
    from commentguard.training.corpora import corpora_folder
    from commentguard.training.report.program import Programme, run
    from commentguard.training.report.versus import prose, versus
    from commentguard.training.report.write import rendered, rounded
    from commentguard.training.tracks.bench import Bench

    taking_part = [_contestant(first), _contestant(second)]
    if taking_part[0].name == taking_part[1].name:
        raise DataError(f"{first} and {second} are the same model")
    bench = Bench(
        corpora or corpora_folder(), data, cache_folder=cache,
        say=lambda line: typer.echo(line, err=True),
    )  # fmt: skip
    programme = Programme(tuple(on or ()), tracks=frozenset(track or ()), whole=False)
    told = rounded(versus(run(taking_part, bench, programme), *(one.name for one in taking_part)))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "comparison.md").write_text(prose(told), "utf-8")
        (out / "comparison.json").write_text(rendered(told), "utf-8")
    else:
        typer.echo(prose(told), nl=False)


def _contestant(name: str) -> Contestant:
    from commentguard.cli.model import open_model
    from commentguard.training.contestants import of_baseline, of_bundle

    if name.startswith("baseline:"):
        return of_baseline(name)
    stored = open_model(name)
    return of_bundle(stored.bundle, stored.reference)
