"""A report carried to a model that judges alike: the same weights, cut-offs and claims, other probes.

Probes prove that code computes what a model was fitted to and have no part in any verdict. When only they
change, so does the digest, and hours of measuring would find the same figures. The
report then names both digests, so that nobody has to believe it.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from commentguard.errors import DataError
from commentguard.scoring.bundle import Bundle


def carried(report: Path, measured: Bundle, bundle: Bundle) -> dict[str, Any]:
    """The report at `report` of the model `measured` as one of `bundle`.

    Raises `DataError` where it is another model's, or where the two differ in more than their probes.
    """
    try:
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        named = found["model"]["digest"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{report}: no report of a model: {error!r}") from error
    if named != measured.digest:
        raise DataError(f"{report} is of {named[:12]}, not of {measured.digest[:12]}")
    if _without_probes(measured) != _without_probes(bundle):
        raise DataError(
            f"{measured.digest[:12]} and {bundle.digest[:12]} differ in more than their probes: measure anew"
        )
    found["model"] = {**bundle.describe(), "measured_as": measured.digest}
    return found


def _without_probes(bundle: Bundle) -> str:
    """The digest that a bundle would have without any."""
    with tempfile.TemporaryDirectory(prefix="commentguard-carried-") as folder:
        return replace(bundle, probes=()).save(Path(folder)).digest
