"""What two signals mean together, and that its declarations name real columns."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.conjunctions import CONJUNCTIONS, Conjoiner, Conjunction
from commentguard.features.encoder import Encoder


def conjoined(names: list[str], rows: list[list[float]]) -> list[list[float]]:
    dense = np.zeros((len(rows), len(names) + len(CONJUNCTIONS)))
    dense[:, : len(names)] = rows
    Conjoiner(names).fill(dense)
    return dense[:, len(names) :].tolist()  # type: ignore[no-any-return]


def plainly(one: Conjunction, values: dict[str, float]) -> float:
    """What one conjunction is, in plain Python."""
    left, right = (max(values[name] for name in side) for side in (one.left, one.right))
    return math.prod((left, right, *(1.0 - values[name] for name in one.unless)))


NAMES = [name for name in Encoder().columns if not name.startswith("together.")]
VALUES = st.one_of(st.just(0.0), st.floats(0.0, 1.0))


@given(st.lists(st.lists(VALUES, min_size=len(NAMES), max_size=len(NAMES)), max_size=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.data_too_large])
def test_rows_hold_what_plain_python_makes_of_them(rows: list[list[float]]) -> None:
    found = conjoined(NAMES, rows) if rows else []
    for values, told in zip(rows, found, strict=True):
        named = dict(zip(NAMES, values, strict=True))
        assert told == pytest.approx([plainly(one, named) for one in CONJUNCTIONS], abs=1e-12)


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        Conjoiner(NAMES).fill(np.zeros((1, len(NAMES))))


def test_every_named_column_exists() -> None:
    columns = set(Encoder().columns)
    for one in CONJUNCTIONS:
        assert set(one.left) | set(one.right) | set(one.unless) <= columns, one.name


def test_both_sides_are_needed_and_a_reader_weakens_it() -> None:
    def first(**values: float) -> float:
        names = [name.replace("__", ".") for name in values]
        return conjoined(names, [list(values.values())])[0][0]

    assert first(phone_number__possible=1.0) == 0.0
    assert first(phone_number__possible=1.0, call_to_action__strong=0.5) == 0.5
    assert first(phone_number__possible=1.0, call_to_action__strong=1.0, reader__asked=1.0) == 0.0


def test_an_encoder_can_be_sent_to_another_process() -> None:
    # Training encodes with two processes from some thousands of comments on.
    encoder = Encoder()
    sent = pickle.loads(pickle.dumps(encoder))
    comments = [Comment("Call us on 0161 496 0123, best prices in Ripon"), Comment("Thank you.")]
    assert sent.encode(comments).dense.tolist() == encoder.encode(comments).dense.tolist()
    assert list(sent.columns) == list(encoder.columns)
