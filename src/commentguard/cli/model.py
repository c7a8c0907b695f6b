"""`commentguard model`: which models there are, what they are, which one answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.cli.again import again
from commentguard.cli.site import ConfigFile, Home

if TYPE_CHECKING:
    from commentguard.registry.store import ModelStore, Stored

_NAMED = "NAME/VERSION, digest (6 digits or more), 'shipped'"
_Model = Annotated[str, typer.Argument(help=f"{_NAMED}, or a folder.")]
_OfTheStore = Annotated[
    str, typer.Argument(help=f"{_NAMED}; a folder is added first (commentguard model add).")
]


def list_models(home: Home = None, config: ConfigFile = None) -> None:
    """List models: `*` answers, `-` answered before. Example: commentguard model list"""
    from commentguard.errors import ModelError
    from commentguard.registry.store import SHIPPED

    store = open_store(home, config)
    pointer = store.pointer()
    current = pointer.current.reference if pointer else SHIPPED
    previous = pointer.previous.reference if pointer and pointer.previous else ""
    for reference in store.references():
        mark = "*" if reference == current else "-" if reference == previous else " "
        try:
            bundle = store.open(reference).bundle
        except ModelError as error:
            typer.echo(f"{mark} {reference}\tdamaged\t{error}")
            continue
        typer.echo(f"{mark} {reference}\t{bundle.name} {bundle.version}\t{bundle.digest[:12]}")


def show(model: _Model = "shipped", home: Home = None, config: ConfigFile = None) -> None:
    """Print what a model says of itself, as JSON. Example: commentguard model show shipped"""
    from commentguard.registry.beside import report_beside
    from commentguard.registry.floors import FLOORS, figure

    stored = open_model(model, home, config)
    bundle, beside = stored.bundle, report_beside(stored.folder, stored.bundle)
    told = {
        **bundle.describe(),
        "reference": stored.reference,
        "folder": str(stored.folder),
        "columns": len(bundle.columns),
        "trees": len(bundle.trees),
        "policy": bundle.policy.to_mapping(),
        "claims": bundle.claims,
        "segment_penalty": bundle.segment_penalty,
        "segment_discount": bundle.segment_discount,
        "segments_again": bundle.again._asdict(),
        "training": bundle.training,
        "probes": len(bundle.probes),
        "report": beside.told,
        "figures": {floor.means: figure(beside.report, floor.path) for floor in FLOORS},
    }
    typer.echo(json.dumps(told, indent=2, sort_keys=True))


def diff(
    first: _Model,
    second: _Model,
    weights: Annotated[int, typer.Option(help="How many of the changed weights to print.")] = 10,
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Print what changed between two models. Example: commentguard model diff shipped mine/2"""
    from commentguard.registry.beside import report_beside
    from commentguard.registry.difference import difference

    one, two = open_model(first, home, config), open_model(second, home, config)
    reports = [report_beside(stored.folder, stored.bundle) for stored in (one, two)]
    typer.echo(
        f"{one.reference} {one.bundle.digest[:12]} → {two.reference} {two.bundle.digest[:12]}"
    )
    lines = difference(one.bundle, two.bundle, reports[0].report, reports[1].report, weights)
    for line in lines or ["no difference"]:
        typer.echo(line)
    for stored, beside in zip((one, two), reports, strict=True):
        if not beside.report:
            typer.echo(f"{stored.reference} is not measured: {beside.told}", err=True)


def verify(model: _Model = "shipped", home: Home = None, config: ConfigFile = None) -> None:
    """Check sums and probes of a model. Example: commentguard model verify mine/2"""
    from commentguard.scoring.bundle import load

    bundle = load(open_model(model, home, config).folder)
    typer.echo(f"ok: {bundle.name} {bundle.version} {bundle.digest}, {len(bundle.probes)} probes")


def add(
    folder: Annotated[Path, typer.Argument(help="Folder of a bundle, with its report.json.")],
    name: Annotated[str, typer.Option(help="Name in the store; default: the bundle's.")] = "",
    version: Annotated[str, typer.Option(help="Version there; default: the bundle's.")] = "",
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Copy a model into the store, where it never changes. Example: commentguard model add build/mine"""
    from commentguard.registry.floors import HOW

    stored = open_store(home, config).add(folder, name, version)
    typer.echo(f"{stored.reference} {stored.bundle.digest}")
    if not (stored.folder / "report.json").is_file():
        typer.echo(f"It has no report.json and cannot be promoted: {HOW}.", err=True)


def promote(
    model: _OfTheStore,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every condition; move nothing.")
    ] = False,
    home: Home = None,
    config: ConfigFile = None,
) -> None:
    """Let a measured model answer; running servers follow. Example: commentguard model promote mine/2"""
    from commentguard.errors import ModelError
    from commentguard.registry.floors import examine
    from commentguard.registry.promotion import promote as move

    store = open_store(home, config)
    if model not in store.references() and (Path(model) / "bundle.json").is_file():
        raise ModelError(
            f"{model} is a folder, and only what the store keeps can answer;"
            f" add it first: {again(f'model add {model}', home=home, config=config)}"
        )
    if explain:
        stored = store.find(model)
        findings = examine(stored.folder, stored.bundle)
        for finding in findings:
            typer.echo(f"{'yes' if finding.holds else 'NO '}  {finding.asked}: {finding.found}")
        if not all(finding.holds for finding in findings):
            raise typer.Exit(ModelError.exit_code)
        return
    stored = move(store, model)
    typer.echo(f"{stored.reference} {stored.bundle.digest} answers")


def rollback(home: Home = None, config: ConfigFile = None) -> None:
    """Let the previous model answer again. Example: commentguard model rollback"""
    from commentguard.registry.promotion import roll_back

    stored = roll_back(open_store(home, config))
    typer.echo(f"{stored.reference} {stored.bundle.digest} answers")


def open_store(home: Path | None, config: Path | None) -> ModelStore:
    """The store of the home that the settings name, the one that a server follows."""
    from commentguard.registry.store import ModelStore
    from commentguard.server.config import Config

    return ModelStore(Config.load(config, {"home": home}).folder)


def folder_of(wanted: str) -> Path:
    """Where the model that `open_model` would open lies; what is in a folder that is named is asked by who loads it."""
    store = open_store(None, None)
    if wanted in store.references():
        return store.place(wanted)
    return Path(wanted) if Path(wanted).is_dir() else store.find(wanted).folder


def open_model(wanted: str, home: Path | None = None, config: Path | None = None) -> Stored:
    """A model of the store, or, where there is such a folder, the bundle in it."""
    from commentguard.registry.store import Stored
    from commentguard.scoring.bundle import load

    store = open_store(home, config)
    if wanted not in store.references() and (Path(wanted) / "bundle.json").is_file():
        return Stored(wanted, Path(wanted), load(Path(wanted), prove=False))
    return store.find(wanted)
