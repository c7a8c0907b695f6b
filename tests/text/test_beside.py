"""Ranges beside others: the same answers as asking all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.beside import Ranges, Taken

PLACES = st.integers(0, 60)
RANGE = st.tuples(PLACES, st.integers(1, 12)).map(lambda told: (told[0], sum(told)))


@given(st.lists(RANGE), RANGE, st.integers(0, 9))
def test_ranges_answer_as_all_of_them_asked_one_by_one(
    ranges: list[tuple[int, int]], asked: tuple[int, int], within: int
) -> None:
    start, end = asked
    made = Ranges(ranges)
    assert bool(made) is bool(ranges)
    near = any(a - within <= end and start <= b + within for a, b in ranges)
    assert made.near(start, end, within) is near
    assert made.hold(start, end) is any(a <= start and end <= b for a, b in ranges)
    assert made.begin(start, end) is any(start <= a <= end for a, _ in ranges)


@given(st.lists(RANGE))
def test_what_is_taken_is_taken_once(ranges: list[tuple[int, int]]) -> None:
    made, kept = Taken(), list[tuple[int, int]]()
    for start, end in ranges:
        free = all(end <= a or start >= b for a, b in kept)
        assert made.overlap(start, end) is not free
        assert made.take(start, end) is free
        if free:
            kept.append((start, end))
    assert all(Taken(kept).overlap(start, end) for start, end in kept)
