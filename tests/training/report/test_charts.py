"""Charts: points inside the frame, words escaped."""

from __future__ import annotations

import re

from commentguard.training.report.charts import Axis, Line, bars, lines, percent


def test_points_lie_inside_the_frame() -> None:
    x = Axis("x", 0.001, 0.05, (), log=True)
    drawn = lines("a < b", x, percent(0, 1, 5, "y"), [Line("one", [(0.001, 0), (0.05, 1)])])
    xs = [float(v) for v in re.findall(r'cx="([\d.]+)"', drawn)]
    ys = [float(v) for v in re.findall(r'cy="([\d.]+)"', drawn)]
    assert xs == [58.0, 546.0]
    assert ys == [254.0, 14.0]
    assert "a &lt; b" in drawn


def test_the_middle_of_a_logarithmic_axis_is_the_geometric_mean() -> None:
    axis = Axis("x", 0.01, 1.0, (), log=True)
    assert axis.place(0.1) == 0.5
    assert axis.place(0.0) == 0.0


def test_bars_do_not_leave_the_frame() -> None:
    drawn = bars("t", percent(0, 0.1, 5, "held"), [("en", 0.5, (0.2, 0.9))], "language")
    heights = [float(v) for v in re.findall(r'height="([\d.]+)"', drawn)]
    assert heights == [240.0]
