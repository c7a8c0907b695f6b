"""How far two people agree about labels: Krippendorff's alpha for nominal data.

Alpha is 1 for full agreement, 0 for what chance gives, below 0 for system in disagreeing. It was
taken over Cohen's kappa because it allows missing labels and any number of annotators, and over
the share of equal answers because that is high wherever one label is common.
Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), whose worked examples are
the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commentguard.errors import DataError
from commentguard.verdict import Code


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha of the classes, of each reason that anybody gave, and of all reasons together.

    `None` where alpha is not defined: nobody ever gave a second value. `support` counts, per
    reason, the comments to which at least one of the two gave it. The trap: with a support of
    three, alpha is nearly a coin.
    """

    n: int
    label: float | None
    reasons: float | None
    by_reason: dict[str, float | None]
    support: dict[str, int]
    disagreed: tuple[str, ...]


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Nominal alpha; a unit holds the values that it was given, missing ones left out.

    `None` when all values are the same, because then nothing shows whether they were chosen.
    """
    total: Counter[Hashable] = Counter()
    agreeing = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        total += counts
        agreeing += sum(c * (c - 1) for c in counts.values()) / (len(unit) - 1)
    n = sum(total.values())
    by_chance = sum(c * (c - 1) for c in total.values())
    if n * (n - 1) == by_chance:
        return None
    return ((n - 1) * agreeing - by_chance) / (n * (n - 1) - by_chance)


def agreement(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> Agreement:
    """Compare two passes over the same comments, joined by ``id``.

    Only comments that both labelled count. Raises `DataError` when there are none, an identifier is
    missing or comes twice in one pass, or a record does not say which reasons it was given.
    """
    one, two = _by_id(first), _by_id(second)
    common = [identity for identity in one if identity in two]
    if not common:
        raise DataError("the two passes have no comment in common")
    pairs = [(one[identity], two[identity]) for identity in common]
    by_reason: dict[str, float | None] = {}
    support: dict[str, int] = {}
    all_units: list[tuple[bool, bool]] = []
    for code in Code:
        units = [(code.value in a["reasons"], code.value in b["reasons"]) for a, b in pairs]
        all_units += units
        if any(map(any, units)):
            by_reason[code.value] = alpha(units)
            support[code.value] = sum(map(any, units))
    differing = tuple(
        identity
        for identity, (a, b) in zip(common, pairs, strict=True)
        if a["label"] != b["label"] or set(a["reasons"]) != set(b["reasons"])
    )
    return Agreement(
        len(common),
        alpha([(a["label"], b["label"]) for a, b in pairs]),
        alpha(all_units),
        by_reason,
        support,
        differing,
    )


def agreement_table(found: Agreement) -> str:
    """The figures as a Markdown table, strongest claim first, support beside each."""
    rows = [
        "| what | comments | alpha |",
        "|---|---|---|",
        f"| label | {found.n} | {_figure(found.label)} |",
        f"| all reasons together | {found.n} | {_figure(found.reasons)} |",
    ]
    for code, value in found.by_reason.items():
        rows.append(f"| `{code}` | {found.support[code]} of {found.n} | {_figure(value)} |")
    return "\n".join(rows) + "\n"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"


def _by_id(records: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for number, record in enumerate(records, 1):
        if not isinstance(record.get("id"), str):
            raise DataError(f"record {number} has no id")
        reasons = record.get("reasons")
        if not (isinstance(reasons, list) and all(isinstance(code, str) for code in reasons)):
            raise DataError(f"{record['id']}: reasons must be a list of codes, empty for none")
        if record["id"] in found:
            raise DataError(f"{record['id']} was labelled twice in one pass")
        found[record["id"]] = record
    return found
