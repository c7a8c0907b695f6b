"""The worst errors of a track: readers held most surely, adverts published most surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from commentguard.training.citation import cite
from commentguard.training.corpora import Row
from commentguard.training.tracks.outcome import Outcome
from commentguard.verdict import Verdict

LISTED = 30


def worst(outcome: Outcome) -> dict[str, Any]:
    """Citations with scores and reasons, at most `LISTED` of each kind, surest mistakes first."""
    rows = [part.pool.rows[k] for part in outcome.parts for k in part.at]
    return {
        kind: [_told(outcome, rows, k) for k in positions(outcome, ham=ham)[:LISTED]]
        for kind, ham in (("ham_held", True), ("unwanted_published", False))
    }


def positions(outcome: Outcome, *, ham: bool) -> list[int]:
    """Positions in the outcome of ham held or unwanted published, surest mistakes first."""
    wrong = outcome.held & ~outcome.unwanted if ham else ~outcome.held & outcome.unwanted
    at = np.flatnonzero(wrong)
    sure = -outcome.scores[at] if ham else outcome.scores[at]
    return [int(k) for k in at[np.argsort(sure, kind="stable")]]


def verdict_at(outcome: Outcome, position: int) -> Verdict | None:
    """The whole verdict at a position, where a guard gave one."""
    for part in outcome.parts:
        if position < len(part.at):
            return part.verdicts[position] if part.verdicts else None
        position -= len(part.at)
    return None


def _told(outcome: Outcome, rows: Sequence[Row], position: int) -> dict[str, Any]:
    verdict = verdict_at(outcome, position)
    told: dict[str, Any] = {
        "row": cite(rows[position]),
        "log_odds": round(float(outcome.scores[position]), 3),
    }
    if verdict is not None:
        told["reasons"] = [reason.code.value for reason in verdict.reasons]
    return told
