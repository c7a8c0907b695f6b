"""Charts as plain numbers: no figure is not nought."""

from __future__ import annotations

from commentguard.service.insight import Day
from commentguard.web.charts import stacked
from commentguard.web.insight import _overturned


def test_a_label_without_a_figure_has_no_bar_and_says_so() -> None:
    chart = stacked("Shares", ["first", "second"], (("bad", "freed", [None, 0.5]),), percent=True)
    assert [row for _, row in chart.rows] == [("no figure",), ("50.0 %",)]
    assert [bar.says for bar in chart.bars] == ["second: 50.0 % freed"]
    assert chart.highest == "50.0 %"
    assert stacked("Shares", ["one"], (("bad", "freed", [None]),)).highest == "no figure"


def test_the_share_overturned_is_of_what_people_decided() -> None:
    undecided = Day(1, held=3)
    assert _overturned([undecided]) is None
    assert _overturned([undecided, Day(2, held=1, decided=1, freed=1)]) == 1.0
    assert _overturned([Day(2, held=4, decided=4, freed=1), undecided]) == 0.25
