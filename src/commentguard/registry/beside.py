"""The report beside a bundle: its figures, if they are this bundle's.

A folder is trained into again, and the report.json of the model before stays where it was. Its
figures read like any others, so nothing of it is believed unless it names the digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commentguard.registry.floors import figure
from commentguard.scoring.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Beside:
    """`report` is empty where there is none of this model; `told` says which it is, for people."""

    report: Mapping[str, Any]
    told: str


def report_beside(folder: Path, bundle: Bundle) -> Beside:
    """What ``report.json`` in `folder` says of `bundle`."""
    try:
        report = json.loads((folder / "report.json").read_text("utf-8"))
    except FileNotFoundError:
        return Beside({}, "it has no report.json")
    except (OSError, ValueError, RecursionError) as error:
        return Beside({}, f"its report.json is unreadable: {error}")
    named = figure(report, ("model", "digest"))
    if named != bundle.digest:
        return Beside({}, f"its report is of another model (digest {str(named)[:12]})")
    half = half_of(report)
    if half is None:
        return Beside(report, "its report was made without opening a test half")
    return Beside(report, f"its report is of the test half {half[:12]}")


def half_of(report: Mapping[str, Any]) -> str | None:
    """The digest of the test half that a report was measured on."""
    half = figure(report, ("opened", "half_sha256"))
    return half if isinstance(half, str) else None
