"""What a model must reach before it may answer visitors: the only place with these numbers.

Floors, not targets: they are measured on the own test half, which every copy of the project has,
so that nobody needs a corpus that may not be redistributed to be allowed to promote. A model
below one is not bad luck, it is broken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commentguard.errors import ModelError
from commentguard.scoring.bundle import Bundle, prove_bundle


@dataclass(frozen=True, slots=True)
class Floor:
    """One figure of ``report.json`` by its path, and how far it may go.

    `counted` is the path of how many comments of the test half could say it, and `fewest` how many must. A
    figure whose `fewest` is 0 a half of one's own may do without: where the report says none, the floor asks for
    nothing.
    """

    path: tuple[str, ...]
    limit: float
    at_least: bool
    means: str
    counted: tuple[str, ...]
    fewest: int = 0

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


FEWEST = 50
"""Fewer prove nothing: a model that holds 6 % of readers, the limit, holds none of 48 once in twenty halves."""

FLOORS: tuple[Floor, ...] = (
    Floor(
        ("own_test", "unwanted_against_ham", "f1"), 0.60, True, "F1 of unwanted against ham",
        counted=("own_test", "unwanted_against_ham", "n"), fewest=FEWEST,
    ),
    Floor(
        ("own_test", "ham_held", "rate"), 0.06, False, "share of ham held",
        counted=("own_test", "ham_held", "n"), fewest=FEWEST,
    ),
    Floor(
        ("own_test", "reasons", "micro_f1"), 0.40, True, "micro-F1 of reasons",
        counted=("own_test", "reasons", "unwanted_with_reasons"),
    ),
)  # fmt: skip


HOW = (
    "`commentguard evaluate --model FOLDER --out FOLDER --track own_test --open-test` writes one,"
    " before the bundle is added; what is stored already is then added again, with another --version"
)
"""How a model comes by a report: in the store nothing can be written beside it any more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition of promotion: what was asked, what was found, whether it holds."""

    asked: str
    found: str
    holds: bool


def examine(folder: Path, bundle: Bundle) -> list[Finding]:
    """Every condition of promotion for the bundle in `folder`, in a fixed order.

    The probes are computed again here, because whoever opens a model of the store does not.
    """
    path = folder / "report.json"
    try:
        report = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return [Finding("a report.json beside the bundle", f"none; {HOW}", False)]
    except (OSError, ValueError, RecursionError) as error:
        return [Finding("a report.json beside the bundle", f"unreadable: {error}", False)]
    named = figure(report, ("model", "digest"))
    findings = [
        Finding("the report names this digest", str(named)[:12], named == bundle.digest),
        _proof(bundle),
    ]
    findings += [_measured(floor, report) for floor in FLOORS]
    return findings


def _proof(bundle: Bundle) -> Finding:
    asked = "the bundle proves itself"
    try:
        prove_bundle(bundle)
    except ModelError as error:
        return Finding(asked, str(error), False)
    count = len(bundle.probes)
    return Finding(asked, f"{count} probes computed again" if count else "it has no probes", True)


def _measured(floor: Floor, report: Mapping[str, Any]) -> Finding:
    asked = f"{floor.means} {'≥' if floor.at_least else '≤'} {floor.limit:g}"
    value = figure(report, floor.path)
    counted = figure(report, floor.counted)
    if isinstance(value, int | float) and not isinstance(value, bool):
        n = counted if isinstance(counted, int) else 0
        found = f"{value:.3f} (n = {n})"
        if n < floor.fewest:
            return Finding(asked, f"{found}; fewer than {floor.fewest} say too little", False)
        return Finding(asked, found, floor.holds(value))
    if value is not None or not _said(report, floor.path):
        return Finding(asked, "not in the report", False)
    # Only a count of nothing excuses: a report without one may have lost the figure.
    if not floor.fewest and counted == 0:
        return Finding(asked, "not measured: nothing in the test half is labelled so", True)
    return Finding(asked, "not measured: the test half holds nothing that could say it", False)


def _said(report: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    holder = figure(report, path[:-1])
    return isinstance(holder, Mapping) and path[-1] in holder


def figure(report: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path of a report, `None` where there is none."""
    found: Any = report
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found
