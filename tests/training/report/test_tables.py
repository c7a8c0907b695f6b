"""Numbers of a page as people read them."""

from __future__ import annotations

from commentguard.training.report.tables import p_value


def test_a_p_is_never_nothing() -> None:
    assert [p_value(p) for p in (0.0, 0.00002, 0.0001, 0.5)] == [
        "< 0.0001", "< 0.0001", "0.0001", "0.500",
    ]  # fmt: skip
