"""`commentguard signals`: every detector, its columns, and their weights in the model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def signals(
    model: Annotated[
        Path | None, typer.Option(help="Folder of a bundle; default: shipped.")
    ] = None,
) -> None:
    """List signals and columns with their weight and how many questions of trees they answer. Example: commentguard signals"""
    from commentguard.features.encoder import Encoder
    from commentguard.scoring.bundle import load
    from commentguard.scoring.shipped import default_model

    bundle = load(model or default_model(), prove=False)
    weights = dict(zip(bundle.columns, bundle.unwanted.dense.tolist(), strict=True))
    asked = bundle.trees.asked(bundle.columns)
    for name, column in Encoder().columns.items():
        weight = f"{weights[name]:+8.3f}" if name in weights else "not in this model"
        code = column.code.value if column.code else "-"
        typer.echo(f"{name:32} {code:20} {weight} {asked.get(name, 0):5}")
