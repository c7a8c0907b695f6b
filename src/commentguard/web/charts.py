"""Bars and lines as plain numbers for a template: SVG with a title, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 140


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle. `kind` gives its colour, `says` is what a pointer resting on it is told."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars, one stack a label; `kinds` are (kind, words) for the legend.

    `rows` is the same as a table: a label and a number for each kind.
    """

    title: str
    bars: tuple[Bar, ...]
    kinds: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    highest: str

    @property
    def summary(self) -> str:
        """The chart in a sentence, for whoever does not see it."""
        return f"{self.title}. {len(self.rows)} bars, the highest {self.highest}."


def stacked(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, str, Sequence[float | None]]],
    *,
    percent: bool = False,
) -> Chart:
    """A chart of `series` (kind, words, one number a label), stacked on each other; `None` where there is no
    figure, which is not 0.
    """
    sums = [sum(values[k] or 0 for _, _, values in series) for k in range(len(labels))]
    top = max([*sums, 1e-9])
    step = WIDTH / max(1, len(labels))
    gap = min(2.0, step / 5)
    bars: list[Bar] = []
    for k, label in enumerate(labels):
        y = float(HEIGHT)
        for kind, words, values in series:
            height = HEIGHT * (values[k] or 0) / top
            if height <= 0:
                continue
            y -= height
            says = f"{label}: {_told(values[k], percent)} {words}"
            bars.append(Bar(round(k * step + gap / 2, 2), round(y, 2), round(step - gap, 2),
                            round(height, 2), kind, says))  # fmt: skip
    rows = tuple(
        (label, tuple(_told(values[k], percent) for _, _, values in series))
        for k, label in enumerate(labels)
    )
    kinds = tuple((kind, words) for kind, words, _ in series)
    none = all(value is None for _, _, values in series for value in values) and labels
    highest = _told(None if none else max([*sums, 0]), percent)
    return Chart(title, tuple(bars), kinds, tuple(labels), rows, highest)


def _told(value: float | None, percent: bool) -> str:
    if value is None:
        return "no figure"
    return f"{100 * value:.1f} %" if percent else f"{value:g}"
