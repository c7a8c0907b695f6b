"""The report's files: `report.json`, `report.html`, `MODEL_CARD.md`, and the page with texts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commentguard.errors import DataError
from commentguard.scoring.bundle import Bundle
from commentguard.training.adjudication import Judgement
from commentguard.training.contestants import MODEL
from commentguard.training.report.card import model_card
from commentguard.training.report.carried import carried
from commentguard.training.report.notes import notes
from commentguard.training.report.page import page
from commentguard.training.report.program import Ran
from commentguard.training.report.targets import target_table
from commentguard.training.report.texts import texts
from commentguard.training.tracks import outside_ham
from commentguard.training.tracks.bench import Bench

_DIGITS = 6


def rendered(report: Mapping[str, Any]) -> str:
    """Stable JSON: keys in the order of the programme, floats to six significant digits.

    A sum may differ in its sixteenth digit between two processors; a figure may not. Keys are not
    sorted: page and card are written in their order, and what is read back must give the same ones.
    """
    return json.dumps(rounded(report), indent=1, ensure_ascii=False) + "\n"


def rounded(value: Any) -> Any:
    """Plain data with every float at six significant digits; no NaN ever gets into a report."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a figure is not a number")
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {str(key): rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value


def write_report(ran: Ran, out: Path, with_text: Path | None = None) -> None:
    """Write the three files into `out`; into `with_text` the page with the texts of errors."""
    report = _written(ran.report, out)
    if with_text is not None:
        subject = {name: next(iter(found.values())) for name, found in ran.outcomes.items()}
        with_text.mkdir(parents=True, exist_ok=True)
        (with_text / "report.html").write_text(page(report, texts(subject)), "utf-8")


def read_again(out: Path, bench: Bench, judgements: Mapping[str, Judgement]) -> None:
    """Write the files of `out` anew with what was read of its flagged rows; nothing is measured.

    Raises `DataError` when there is no report, or one that held no outside ham.
    """
    path = out / "report.json"
    try:
        report = json.loads(path.read_text("utf-8"))
        contestants = report["tracks"][outside_ham.NAME]["contestants"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: no report with outside ham: {error!r}") from error
    for told in contestants.values():
        outside_ham.read_again(told, bench, judgements)
    _written(report, out)


def carry(out: Path, measured: Bundle, bundle: Bundle) -> None:
    """Write the files of `out` anew as those of `bundle`; see `carried` for when that may be."""
    _written(carried(out / "report.json", measured, bundle), out)


def _written(report: Mapping[str, Any], out: Path) -> dict[str, Any]:
    figures: dict[str, Any] = rounded(report)
    figures["notes"] = notes(figures["tracks"])
    # From the rounded figures, so that a report read back, which has no others, gives the same targets.
    figures["targets"] = target_table(figures, MODEL)
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(rendered(figures), "utf-8")
    (out / "report.html").write_text(page(figures), "utf-8")
    if "model" in figures:
        (out / "MODEL_CARD.md").write_text(model_card(figures), "utf-8")
    return figures
