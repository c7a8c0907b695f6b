"""Comments in our own layout: labels, pairs, reasons, spans, and who is held by mistake.

Pair accuracy asks both members of a
counterfactual pair, reasons count only on comments that were held, and every share of readers
held has an exact bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.training import slices
from commentguard.training.contestants import Contestant
from commentguard.training.figures import binary_figures, in_population
from commentguard.training.guards import BundleGuard
from commentguard.training.metrics import pair_accuracy, reason_scores
from commentguard.training.tracks.exam import Exam, Paper, Record
from commentguard.training.tracks.outcome import Outcome, Part
from commentguard.verdict import Verdict

Bools = NDArray[np.bool_]

# Shares of unwanted comments that sites report: a tended blog, a busy one, one without a guard.
POPULATIONS = (0.05, 0.3, 0.85)
_SHORT = 10


def run(exam: Exam, contestant: Contestant) -> tuple[Outcome, tuple[Paper, ...]]:
    """Judge every paper; guards that explain themselves also give whole verdicts."""
    papers = tuple(exam.papers(contestant))
    parts = []
    for paper in papers:
        judged = paper.guard.judge(paper.pool)
        guard = paper.guard
        verdicts = guard.verdicts(paper.pool) if isinstance(guard, BundleGuard) else []
        parts.append(
            Part(
                paper.name, paper.pool, np.arange(len(paper.pool)), judged.scores, judged.held,
                np.zeros(len(paper.pool), dtype=bool), judged.probability, judged.base_rate,
                verdicts=tuple(verdicts),
            )
        )  # fmt: skip
    return Outcome(exam.name, contestant.name, tuple(parts)), papers


def figures(outcome: Outcome, papers: Sequence[Paper]) -> dict[str, Any]:
    """Every figure of an exam. Without verdicts there are no labels, reasons and spans to count."""
    records = [record for paper in papers for record in paper.records]
    scores, held, unwanted = outcome.scores, outcome.held, outcome.unwanted
    verdicts = [verdict for part in outcome.parts for verdict in part.verdicts]
    told = binary_figures(scores, held, unwanted)
    told["pairs"] = pair_accuracy(records, held)
    told["ham"] = _ham(records, held, unwanted)
    told["hard_adverts"] = slices.caught(held[unwanted & _flags(records, "hard")])
    if verdicts:
        told["labels"] = _per_label(records, verdicts)
        told["reasons"] = reason_scores(records, verdicts)
    languages = [str(record.get("lang", "")) for record in records]
    told["by_language"] = slices.by_language(languages, held, unwanted)
    lengths = np.array([len(record["text"]) for record in records], dtype=np.int64)
    told["by_length"] = slices.by_length(lengths, held, unwanted)
    eras = [slices.era(int(r["era"])) if r.get("era") else "not dated" for r in records]
    told["by_era"] = slices.by_name(eras, held, unwanted)
    told["in_population"] = [
        in_population(told["caught"], told["blocked"], share) for share in POPULATIONS
    ]
    return told


def _ham(records: Sequence[Record], held: Bools, unwanted: Bools) -> dict[str, Any]:
    """Readers held: all, the hard ones, those with contacts, those who only praise shortly."""
    contacts = np.array([slices.has_contact(r["text"]) for r in records], dtype=bool)
    praise = np.array([not u and _short_praise(r) for r, u in zip(records, unwanted, strict=True)])
    return {
        "all": slices.share(held[~unwanted]),
        "hard": slices.share(held[~unwanted & _flags(records, "hard")]),
        "with_contacts": slices.share(held[~unwanted & contacts]),
        "short_praise": slices.share(held[praise.astype(bool)]),
    }


def _short_praise(record: Record) -> bool:
    words = record["text"].split()
    return len(words) <= _SHORT and bool(Document(Comment.from_mapping(record)).hits["praise"])


def _flags(records: Sequence[Record], name: str) -> Bools:
    return np.array([bool(record.get(name)) for record in records], dtype=bool)


def _per_label(records: Sequence[Record], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Precision and recall of each of the three labels, held or not."""
    table = {}
    for label in ("ham", "promotional", "spam"):
        wanted = np.array([r["label"] == label for r in records])
        given = np.array([v.label.value == label for v in verdicts])
        both = int((wanted & given).sum())
        table[label] = {
            "n": int(wanted.sum()),
            "precision": both / max(1, int(given.sum())),
            "recall": both / max(1, int(wanted.sum())),
        }
    return table
