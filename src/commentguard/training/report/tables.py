"""Tables of a page: rows of words, escaped once and in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from commentguard.training.report import charts
from commentguard.training.report.targets import MISSED, REACHED

_STATES = {REACHED: "reached", MISSED: "missed"}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table that scrolls sideways on a narrow screen; `numbers` are right-aligned columns."""
    top = "".join(f"<th>{escape(word)}</th>" for word in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="n">{escape(cell)}</td>' if k in numbers else f"<td>{escape(cell)}</td>"
            for k, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


_TARGET_HEAD = ("track", "figure", "reach", "value", "state", "how sure", "known")


def target_rows(rows: Sequence[dict[str, Any]]) -> str:
    """The target table, whose rows become cards on a narrow screen.

    The state is told in words as well as in colour.
    """
    head = "".join(f"<th>{word}</th>" for word in _TARGET_HEAD)
    body = "".join(f"<tr>{_target_cells(row)}</tr>" for row in rows)
    return f'<table class="cards"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _target_cells(row: dict[str, Any]) -> str:
    keys = ("track", "figure", "reach", "value", "state", "certainty", "beside")
    told = {**row, "value": number(row["value"])}
    kinds = {"reach": "n", "value": "n", "state": _STATES.get(row["state"], "unmeasured")}
    return "".join(
        f'<td class="{kinds.get(key, "")}" data-name="{word}">{escape(told[key])}</td>'
        for key, word in zip(keys, _TARGET_HEAD, strict=True)
    )


def number(value: float | None) -> str:
    """Four decimals for small shares, three for the rest, a dash for nothing."""
    if value is None:
        return "–"
    return f"{value:.4f}" if 0 < abs(value) < 0.02 else f"{value:.3f}"


def p_value(value: float) -> str:
    """A p that four decimals cannot tell from nothing is told as less than they can say."""
    return "< 0.0001" if value < 0.0001 else number(value)


def held(told: dict[str, Any]) -> str:
    """Readers held: count, n, rate, bound; a dash where there was nobody to hold."""
    if not told["n"]:
        return "–"
    return f"{told['held']} of {told['n']:,} ({told['rate']:.2%}, at most {told['upper_95']:.2%})"


def against(told: Mapping[str, Any]) -> str:
    """What the model is against every other contestant: folds, rows, McNemar."""
    rows = [
        (
            other,
            str(one["won"]),
            str(one["tied"]),
            str(one["lost"]),
            f"{one['gained']} : {one['lost_rows']}",
            p_value(one["mcnemar_p"]),
        )
        for other, one in told.get("against", {}).items()
    ]
    if not rows:
        return ""
    head = ("the model against", "folds won", "tied", "lost", "rows right alone", "McNemar p")
    return table(head, rows, range(1, 6))  # fmt: skip


def percent_axis(found: list[tuple[str, float, tuple[float, float]]]) -> charts.Axis:
    """An axis of shares that just holds every interval."""
    top = max((min(1.0, high) for _, _, (_, high) in found), default=0.1)
    steps = next(
        step
        for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
        if top <= step * 1.0001 or step == 1.0
    )
    return charts.Axis(
        "held", 0, steps, tuple((steps * k / 5, f"{steps * k / 5:.1%}") for k in range(6))
    )
