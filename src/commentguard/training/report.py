"""The report: what a model does on data it never saw, in figures that a stranger can reproduce."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.training.card import model_card
from commentguard.training.corpora import SOURCES, Row, own_row, read_public, read_records
from commentguard.training.metrics import (
    binary,
    calibration_error,
    held_ham,
    pair_accuracy,
    reason_scores,
    recall_at,
)
from commentguard.verdict import Action, Verdict

Say = Callable[[str], None]
_BATCH = 512
_CITED = 40


def build_report(
    scorer: Scorer,
    own: Path,
    public: Path | None,
    development: Sequence[Path] = (),
    say: Say = lambda _: None,
) -> tuple[dict[str, Any], list[tuple[Row, Verdict]]]:
    """The report as plain data, and the ham rows that were held (texts stay out of the report)."""
    report: dict[str, Any] = {"model": scorer.bundle.describe(), "claims": scorer.bundle.claims}
    held: list[tuple[Row, Verdict]] = []
    say("own test half")
    records = [
        r for p in sorted(own.glob("*.jsonl")) for r in read_records(p) if r["split"] == "test"
    ]
    if records:
        report["own_test"], found = own_track(scorer, records)
        held += found
    for path in development:
        say(f"development: {path.name}")
        found_records = list(read_records(path))
        report.setdefault("development", {})[path.stem], found = own_track(scorer, found_records)
        held += found
    for source in SOURCES if public else ():
        if not source.trained_on and public:
            say(f"never trained on: {source.folder}")
            rows = read_public(source, public)
            verdicts = score_rows(scorer, rows)
            flagged = np.array([v.action is not Action.PUBLISH for v in verdicts])
            unwanted = np.array([row.unwanted for row in rows])
            report.setdefault("ham", {})[source.folder] = {
                **held_ham(flagged, unwanted),
                "rows_held": [
                    cite(row) for row, is_held in zip(rows, flagged, strict=True) if is_held
                ][:_CITED],
            }
            held += [
                (r, v)
                for r, v, f in zip(rows, verdicts, flagged, strict=True)
                if f and not r.unwanted
            ]
    return report, held


def own_track(
    scorer: Scorer, records: Sequence[dict[str, Any]]
) -> tuple[dict[str, Any], list[tuple[Row, Verdict]]]:
    """Every figure for records in our own layout, and the ham that was held."""
    rows = [own_row(record, number) for number, record in enumerate(records)]
    verdicts = score_rows(scorer, rows)
    unwanted = np.array([row.unwanted for row in rows])
    flagged = np.array([v.action is not Action.PUBLISH for v in verdicts])
    scores = np.array([v.log_odds for v in verdicts])
    hard = np.array([bool(r.get("hard")) for r in records])
    languages = np.array([row.comment.lang for row in rows])
    track: dict[str, Any] = {
        "n": len(rows),
        "unwanted_against_ham": binary(flagged, unwanted),
        "ham_held": held_ham(flagged, unwanted),
        "hard_ham_held": held_ham(flagged[hard | unwanted], unwanted[hard | unwanted]),
        "recall_at_1_percent_ham": recall_at(scores, unwanted, 0.01),
        "pairs": pair_accuracy(records, verdicts),
        "reasons": reason_scores(records, verdicts),
        "calibration": calibration_error(np.array([v.probability for v in verdicts]), unwanted),
        "labels": _per_label(records, verdicts),
        "by_language": {
            code: {
                "ham": held_ham(flagged[languages == code], unwanted[languages == code]),
                "recall": binary(flagged[languages == code], unwanted[languages == code])["recall"],
            }
            for code in sorted(set(languages.tolist()))
        },
    }
    held = [(r, v) for r, v, f in zip(rows, verdicts, flagged, strict=True) if f and not r.unwanted]
    return track, held


def score_rows(scorer: Scorer, rows: Sequence[Row]) -> list[Verdict]:
    comments: list[Comment] = [row.comment for row in rows]
    return [
        verdict
        for start in range(0, len(comments), _BATCH)
        for verdict in scorer.score_many(comments[start : start + _BATCH])
    ]


def cite(row: Row) -> str:
    """A row as it may be named in public: corpus, number, and a prefix of its SHA-256."""
    return f"{row.corpus}:{row.number}:{hashlib.sha256(row.comment.text.encode()).hexdigest()[:12]}"


def _per_label(records: Sequence[dict[str, Any]], verdicts: Sequence[Verdict]) -> dict[str, Any]:
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


def write_report(
    report: dict[str, Any],
    held: Sequence[tuple[Row, Verdict]],
    out: Path | None,
    with_text: Path | None,
) -> None:
    """Write `report.json` and `MODEL_CARD.md` into `out`, or the report to standard output.

    `with_text` gets the texts of ham that was held, to be read and never committed.
    """
    written = json.dumps(report, indent=1, sort_keys=True) + "\n"
    if out is None:
        print(written, end="")  # noqa: T201 - the command's result
    else:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.json").write_text(written, "utf-8")
        (out / "MODEL_CARD.md").write_text(model_card(report), "utf-8")
    if with_text is not None:
        with_text.mkdir(parents=True, exist_ok=True)
        with (with_text / "held_ham.jsonl").open("w", encoding="utf-8") as lines:
            for row, verdict in held:
                told = {"row": cite(row), **verdict.to_mapping(row.comment.text)}
                told["comment"] = row.comment.to_mapping()
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")
