"""What two signals mean together, and that its declarations name real columns."""

from __future__ import annotations

from commentguard.features.conjunctions import CONJUNCTIONS, Conjoiner
from commentguard.features.encoder import Encoder


def test_every_named_column_exists() -> None:
    columns = set(Encoder().columns)
    for one in CONJUNCTIONS:
        assert set(one.left) | set(one.right) | set(one.unless) <= columns, one.name


def test_both_sides_are_needed_and_a_reader_weakens_it() -> None:
    def first(**values: float) -> float:
        names = [name.replace("__", ".") for name in values]
        return Conjoiner(names)(list(values.values()))[0]

    assert first(phone_number__possible=1.0) == 0.0
    assert first(phone_number__possible=1.0, call_to_action__strong=0.5) == 0.5
    assert first(phone_number__possible=1.0, call_to_action__strong=1.0, reader__asked=1.0) == 0.0
