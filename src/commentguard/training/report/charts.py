"""Charts as SVG written by hand: a few hundred bytes each, the same bytes every time.

matplotlib's SVG holds fonts as paths, half a megabyte for this page, and ids that change with its
version. Colours come from the page's custom properties, so that a chart follows dark mode.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 14, 46


@dataclass(frozen=True, slots=True)
class Axis:
    """A range, its ticks with their words, and what it measures. `log` spaces by powers of ten."""

    name: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    log: bool = False

    def place(self, value: float) -> float:
        """Where a value lies, from 0 to 1."""
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        value = max(value, self.low)
        return math.log(value / self.low) / math.log(self.high / self.low)


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined in order; `series` picks the colour, `marked` draws the points."""

    name: str
    points: Sequence[tuple[float, float]]
    series: int = 0
    marked: bool = True


def percent(low: float, high: float, steps: int, name: str) -> Axis:
    """A linear axis of shares."""
    step = (high - low) / steps
    ticks = tuple((low + k * step, f"{(low + k * step):.0%}") for k in range(steps + 1))
    return Axis(name, low, high, ticks)


def lines(title: str, x: Axis, y: Axis, found: Sequence[Line]) -> str:
    """Lines over two axes, with a legend under the chart where there are several."""
    parts = _frame(title, x, y)
    for line in found:
        at = [(_x(x.place(a)), _y(y.place(b))) for a, b in line.points]
        if not at:
            continue
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in at)
        parts.append(f'<polyline class="s{line.series}" points="{path}"/>')
        if line.marked:
            parts += [
                f'<circle class="s{line.series}" cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in at
            ]
    legend = "".join(
        f'<span class="key s{line.series}">{escape(line.name)}</span>'
        for line in found
        if line.name
    )
    return _figure(title, parts, legend)


def bars(
    title: str, y: Axis, found: Sequence[tuple[str, float, tuple[float, float]]], x_name: str
) -> str:
    """One bar a name with its interval as a whisker."""
    x = Axis(x_name, 0, max(1, len(found)), ())
    parts = _frame(title, x, y)
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(found))
    for k, (name, value, (low, high)) in enumerate(found):
        middle = _LEFT + (k + 0.5) * width
        top, bottom = _y(y.place(min(value, y.high))), _y(0)
        parts.append(
            f'<rect class="s0" x="{middle - width * 0.3:.1f}" y="{top:.1f}" '
            f'width="{width * 0.6:.1f}" height="{max(0.0, bottom - top):.1f}"/>'
        )
        a, b = _y(y.place(min(low, y.high))), _y(y.place(min(high, y.high)))
        parts.append(f'<path class="whisker" d="M{middle:.1f} {a:.1f}V{b:.1f}"/>')
        parts.append(
            f'<text x="{middle:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{escape(name)}</text>'
        )
    return _figure(title, parts, "")


def _frame(title: str, x: Axis, y: Axis) -> list[str]:
    parts = [f"<title>{escape(title)}</title>"]
    for value, word in y.ticks:
        at = _y(y.place(value))
        parts.append(f'<path class="grid" d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}"/>')
        parts.append(
            f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{escape(word)}</text>'
        )
    for value, word in x.ticks:
        at = _x(x.place(value))
        parts.append(f'<path class="grid" d="M{at:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{escape(word)}</text>'
        )
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(
        f'<text x="{middle:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(x.name)}</text>'
    )
    parts.append(
        f'<text transform="translate(12 {(_TOP + _HEIGHT - _BOTTOM) / 2:.1f}) rotate(-90)" '
        f'text-anchor="middle">{escape(y.name)}</text>'
    )
    return parts


def _figure(title: str, parts: Sequence[str], legend: str) -> str:
    keys = f'<p class="legend">{legend}</p>' if legend else ""
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>{keys}</figure>'
    )


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)
