"""The sections of the page, one function each; every figure comes out of the report."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from commentguard.training.report import charts
from commentguard.training.report.program import BENCHMARKS
from commentguard.training.report.tables import against, held, number, percent_axis, table

Report = Mapping[str, Any]


def benchmarks(report: Report) -> str:
    """A table a track: every contestant, then what the model is against each baseline."""
    parts = ["<h2>Published protocols</h2>"]
    for track in BENCHMARKS:
        told = report["tracks"].get(track.name)
        if told is None:
            continue
        rows = [
            (
                who, number(one["mean_mcc"]), number(one["mcc"]),
                f"{one['mcc_95'][0]:.3f} to {one['mcc_95'][1]:.3f}", number(one["f1"]),
                f"{one['caught']:.2%}", f"{one['blocked']:.2%}",
                number(one["caught_at_blocked"]["0.001"]), number(one["without_duplicates"]["mcc"]),
            )
            for who, one in told["contestants"].items()
        ]  # fmt: skip
        head = (
            "",
            "mean MCC",
            "MCC",
            "95 %",
            "F1",
            "caught",
            "ham blocked",
            "caught at 0.1 %",
            "MCC, no duplicates",
        )
        first = next(iter(told["contestants"].values()))
        parts += [
            f"<h3>{escape(told['title'])}</h3>",
            table(head, rows, range(1, len(head))),
            f'<p class="faint">{first["n"]:,} tests, {first["duplicates_of_training"]} of them with a '
            "text that training also holds."
            + "".join(f" {escape(by)}: {value:.3f}." for by, value in track.published)
            + "</p>",
            against(told),
        ]
    return "".join(parts)


def outside_ham(report: Report) -> str:
    """Readers held by corpus, raw and adjudicated, by length, and every flagged row."""
    told = report["tracks"].get("outside_ham")
    if told is None:
        return ""
    subject = next(iter(told["contestants"]))
    own = told["contestants"][subject]
    rows = [
        (name, held(one["raw"]), held(one["adjudicated"]), f"{one['adjudicated']['read']} of {one['adjudicated']['flagged']}",
         *(f"{other['corpora'][name]['raw']['rate']:.2%}" for who, other in told["contestants"].items() if who != subject))
        for name, one in own["corpora"].items()
    ]  # fmt: skip
    pooled = own["pooled"]
    rows.append(("pooled over the targeted six", held(pooled["raw"]), held(pooled["adjudicated"]),
        f"{pooled['adjudicated']['read']} of {pooled['adjudicated']['flagged']}",
        *(f"{other['pooled']['raw']['rate']:.2%}" for who, other in told["contestants"].items() if who != subject)))  # fmt: skip
    others = [who for who in told["contestants"] if who != subject]
    flagged = [
        (one["row"], one["judged"], one.get("why", ""))
        for corpus in own["corpora"].values()
        for one in corpus["flagged"]
    ]
    length = [
        (f"to {one['to']}", one["ham"]["rate"], tuple(one["ham"]["exact_95"]))
        for one in pooled["by_length"]
    ]
    return "".join(
        (
            f"<h2>{escape(told['title'])}</h2>",
            table(("corpus", "raw", "adjudicated", "flagged rows read", *others), rows),
            charts.bars("Readers held by length of comment (deciles, characters)", percent_axis(length), length, "characters"),
            f"<details><summary>All {len(flagged)} flagged rows</summary>",
            table(("row", "judged", "why"), flagged),
            "</details>",
            against(told),
        )
    )  # fmt: skip


def exams(report: Report) -> list[str]:
    """Names of exams in the report: tracks with pairs."""
    return [
        name
        for name, told in report["tracks"].items()
        if any("pairs" in one for one in told["contestants"].values())
    ]


def calibration(report: Report) -> str:
    """Reliability plots and errors."""
    parts = ["<h2>Do probabilities mean what they say?</h2>"]
    for name, told in report["tracks"].items():
        if not name.endswith("_calibrated") or not told["contestants"]:
            continue
        found = [
            charts.Line(who, [(p["said"], p["found"]) for p in one["reliability"]], k)
            for k, (who, one) in enumerate(told["contestants"].items())
        ]
        even = charts.Line("", [(0, 0), (1, 1)], 3, marked=False)
        axes = (charts.percent(0, 1, 5, "said"), charts.percent(0, 1, 5, "found unwanted"))
        rows = [
            (
                who, number(one["ece"]), f"{one['ece_95'][0]:.3f} to {one['ece_95'][1]:.3f}",
                number(one["brier"]), f"{one['brier_95'][0]:.3f} to {one['brier_95'][1]:.3f}",
                f"{one['n']:,}, {one['unwanted_share']:.0%} unwanted",
            )
            for who, one in told["contestants"].items()
        ]  # fmt: skip
        parts += [
            charts.lines(told["title"], *axes, [even, *found]),
            table(("", "ECE", "95 %", "Brier", "95 %", "n"), rows),
        ]
    if len(parts) == 1:
        return ""
    return "".join(parts) + (
        '<p class="faint">ECE counts gaps whichever way they go, so chance only adds to it, and drawing rows '
        "anew adds chance once more: with few rows, or a small error, its interval lies high and may lie above the "
        "error itself.</p>"
    )


def learning(report: Report) -> str:
    """The prequential curves."""
    told = report["tracks"].get("prequential")
    if told is None:
        return ""
    parts = [f"<h2>{escape(told['title'])}</h2>"]
    for curves in told["contestants"].values():
        for corpus, shares in curves.items():
            most = max(point["learned_from"] for point in shares["1"]["points"])
            x = charts.Axis(
                "labels learned from",
                0,
                most,
                tuple((most * k / 4, f"{most * k / 4:,.0f}") for k in range(5)),
            )
            y = charts.Axis(
                "MCC of the next block", 0, 1, tuple((k / 5, f"{k / 5:.1f}") for k in range(6))
            )
            found = [
                charts.Line(
                    f"{float(share):.0%} of labels come back",
                    [(p["learned_from"], max(0.0, p["mcc"])) for p in one["points"]],
                    k,
                )
                for k, (share, one) in enumerate(shares.items())
            ]
            parts.append(charts.lines(corpus, x, y, found))
    return "".join(parts)  # fmt: skip


def worst_errors(report: Report) -> str:
    """Citations of the surest mistakes, folded away by track."""
    parts = [
        "<h2>Worst errors</h2><p>Cited by corpus, row and the first digits of the text's SHA-256.</p>"
    ]
    for told in report["tracks"].values():
        if "worst" not in told:
            continue
        for kind, found in told["worst"].items():
            rows = [
                (one["row"], f"{one['log_odds']:+.2f}", ", ".join(one.get("reasons", [])))
                for one in found
            ]
            if rows:
                parts.append(
                    f"<details><summary>{escape(told['title'])}: {len(rows)} {kind.replace('_', ' ')}</summary>"
                    + table(("row", "log-odds", "reasons"), rows)
                    + "</details>"
                )
    return "".join(parts)


def provenance(report: Report) -> str:
    """What was read, by digest."""
    rows = [
        (name, f"{one['rows']:,}", f"{one['unwanted']:,}", one["texts_sha256"][:16])
        for name, one in report["corpora"].items()
    ]
    return "<h2>What was read</h2>" + table(
        ("corpus", "rows", "unwanted", "SHA-256 of texts"), rows, (1, 2)
    )
