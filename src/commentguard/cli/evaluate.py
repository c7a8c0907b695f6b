"""`commentguard evaluate`: the figures of a model, from data it never saw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commentguard.training.report.program import Programme


def evaluate(
    context: typer.Context,
    model: Annotated[
        Path | None,
        typer.Option(help="NAME/VERSION, digest, 'shipped', or a folder; default: shipped."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="Folder of one's own corpus; default: data/blog_comments, if there."),
    ] = None,
    corpora: Annotated[
        Path | None, typer.Option(help="Public corpora; default: COMMENTGUARD_DATA.")
    ] = None,
    development: Annotated[
        list[Path] | None, typer.Option(help="Further labelled files, reported as development.")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Folder for report.json, report.html and MODEL_CARD.md.")
    ] = Path("build/report"),
    with_text: Annotated[
        Path | None,
        typer.Option(help="Folder for the page with the texts of errors; never commit it."),
    ] = None,
    open_test: Annotated[
        bool, typer.Option("--open-test", help="Open the frozen test half; the opening is logged.")
    ] = False,
    track: Annotated[list[str] | None, typer.Option(help="Only these tracks, by name.")] = None,
    baselines: Annotated[bool, typer.Option(help="Run the baselines beside the model.")] = True,
    read_again: Annotated[
        bool,
        typer.Option(
            "--read-again",
            help="Only put data/adjudicated.jsonl, as it is now, into the report in --out.",
        ),
    ] = False,
    measured: Annotated[
        Path | None,
        typer.Option(
            help="Only carry the report in --out over from this model, which may differ in its probes alone."
        ),
    ] = None,
    cache: Annotated[Path, typer.Option(help="Folder where encodings are kept.")] = Path(
        "build/encodings"
    ),
) -> None:
    """Measure a model on every track that the data here allows.

    Example: commentguard evaluate --out models/default
    """
    from datetime import UTC, datetime

    from commentguard import load
    from commentguard.cli.model import folder_of
    from commentguard.cli.places import folder_to_read, folder_to_write
    from commentguard.cli.typed import as_typed
    from commentguard.registry.floors import examine
    from commentguard.training import contestants
    from commentguard.training.adjudication import read_judgements
    from commentguard.training.public_folder import corpora_folder
    from commentguard.training.report import write
    from commentguard.training.report.program import Programme, run
    from commentguard.training.tracks.bench import OWN_FOLDER, Bench
    from commentguard.training.tracks.own_test import Opening

    for given in (data, corpora):
        if given is not None:
            folder_to_read(given)
    for folder in (out, with_text):
        if folder is not None:
            folder_to_write(folder)
    bundle = load(model and folder_of(str(model))).bundle
    if measured is not None:
        write.carry(out, load(folder_of(str(measured))).bundle, bundle)
        return
    taking_part = [contestants.of_bundle(bundle), *(contestants.baselines() if baselines else [])]
    bench = Bench(
        corpora or corpora_folder(), data or OWN_FOLDER, cache_folder=cache,
        say=lambda line: typer.echo(line, err=True),
    )  # fmt: skip
    if read_again:
        write.read_again(out, bench, read_judgements(Programme().judgements))
        return
    opening = None
    if open_test:
        today = datetime.now(UTC).date().isoformat()
        opening = Opening(today, bundle.digest, as_typed(context))
    programme = Programme(tuple(development or ()), opening, tracks=frozenset(track or ()))
    ran = run(taking_part, bench, programme)
    write.write_report(ran, out, with_text)
    asked = bool(track or data)
    for row in ran.report["targets"]:
        if asked and row["value"] is None:
            continue
        value = "" if row["value"] is None else f"{row['value']:.4f}"
        typer.echo(f"{row['state']:12} {row['track']}: {row['figure']} {row['reach']} {value}")
    for line in _beside(ran.report, programme, out):
        typer.echo(line, err=True)
    if "own_test" in ran.report:
        typer.echo("promotion asks:")
        for finding in examine(out, bundle):
            typer.echo(f"{'yes' if finding.holds else 'NO ':12} {finding.asked}: {finding.found}")


def _beside(report: dict[str, Any], programme: Programme, out: Path) -> Iterator[str]:
    """What was asked for and left out, and why; then what was measured and where it is written."""
    for left in report["left_out"]:
        if programme.wants(left["track"]):
            hint = " (--open-test)" if left["track"] == "own_test" else ""
            yield f"left out: {left['track']}: {left['why']}{hint}"
    for name, path in programme.files().items():
        if not programme.wants(name):
            yield f"left out: {path}: --track names others (--track {name})"
    parts = ("_attacked", "_calibrated")
    measured = [name for name in report["tracks"] if not name.endswith(parts)]
    yield f"measured: {', '.join(measured) or 'nothing'}; the report is in {out}"
