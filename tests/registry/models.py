"""Models with known, different answers, made from the shipped one by moving its bias."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from commentguard.scoring.bundle import Bundle, load
from commentguard.scoring.linear import Head
from commentguard.scoring.shipped import default_model

GOOD: dict[str, Any] = {
    "own_test": {
        "unwanted_against_ham": {"f1": 0.9},
        "ham_held": {"rate": 0.01},
        "reasons": {"micro_f1": 0.8},
    }
}


def saved(folder: Path, version: str, bias: float, report: dict[str, Any] | None = GOOD) -> Bundle:
    """A bundle ``toy`` in `folder` whose every score lies `bias` above the shipped model's."""
    shipped = load(default_model(), prove=False)
    head = Head(shipped.unwanted.bias + bias, shipped.unwanted.dense, shipped.unwanted.table)
    moved = replace(shipped, name="toy", version=version, unwanted=head, probes=())
    bundle = moved.save(folder)
    if report is not None:
        told = {"model": bundle.describe(), **report}
        (folder / "report.json").write_text(json.dumps(told))
    return bundle
