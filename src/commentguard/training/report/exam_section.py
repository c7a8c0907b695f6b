"""One exam on the page: comments in our own layout, whoever judged them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from commentguard.registry.floors import figure
from commentguard.training.figures import RATES
from commentguard.training.report import charts
from commentguard.training.report.tables import against, held, number, percent_axis, table

Report = Mapping[str, Any]


def exam_section(report: Report, name: str) -> str:
    """Comments in our own layout: figures, who is held, languages, lengths, attacks."""
    told, attacked = report["tracks"][name], report["tracks"][f"{name}_attacked"]
    subject = next(iter(told["contestants"]))
    own = told["contestants"][subject]
    head = (
        "",
        "F1",
        "MCC",
        "caught",
        "ham held",
        "pairs right",
        "caught at 1 % ham",
        "reasons F1",
        "span recall",
    )
    rows = [
        (
            who, number(one["f1"]), number(one["mcc"]), f"{one['caught']:.2%}", held(one["ham"]["all"]),
            f"{one['pairs']['right']} of {one['pairs']['n']}", number(one["caught_at_blocked"]["0.01"]),
            number(figure(one, ("reasons", "micro_f1"))), number(figure(one, ("reasons", "span_recall"))),
        )
        for who, one in told["contestants"].items()
    ]  # fmt: skip
    kinds = [(kind.replace("_", " "), held(one)) for kind, one in own["ham"].items()]
    languages = [
        (lang or "?", one["ham"]["rate"], tuple(one["ham"]["exact_95"]))
        for lang, one in own["by_language"].items()
    ]
    lengths = [
        (f"to {one['to']}", one["ham"]["rate"], tuple(one["ham"]["exact_95"]))
        for one in own["by_length"]
    ]
    parts = [
        f"<h2>{escape(told['title'])}</h2>",
        table(head, rows, range(1, len(head))),
        _rates(told),
        "<h3>Readers held</h3>",
        table(("readers", "held"), kinds),
        charts.bars("Readers held by language, exact 95 % intervals", percent_axis(languages), languages, "language"),
        table(
            ("language", "ham held", "caught", "p worse (Holm)"),
            [
                (lang, held(one["ham"]), f"{one['unwanted']['rate']:.2%} of {one['unwanted']['n']}", number(one["p_worse_holm"]))
                for lang, one in own["by_language"].items()
            ],
        ),
        charts.bars("Readers held by length (deciles, characters)", percent_axis(lengths), lengths, "characters"),
        "<h3>By era</h3>",
        table(
            ("era", "ham held", "caught"),
            [(e, held(one["ham"]), f"{one['unwanted']['rate']:.2%} of {one['unwanted']['n']}") for e, one in own["by_era"].items()],
        ),
        _labels(own),
        _populations(own),
        _attacks(attacked),
        against(told),
    ]  # fmt: skip
    return "".join(parts)


def _rates(told: Mapping[str, Any]) -> str:
    ticks = tuple((rate, f"{rate:.1%}") for rate in RATES)
    x = charts.Axis("share of ham held", RATES[0], RATES[-1], ticks, log=True)
    found = [
        charts.Line(who, [(rate, one["caught_at_blocked"][f"{rate:g}"]) for rate in RATES], k)
        for k, (who, one) in enumerate(told["contestants"].items())
    ]
    return charts.lines(
        "Unwanted caught against ham held", x, charts.percent(0, 1, 5, "caught"), found
    )


def _labels(own: Mapping[str, Any]) -> str:
    if "labels" not in own:
        return ""
    rows = [
        (label, str(one["n"]), number(one["precision"]), number(one["recall"]))
        for label, one in own["labels"].items()
    ]
    return "<h3>Labels</h3>" + table(("label", "n", "precision", "recall"), rows, (1, 2, 3))


def _populations(own: Mapping[str, Any]) -> str:
    rows = [
        (
            f"{one['share']:.0%}", f"{one['held']:.0f}", f"{one['readers_held']:.1f}",
            f"{one['adverts_published']:.0f}", f"{one['held_that_are_readers']:.1%}",
        )
        for one in own["in_population"]
    ]  # fmt: skip
    head = (
        "share unwanted on the site",
        "held",
        "of them readers",
        "unwanted published",
        "readers among held",
    )
    return "<h3>What a site would see of 1,000 comments</h3>" + table(head, rows, range(5))


def _attacks(told: Mapping[str, Any]) -> str:
    subject = next(iter(told["contestants"]))
    own = told["contestants"][subject]
    others = {who: one for who, one in told["contestants"].items() if who != subject}
    rows = [
        (name.replace("_", " "), f"{one['caught']} of {one['n']:,}", f"{one['kept']:.1%}",
         *(f"{other['attacks'][name]['kept']:.1%}" for other in others.values()))
        for name, one in own["attacks"].items()
    ]  # fmt: skip
    plain = own["plain"]
    return (
        f"<h3>Under attack</h3><p>Plain: {plain['caught']} of {plain['n']:,} adverts caught. "
        "Kept is recall under attack over recall plain.</p>"
        + table(
            ("attack", "caught", "kept", *(f"kept, {who}" for who in others)), rows, range(1, 6)
        )
    )
