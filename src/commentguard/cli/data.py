"""`commentguard data`: corpora, splits, and the checks on our own writing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_OWN = Path("data/blog_comments")
_Corpora = Annotated[
    Path | None, typer.Option(help="Folder of public corpora; default: COMMENTGUARD_DATA.")
]


def list_corpora(corpora: _Corpora = None) -> None:
    """List the catalogue, and what of it is here. Example: commentguard data list"""
    from commentguard.training.catalogue import CATALOGUE
    from commentguard.training.holdings import state
    from commentguard.training.public_folder import corpora_folder

    folder = corpora or corpora_folder()
    for entry in CATALOGUE:
        rows = f"{entry.unwanted} unwanted, {entry.ham} ham"
        typer.echo(f"{entry.name}\t{state(entry, folder)}\t{rows}\t{entry.licence}")


def describe(
    name: Annotated[str, typer.Argument(help="Name of the corpus, see `data list`.")],
) -> None:
    """Tell where a corpus is from, its licence, and what is wrong with it.

    Example: commentguard data describe youtube_tubespam
    """
    from commentguard.training.catalogue import entry

    found = entry(name)
    for title, value in (
        ("name", found.name), ("what", found.title), ("licence", found.licence),
        ("rows", f"{found.unwanted} unwanted, {found.ham} ham"), ("label", found.label),
        ("use", found.use), ("SHA-256 of data.csv", found.sha256), ("made", found.made),
        *(("trap", trap) for trap in found.traps),
        *(("source", address.url()) for address in found.addresses),
    ):  # fmt: skip
        typer.echo(f"{title}: {value}")


def verify(corpora: _Corpora = None) -> None:
    """Check every corpus by SHA-256; exit code 3 unless all are here. Example: commentguard data verify"""
    from commentguard.errors import DataError
    from commentguard.training.catalogue import CATALOGUE
    from commentguard.training.holdings import State, state
    from commentguard.training.public_folder import corpora_folder

    folder = corpora or corpora_folder()
    states = {entry.name: state(entry, folder) for entry in CATALOGUE}
    for name, found in states.items():
        typer.echo(f"{name}\t{found}")
    if set(states.values()) != {State.HERE}:
        raise typer.Exit(DataError.exit_code)


def fetch(
    names: Annotated[list[str], typer.Argument(help="Names of corpora, or 'all'.")],
    mirror: Annotated[
        str,
        typer.Option("--from", help="Address below which NAME/data.csv lies; COMMENTGUARD_MIRROR."),
    ] = "",
    corpora: Annotated[
        Path | None, typer.Option(help="Folder to fill; default: COMMENTGUARD_DATA.")
    ] = None,
) -> None:
    """Download corpora: assembled ones from a mirror, else the source files that they are made of,
    and data.csv where a rule makes it of them (see `data describe NAME`).

    Example: commentguard data fetch sms_spam_collection --from https://mirror.example/corpora
    """
    import os

    from commentguard.cli.progress import bytes_on
    from commentguard.training.catalogue import CATALOGUE, entry
    from commentguard.training.holdings import State, state
    from commentguard.training.holdings import fetch as bring

    folder = corpora or Path(os.environ.get("COMMENTGUARD_DATA", "data/external"))
    wanted = CATALOGUE if names == ["all"] else [entry(name) for name in names]
    for found in wanted:
        with bytes_on(found.name) as progress:
            for path in bring(found, folder, mirror, progress):
                typer.echo(str(path))
        if state(found, folder) is State.SOURCES:
            typer.echo(f"{found.name}: no data.csv yet. {found.made}; --from MIRROR", err=True)


def split(
    out: Annotated[Path, typer.Option(help="Folder for the split files.")] = Path("data/splits"),
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = _OWN,
    corpora: _Corpora = None,
) -> None:
    """Write the split files: row numbers, no text. Corpora that are not here keep theirs.

    Example: commentguard data split
    """
    from commentguard.training.corpora import OWN, SOURCES, read_own, read_public
    from commentguard.training.public_folder import corpora_folder
    from commentguard.training.split_files import PROTOCOLS, write_splits

    public = corpora or corpora_folder()
    wanted = {protocol.corpus for protocol in PROTOCOLS.values()}
    found = {OWN: read_own(data, "train")}
    for source in SOURCES if public else ():
        if public and source.folder in wanted and (public / source.folder / "data.csv").is_file():
            found[source.folder] = read_public(source, public)
    for path in write_splits(out, found):
        typer.echo(str(path))


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; default: data/blog_comments.")
    ] = None,
    rows: Annotated[
        bool,
        typer.Option(
            "--rows-only",
            help="Each record alone, by the guide of the shipped corpus: for a file half written.",
        ),
    ] = False,
) -> None:
    """Check labelled comments; exit code 3 when something is wrong.

    Comments of your own are asked for the layout: what training would refuse, drop or misread. The
    shipped corpus (a folder with BRIEFS.md) is asked for all that its datasheet promises.

    Example: commentguard data check data/blog_comments
    """
    from commentguard.errors import DataError
    from commentguard.training.corpora import BRIEFS
    from commentguard.training.corpus_check import check as whole
    from commentguard.training.layout import check_layout, contradicted, counted, unfit
    from commentguard.training.record_check import Problem, faults
    from commentguard.training.records import every_line

    paths = [
        path
        for given in files or [_OWN]
        for path in (sorted(given.glob("*.jsonl")) if given.is_dir() else [given])
    ]
    if not paths:
        raise DataError(f"no *.jsonl in {', '.join(map(str, files or [_OWN]))}")
    read = [(f"{path}:{line}", r) for path in paths for line, r in every_line(path)]
    found = [(where, record) for where, record in read if not isinstance(record, str)]
    unread = [Problem("layout", where, told) for where, told in read if isinstance(told, str)]
    records = [record for _, record in found]
    if rows:
        problems = [p for record in records for p in faults(record)]
    elif all((path.parent / BRIEFS).is_file() for path in paths):
        problems = whole(records)
    else:
        problems = check_layout(found)
        typer.echo(counted(found), err=True)
        for told in filter(None, (contradicted(found), unfit(found))):
            typer.echo(told, err=True)
    problems = [*unread, *problems]
    for problem in problems:
        typer.echo(str(problem))
    typer.echo(f"{len(read)} comments, {len(problems)} problems", err=True)
    if problems:
        raise typer.Exit(DataError.exit_code)


def style(
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = _OWN,
    corpora: _Corpora = None,
    write: Annotated[
        Path | None, typer.Option(help="Datasheet whose style table is replaced.")
    ] = None,
) -> None:
    """Measure what gives our own writing away, by style alone.

    Example: commentguard data style --write data/README.md
    """
    from commentguard.errors import DataError
    from commentguard.training.corpora import SOURCES, read_own, read_public
    from commentguard.training.datasheet import replace_section
    from commentguard.training.public_folder import corpora_folder
    from commentguard.training.style_probe import all_probes, table

    public = corpora or corpora_folder()
    if public is None:
        raise DataError("public corpora not found (COMMENTGUARD_DATA)")
    real = {source.folder: read_public(source, public) for source in SOURCES}
    written = table(all_probes(read_own(data, "train"), real))
    if write is None:
        typer.echo(written, nl=False)
    else:
        replace_section(write, "style", written)


def agree(
    first: Annotated[Path, typer.Argument(help="One pass, JSONL: id, label, reasons.")],
    second: Annotated[Path, typer.Argument(help="The other pass.")],
    write: Annotated[
        Path | None, typer.Option(help="Datasheet whose agreement table is replaced.")
    ] = None,
) -> None:
    """Agreement of two labelling passes: Krippendorff's alpha, per class and reason.

    Example: commentguard data agree pass-a.jsonl pass-b.jsonl
    """
    from commentguard.training.agreement import agreement, agreement_table
    from commentguard.training.datasheet import replace_section
    from commentguard.training.records import read_records

    found = agreement(list(read_records(first)), list(read_records(second)))
    if write is None:
        typer.echo(agreement_table(found), nl=False)
        for identity in found.disagreed:
            typer.echo(identity, err=True)
    else:
        replace_section(write, "agreement", agreement_table(found))
