"""What changed between two models, in lines for a person who has to decide.

Columns, the weights that moved most, cut-offs, promises, settings and data, and the figures that
promotion asks for. Wording is told as one number: a quarter of a million hashed weights have no
names to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from commentguard.registry.beside import half_of
from commentguard.registry.floors import FLOORS, figure
from commentguard.scoring.bundle import Bundle

# Below this a weight did not move in any way that a verdict could show.
_STILL = 1e-6


def difference(
    one: Bundle,
    two: Bundle,
    report_one: Mapping[str, Any],
    report_two: Mapping[str, Any],
    weights: int = 10,
) -> list[str]:
    """Lines ``name: before → after``; empty for equal models."""
    lines = [*_columns(one, two), *_weights(one, two, weights)]
    for title, before, after in (
        ("policy", one.policy.to_mapping(), two.policy.to_mapping()),
        ("segment penalty", one.segment_penalty, two.segment_penalty),
        ("segment discount", one.segment_discount, two.segment_discount),
        ("segments read again", one.again._asdict(), two.again._asdict()),
        ("claims", one.claims, two.claims),
        ("training", one.training, two.training),
    ):
        lines += _changed(title, before, after)
    return [*lines, *_figures(report_one, report_two)]


def _figures(one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[str]:
    # On other comments a model has other figures without being another: no arrow leads there.
    halves = [half_of(report) for report in (one, two)]
    same = halves[0] == halves[1]
    for floor in FLOORS:
        before, after = figure(one, floor.path), figure(two, floor.path)
        if same or before is None or after is None:
            yield from _changed(floor.means, before, after)
        else:
            on = " and ".join(half[:12] if half else "an unnamed one" for half in halves)
            yield (
                f"{floor.means}: {_short(before)} and {_short(after)},"
                f" not comparable: measured on different test halves ({on})"
            )


def _columns(one: Bundle, two: Bundle) -> Iterator[str]:
    for name in two.columns:
        if name not in one.columns:
            yield f"column {name}: new"
    for name in one.columns:
        if name not in two.columns:
            yield f"column {name}: gone"


def _weights(one: Bundle, two: Bundle, at_most: int) -> Iterator[str]:
    before = dict(zip(one.columns, one.unwanted.dense.tolist(), strict=True))
    after = dict(zip(two.columns, two.unwanted.dense.tolist(), strict=True))
    moved = {name: after[name] - before[name] for name in before if name in after}
    for name in sorted(moved, key=lambda n: (-abs(moved[n]), n))[:at_most]:
        if abs(moved[name]) > _STILL:
            yield f"weight {name}: {before[name]:+.3f} → {after[name]:+.3f}"
    yield from _changed("bias", one.unwanted.bias, two.unwanted.bias)
    grown = one.trees.arrays(), two.trees.arrays()
    if any(not np.array_equal(grown[0][name], grown[1][name]) for name in grown[0]):
        yield f"trees: {len(one.trees)} → {len(two.trees)}, not the same"
    apart = float(np.abs(one.unwanted.table - two.unwanted.table).max(initial=0.0))
    if apart > _STILL:
        yield f"wording: weights differ by up to {apart:.3f}"


def _changed(title: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _changed(f"{title}.{key}", before.get(key), after.get(key))
    elif before != after:
        yield f"{title}: {_short(before)} → {_short(after)}"


def _short(value: Any) -> str:
    return "–" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
