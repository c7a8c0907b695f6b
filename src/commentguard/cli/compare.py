"""`commentguard compare`: is the second model better than the first, where, and for whom?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from commentguard.training.contestants import Contestant


def compare(
    models: Annotated[
        list[str],
        typer.Argument(
            help="NAME/VERSION, digest, 'shipped', a folder, or baseline:tfidf, baseline:nbsvm, "
            "baseline:rules. The last is compared with each one before it."
        ),
    ],
    on: Annotated[
        list[Path] | None, typer.Option(help="Labelled files that both judge as they stand.")
    ] = None,
    track: Annotated[
        list[str] | None,
        typer.Option(
            help="Only these tracks, by name; default: the files of --on, without them every track."
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="Folder of one's own corpus; default: data/blog_comments, if there."),
    ] = None,
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
    """Compare models, or a model with baselines, fold by fold.

    With --on alone only those files are judged, and nothing is fitted to public corpora; name tracks
    beside them with --track, and the file by its name without .jsonl. The frozen test half takes no part: a choice between models must not be made on it. Of several
    comparisons each has its own file.

    Example: commentguard compare baseline:tfidf shipped --track tubespam_pooled
    """
    from dataclasses import replace

    from commentguard.cli.places import folder_to_read, folder_to_write
    from commentguard.errors import DataError
    from commentguard.training.public_folder import corpora_folder
    from commentguard.training.report.program import Programme, run
    from commentguard.training.report.versus import prose, versus
    from commentguard.training.report.write import rendered, rounded
    from commentguard.training.tracks.bench import OWN_FOLDER, Bench

    for given in (data, corpora):
        if given is not None:
            folder_to_read(given)
    if out is not None:
        folder_to_write(out)
    taking_part = [_contestant(name) for name in models]
    names = [one.name for one in taking_part]
    if len(names) < 2:
        raise DataError("a comparison needs two models or more")
    if len(set(names)) < len(names):
        raise DataError(f"{', '.join(models)}: the same model twice")
    bench = Bench(
        corpora or corpora_folder(), data or OWN_FOLDER, cache_folder=cache,
        say=lambda line: typer.echo(line, err=True),
    )  # fmt: skip
    programme = Programme(tuple(on or ()), tracks=frozenset(track or ()), whole=False)
    if not programme.tracks:
        programme = replace(programme, tracks=frozenset(programme.files()))
    programme.check()
    for path in programme.development:
        _warn_of_training_rows(path)
    ran = run(taking_part, bench, programme)
    for name in names[:-1]:
        told = rounded(versus(ran, name, names[-1]))
        if out is None:
            typer.echo(prose(told), nl=False)
            continue
        out.mkdir(parents=True, exist_ok=True)
        stem = "comparison" + (f"-{_file_name(name)}" if len(names) > 2 else "")
        (out / f"{stem}.md").write_text(prose(told), "utf-8")
        (out / f"{stem}.json").write_text(rendered(told), "utf-8")


def _warn_of_training_rows(path: Path) -> None:
    """What a model was fitted to it knows: no bundle records which rows, so that the file must be asked."""
    from commentguard.training.records import read_records

    splits = [record.get("split") for record in read_records(path)]
    if fitted := splits.count("train"):
        typer.echo(
            f"warning: {fitted} of {len(splits)} rows of {path} say split: train;"
            " a model that was fitted to them is flattered here",
            err=True,
        )


def _file_name(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in name)


def _contestant(name: str) -> Contestant:
    from commentguard.cli.model import open_model
    from commentguard.training.contestants import of_baseline, of_bundle

    if name.startswith("baseline:"):
        return of_baseline(name)
    stored = open_model(name)
    return of_bundle(stored.bundle, stored.reference)
