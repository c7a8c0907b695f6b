"""The figures that the gate of promotion asks for, out of those of the own test half."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def asked_for_promotion(own: Mapping[str, Any]) -> dict[str, Any]:
    """What `registry.floors` reads, under paths that stay when tracks change.

    `None` is what no comment of the half could say: no floor is reached by a share of nothing.
    """
    counts, ham, reasons = own["counts"], own["ham"]["all"], own.get("reasons", {})
    unwanted = counts["caught"] + counts["missed"]
    return {
        "unwanted_against_ham": {
            **{key: own[key] if unwanted else None for key in ("f1", "precision", "caught", "mcc")},
            "n": unwanted,
        },
        "ham_held": {**ham, "rate": ham["rate"] if ham["n"] else None},
        "reasons": {
            key: reasons[key] for key in ("micro_f1", "unwanted_with_reasons") if key in reasons
        },
    }
