"""`commentguard model`: look at bundles on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

_Folder = Annotated[Path | None, typer.Argument(help="Folder of a bundle; default: shipped.")]


def list_models(
    folder: Annotated[Path, typer.Argument(help="Folder that holds bundles.")] = Path("models"),
) -> None:
    """List the bundles below a folder, and the shipped one. Example: commentguard model list"""
    from commentguard.errors import ModelError
    from commentguard.scoring.bundle import load
    from commentguard.scoring.shipped import default_model

    found = {path.parent.resolve() for path in folder.glob("**/bundle.json")}
    for place in sorted({*found, default_model().resolve()}):
        try:
            bundle = load(place, prove=False)
        except ModelError as error:
            typer.echo(f"damaged\t{error}")
            continue
        typer.echo(f"{bundle.name}\t{bundle.version}\t{bundle.digest[:12]}\t{place}")


def show(folder: _Folder = None) -> None:
    """Print what a bundle says of itself, as JSON. Example: commentguard model show"""
    from commentguard.scoring.bundle import load
    from commentguard.scoring.shipped import default_model

    bundle = load(folder or default_model(), prove=False)
    told = {
        **bundle.describe(),
        "columns": len(bundle.columns),
        "policy": bundle.policy.to_mapping(),
        "claims": bundle.claims,
        "segment_penalty": bundle.segment_penalty,
        "training": bundle.training,
        "probes": len(bundle.probes),
    }
    typer.echo(json.dumps(told, indent=2, sort_keys=True))


def verify(folder: _Folder = None) -> None:
    """Check sums and probes of a bundle. Example: commentguard model verify models/mine"""
    from commentguard.scoring.bundle import load
    from commentguard.scoring.shipped import default_model

    bundle = load(folder or default_model())
    typer.echo(f"ok: {bundle.name} {bundle.version} {bundle.digest}, {len(bundle.probes)} probes")
