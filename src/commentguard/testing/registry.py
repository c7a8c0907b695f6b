"""Models with known, different answers, for tests of the store and of whatever follows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from commentguard.registry.floors import FLOORS
from commentguard.scoring.bundle import Bundle, load
from commentguard.scoring.linear import Head
from commentguard.scoring.shipped import default_model


def passing_report() -> dict[str, Any]:
    """A report whose figures lie exactly at the floors, of just enough comments; it names no model yet."""
    report: dict[str, Any] = {}
    for floor in FLOORS:
        for path, value in ((floor.path, floor.limit), (floor.counted, max(1, floor.fewest))):
            holder = report
            for key in path[:-1]:
                holder = holder.setdefault(key, {})
            holder[path[-1]] = value
    return report


def measured_copy(
    folder: Path, version: str, bias: float, report: Mapping[str, Any] | None = None
) -> Bundle:
    """Write a bundle ``toy`` whose every score lies `bias` above the shipped model's, with report.

    An empty `report` leaves the file out. The bundle carries no probes: they would, rightly,
    refuse a model whose bias was moved by hand.
    """
    shipped = load(default_model(), prove=False)
    head = Head(shipped.unwanted.bias + bias, shipped.unwanted.dense, shipped.unwanted.table)
    moved = replace(shipped, name="toy", version=version, unwanted=head, probes=())
    bundle = moved.save(folder)
    told = passing_report() if report is None else report
    if told:
        body = json.dumps({"model": bundle.describe(), **told})
        (folder / "report.json").write_text(body, "utf-8")
    return bundle
