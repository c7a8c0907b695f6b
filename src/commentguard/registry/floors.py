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

from commentguard.errors import SkewError
from commentguard.scoring.bundle import Bundle, prove_bundle


@dataclass(frozen=True, slots=True)
class Floor:
    """One figure of ``report.json`` by its path, and how far it may go."""

    path: tuple[str, ...]
    limit: float
    at_least: bool
    means: str

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


FLOORS: tuple[Floor, ...] = (
    Floor(("own_test", "unwanted_against_ham", "f1"), 0.60, True, "F1 of unwanted against ham"),
    Floor(("own_test", "ham_held", "rate"), 0.06, False, "share of ham held"),
    Floor(("own_test", "reasons", "micro_f1"), 0.40, True, "micro-F1 of reasons"),
)


HOW = (
    "`commentguard evaluate --model FOLDER --out FOLDER --track own_test --open-test` writes one,"
    " before the bundle is added"
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
    except (OSError, ValueError) as error:
        return [Finding("a report.json beside the bundle", f"unreadable: {error}", False)]
    named = figure(report, ("model", "digest"))
    findings = [
        Finding("the report names this digest", str(named)[:12], named == bundle.digest),
        _proof(bundle),
    ]
    for floor in FLOORS:
        value = figure(report, floor.path)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        findings.append(
            Finding(
                f"{floor.means} {'≥' if floor.at_least else '≤'} {floor.limit:g}",
                f"{value:.3f}" if number else "not in the report",
                number and floor.holds(value),
            )
        )
    return findings


def _proof(bundle: Bundle) -> Finding:
    asked = "the bundle proves itself"
    try:
        prove_bundle(bundle)
    except SkewError as error:
        return Finding(asked, str(error), False)
    count = len(bundle.probes)
    return Finding(asked, f"{count} probes computed again" if count else "it has no probes", True)


def figure(report: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path of a report, `None` where there is none."""
    found: Any = report
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found
