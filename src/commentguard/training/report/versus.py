"""The long comparison of two contestants: every fold, every changed verdict, as data and as prose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commentguard.training.comparison import TIE, compare
from commentguard.training.report.program import BENCHMARKS, Ran, fold_of
from commentguard.training.report.tables import number, p_value

_ANEW = frozenset({*(track.name for track in BENCHMARKS), "outside_ham", "own_folds"})


def versus(ran: Ran, first: str, second: str) -> dict[str, Any]:
    """`second` against `first` on every track that was run for both."""
    tracks = {
        name: {
            "title": ran.report["tracks"][name]["title"],
            "fitted_anew": name in _ANEW,
            **compare(found[first], found[second], fold_of(name, found[first])),
        }
        for name, found in ran.outcomes.items()
    }
    return {
        "first": first,
        "second": second,
        "tie_below": TIE,
        "left_out": ran.report["left_out"],
        "tracks": tracks,
    }


def prose(told: Mapping[str, Any]) -> str:
    """Markdown: the count by track first, then the folds, then what changed and why."""
    parts = [
        f"# {told['second']} against {told['first']}\n",
        f"Differences under {told['tie_below'] * 100:g} points are ties. Tracks marked *fitted anew* "
        "compare ways of fitting: both contestants are fitted to each fold's training rows. The "
        "others compare the models as they stand.\n",
        _summary(told),
    ]
    parts += [_track(one, told) for one in told["tracks"].values()]
    if told["left_out"]:
        parts.append("## Not compared\n")
        parts += [f"- {one['track']}: {one['why']}" for one in told["left_out"]]
    return "\n".join(parts) + "\n"


def _summary(told: Mapping[str, Any]) -> str:
    rows = "".join(
        f"| {one['title']}{' *(fitted anew)*' if one['fitted_anew'] else ''} | {one['won']} | "
        f"{one['tied']} | {one['lost']} | {one['gained']} | {one['lost_rows']} | "
        f"{p_value(one['mcnemar_p'])} |\n"
        for one in told["tracks"].values()
    )
    head = "| track | folds won | tied | lost | rows gained | rows lost | McNemar p |\n"
    return f"{head}|---|---|---|---|---|---|---|\n{rows}"


def _track(one: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    folds = "".join(
        f"| {fold['fold']} | {fold['n']:,} | {fold['figure']} | {number(fold['first_value'])} | "
        f"{number(fold['second_value'])} | {fold['second']} |\n"
        for fold in one["folds"]
    )
    changed = one["changed"]
    listed = "".join(
        f"- `{row['row']}` is {row['is']}; {told['second']} {row['second']} it"
        f"{'' if row['right'] else ', wrongly'}"
        f"{_why(row['reasons_first'], row['reasons_second'])}\n"
        for row in changed["listed"]
    )
    more = changed["n"] - len(changed["listed"])
    return (
        f"## {one['title']}\n\n| fold | n | figure | {told['first']} | {told['second']} | "
        f"{told['second']} |\n|---|---|---|---|---|---|\n{folds}\n"
        f"{changed['n']} verdicts changed.\n\n{listed}"
        + (f"\nand {more} more.\n" if more > 0 else "")
    )


def _why(before: list[str], after: list[str]) -> str:
    if not before and not after:
        return ""
    return f" ({', '.join(before) or 'no reason'} → {', '.join(after) or 'no reason'})"
