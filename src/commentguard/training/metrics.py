"""The figures that reports print, each with its interval where one is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.verdict import Action, Label, Span, Verdict

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def recall_at(scores: Floats, unwanted: Bools, rate: float) -> float:
    """Share of unwanted above the score that at most `rate` of ham exceeds."""
    ham = np.sort(scores[~unwanted])
    if not len(ham) or not unwanted.any():
        return 0.0
    cutoff = ham[len(ham) - 1 - int(len(ham) * rate)]
    return float((scores[unwanted] > cutoff).mean())


def calibration_error(probability: Floats, unwanted: Bools, bins: int = 15) -> dict[str, float]:
    """Expected calibration error over equal-mass bins, and the Brier score."""
    order = np.argsort(probability, kind="stable")
    gaps = 0.0
    for part in np.array_split(order, bins):
        if len(part):
            gaps += len(part) * abs(float(probability[part].mean() - unwanted[part].mean()))
    return {
        "ece": gaps / max(1, len(order)),
        "brier": float(np.mean((probability - unwanted) ** 2)),
    }


def pair_accuracy(records: Sequence[dict[str, Any]], held: Bools) -> dict[str, float | None]:
    """Share of counterfactual pairs of which both members are (published ⇔ ham).

    `None` where there are no pairs: a share of nothing is not 0, which a target would call missed.
    """
    named = [(r, h) for r, h in zip(records, held, strict=True) if r.get("id")]
    right = {r["id"]: h != (r["label"] == "ham") for r, h in named}
    pairs = {tuple(sorted((r["id"], r["pair_of"]))) for r, _ in named if r.get("pair_of") in right}
    both = sum(all(right[member] for member in pair) for pair in pairs)
    return {"right": both, "n": len(pairs), "accuracy": both / len(pairs) if pairs else None}


def reason_scores(records: Sequence[dict[str, Any]], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Micro-F1 of reason codes and span recall.

    A published comment counts as giving no codes. A labelled span is recalled when spans of
    its code cover at least half of its characters. Unwanted comments without reasons are not
    labelled and left out (only ham has none); where no other is there, the figure is `None`.
    """
    counts: dict[str, Counter[str]] = {}
    covered = labelled = reasoned = 0
    for record, verdict in zip(records, verdicts, strict=True):
        given = (
            {}
            if verdict.action is Action.PUBLISH
            else {r.code.value: r.spans for r in verdict.reasons}
        )
        wanted = set(record.get("reasons") or ())
        if not wanted and record["label"] != Label.HAM:
            continue
        reasoned += bool(wanted)
        for code in wanted | set(given):
            kind = (
                "right"
                if code in wanted and code in given
                else "missed"
                if code in wanted
                else "extra"
            )
            counts.setdefault(code, Counter())[kind] += 1
        for code, evidence in (record.get("evidence") or {}).items():
            for quote in evidence:
                labelled += 1
                covered += _covered(record["text"], quote, given.get(code, ())) * 2 >= len(quote)
    total = sum(counts.values(), Counter[str]())
    f1 = 2 * total["right"] / max(1, 2 * total["right"] + total["extra"] + total["missed"])
    by_code = {code: dict(count) for code, count in sorted(counts.items())}
    return {
        "micro_f1": f1 if reasoned else None,
        "unwanted_with_reasons": reasoned,
        "span_recall": covered / labelled if labelled else None,
        "spans": labelled,
        "by_code": by_code,
    }


def _covered(text: str, quote: str, spans: Sequence[Span]) -> int:
    """How many characters of the best occurrence of `quote` the spans cover."""
    best, at = 0, text.find(quote)
    while at >= 0:
        inside = {i for s in spans for i in range(max(s.start, at), min(s.end, at + len(quote)))}
        best = max(best, len(inside))
        at = text.find(quote, at + 1)
    return best
