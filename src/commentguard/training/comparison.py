"""Two contestants on the same rows: fold by fold, row by row, and what changed for whom.

A difference under 1.5 points is called a tie, because on a hundred rows it is one comment. The
exact McNemar test looks only at rows where the two disagree in being right, and so needs no
assumption about how hard the rows are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from commentguard.training.citation import cite
from commentguard.training.corpora import Row
from commentguard.training.figures import binary_figures
from commentguard.training.tracks.outcome import Outcome, Part
from commentguard.verdict import Verdict

Bools = NDArray[np.bool_]

TIE = 0.015
_LISTED = 60


def compare(
    first: Outcome, second: Outcome, fold: Callable[[Part, Row], str] | None = None
) -> dict[str, Any]:
    """`second` against `first`: won, tied and lost folds, McNemar, and every changed verdict.

    `fold` names the fold of a row where the parts themselves are not the folds (languages of one
    file). Where all rows of a fold are ham the share held decides, otherwise the Matthews
    correlation. The trap: several tracks share rows, so their counts must not be added.
    """
    rows = [part.pool.rows[k] for part in first.parts for k in part.at]
    names = np.array(
        [
            fold(part, part.pool.rows[k]) if fold else part.name
            for part in first.parts
            for k in part.at
        ]
    )
    folds = [_fold(name, names == name, first, second) for name in dict.fromkeys(names.tolist())]
    counted = {kind: sum(f["second"] == kind for f in folds) for kind in ("won", "tied", "lost")}
    right_first = first.held == first.unwanted
    right_second = second.held == second.unwanted
    gained, lost = (
        int((right_second & ~right_first).sum()),
        int((right_first & ~right_second).sum()),
    )
    return {
        "folds": folds,
        **counted,
        "gained": gained,
        "lost_rows": lost,
        "mcnemar_p": float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0,
        "changed": _changed(rows, first, second),
    }


def _fold(name: str, at: Bools, first: Outcome, second: Outcome) -> dict[str, Any]:
    unwanted = first.unwanted[at]
    if not unwanted.any():
        figure = "ham held"
        values = [float(one.held[at].mean()) for one in (first, second)]
        better, margin = values[0] - values[1], 1 / max(1, int(at.sum()))
    else:
        figure = "mcc"
        values = [
            binary_figures(o.scores[at], o.held[at], unwanted)["mcc"] for o in (first, second)
        ]
        better, margin = values[1] - values[0], TIE
    outcome = "tied" if abs(better) < margin else "won" if better > 0 else "lost"
    return {
        "fold": name, "n": int(at.sum()), "figure": figure,
        "first_value": values[0], "second_value": values[1], "second": outcome,
    }  # fmt: skip


def _changed(rows: Sequence[Row], first: Outcome, second: Outcome) -> dict[str, Any]:
    """Rows whose action changed, worst first: those that became wrong, then those mended."""
    verdicts = [_verdicts(outcome, len(rows)) for outcome in (first, second)]
    changed = np.flatnonzero(first.held != second.held)
    wrong_now = second.held[changed] != second.unwanted[changed]
    gap = np.abs(second.scores - first.scores)[changed]
    order = changed[np.lexsort((-gap, ~wrong_now))]
    listed = [
        {
            "row": cite(rows[k]),
            "is": _label(rows[k]),
            "second": "holds" if second.held[k] else "publishes",
            "right": bool(second.held[k] == second.unwanted[k]),
            "reasons_first": _reasons(verdicts[0][k]),
            "reasons_second": _reasons(verdicts[1][k]),
        }
        for k in order[:_LISTED]
    ]
    return {"n": len(changed), "listed": listed}


def _verdicts(outcome: Outcome, n: int) -> list[Verdict | None]:
    found: list[Verdict | None] = [v for part in outcome.parts for v in part.verdicts]
    return found if len(found) == n else [None] * n


def _label(row: Row) -> str:
    return row.label.value if row.label else "unwanted" if row.unwanted else "ham"


def _reasons(verdict: Verdict | None) -> list[str]:
    """Codes with their weights, strongest first. Wording is not quoted: reports hold no texts."""
    if verdict is None:
        return []
    ranked = sorted(verdict.reasons, key=lambda r: (-r.weight, r.code.value))
    return [f"{reason.code.value} {reason.weight:+.2f}" for reason in ranked]
