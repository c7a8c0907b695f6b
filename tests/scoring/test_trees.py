"""Trees as arrays: the leaf that plain descent finds, in any company, and nothing malformed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.errors import ModelError
from commentguard.scoring.trees import BEHIND, LEAVES, Trees

# input 0 > 1 ? (input 1 > 0 ? 4 : 2) : -1, and a tree of one leaf.
SMALL = Trees(
    place=np.array([[0, 0], [1, 0], *([[0, 0]] * 5)], dtype=np.intp),
    threshold=np.array([[1.0, np.inf], [0.0, np.inf], *([[np.inf, np.inf]] * 5)]),
    mask=np.array([[0b11111110, 255], [0b11111101, 255], *([[255, 255]] * 5)], dtype=np.uint8),
    value=np.array([[-1, 0.5], [2, 0], [4, 0], *([[0, 0]] * 5)], dtype=np.float32),
)


def inputs(*views: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([(*view, *[0.0] * (len(BEHIND) - 1)) for view in views])


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ((0, 0), -0.5), ((1, 9), -0.5), ((1.01, 0), 2.5), ((2, -3), 2.5), ((2, 0.01), 4.5),
        ((np.inf, np.inf), 4.5), ((-np.inf, 1), -0.5),
    ],
)  # fmt: skip
def test_a_view_ends_up_in_the_leaf_that_its_answers_lead_to(
    view: tuple[float, float], said: float
) -> None:
    assert SMALL.scores(inputs(view)).tolist() == [said]


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=1, max_size=300))
@settings(max_examples=50, deadline=None)
def test_company_changes_nothing(views: list[tuple[float, float]]) -> None:
    alone = [SMALL.scores(inputs(view)).item() for view in views]
    assert SMALL.scores(inputs(*views)).tolist() == alone


@st.composite
def grown(draw: st.DrawFn) -> Trees:
    """Trees that ask anything, in any order; only what they leave is never nothing."""
    trees = draw(st.integers(1, 5))
    size = (LEAVES - 1) * trees
    shape = (LEAVES - 1, trees)
    place = draw(st.lists(st.integers(0, 2 + len(BEHIND) - 1), min_size=size, max_size=size))
    threshold = draw(
        st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0, np.inf]), min_size=size, max_size=size)
    )
    mask = draw(st.lists(st.integers(0, 127), min_size=size, max_size=size))
    return Trees(
        np.array(place, dtype=np.intp).reshape(shape),
        np.array(threshold).reshape(shape),
        np.array([each | 128 for each in mask], dtype=np.uint8).reshape(shape),
        np.arange(LEAVES * trees, dtype=np.float32).reshape(LEAVES, trees) ** 2,
    )


def plain(trees: Trees, row: list[float]) -> float:
    total = 0.0
    for tree in range(len(trees)):
        left = 255
        for question in range(LEAVES - 1):
            if row[trees.place[question, tree]] > trees.threshold[question, tree]:
                left &= int(trees.mask[question, tree])
        total += float(trees.value[(left & -left).bit_length() - 1, tree])
    return total


VALUE = st.sampled_from([-1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 2.0])


@given(
    grown(),
    st.lists(st.lists(VALUE, min_size=2, max_size=2), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 99), st.lists(VALUE, min_size=4, max_size=4)), max_size=9),
)
@settings(max_examples=200, deadline=None)
def test_they_say_what_plain_python_says(
    trees: Trees, dense: list[list[float]], asked: list[tuple[int, list[float]]]
) -> None:
    rows = [row % len(dense) for row, _ in asked]
    behind = np.array([each for _, each in asked]).reshape(-1, len(BEHIND))
    found = trees.scores_of(np.array(dense), np.array(rows, dtype=np.int64), behind)
    expected = [
        plain(trees, [*dense[row], *each]) for row, (_, each) in zip(rows, asked, strict=True)
    ]
    assert found.tolist() == expected


def test_however_inputs_lie_the_answer_is_the_same() -> None:
    whole = inputs((0, 0), (2, 1), (2, -1))
    expected, rows = SMALL.scores(whole).tolist(), np.arange(3)
    turned = np.asfortranarray(whole)
    assert SMALL.scores_of(turned[:, :1], rows, turned[:, 1:]).tolist() == expected
    whole_numbers: Any = whole.astype(np.int64)
    assert SMALL.scores_of(whole_numbers[:, :1], rows, whole_numbers[:, 1:]).tolist() == expected
    with pytest.raises(ValueError, match="views"):
        SMALL.scores_of(whole[:, :1], rows, whole[:2, 1:])


def test_a_question_about_a_column_that_is_not_there_is_not_asked() -> None:
    beyond = Trees(SMALL.place + 7, SMALL.threshold, SMALL.mask, SMALL.value)
    with pytest.raises(ModelError, match="not there"):
        beyond.scores(inputs((1, 2)))


def test_none_say_nothing() -> None:
    assert not Trees.silent()
    assert Trees.silent().scores(inputs((1, 2), (3, 4))).tolist() == [0.0, 0.0]
    assert len(SMALL) == 2


def test_they_say_who_was_asked() -> None:
    assert SMALL.asked(("a",)) == {"a": 1, BEHIND[0]: 1, **dict.fromkeys(BEHIND[1:], 0)}


def test_they_ask_about_columns_by_name_wherever_these_stand() -> None:
    fitted, served = ("price", "praise"), {"new": 0, "praise": 1, "other": 2, "price": 3}
    small = Trees(SMALL.place.copy(), SMALL.threshold, SMALL.mask, SMALL.value)
    small.place[2, 0] = 2 + len(BEHIND) - 1
    moved = small.arranged(served, fitted)
    assert moved.place[:3, 0].tolist() == [3, 1, 4 + len(BEHIND) - 1]


def test_what_is_kept_is_read_back() -> None:
    again = Trees.read(SMALL.arrays(), 1)
    views = inputs((0, 0), (2, 1), (2, -1))
    assert again.scores(views).tolist() == SMALL.scores(views).tolist()


@pytest.mark.parametrize(
    "broken",
    [
        {"tree_place": np.full((LEAVES - 1, 2), 1 + len(BEHIND), np.uint16)},
        {"tree_place": np.full((LEAVES - 1, 2), -40)},
        {"tree_place": np.full((LEAVES - 1, 2), np.nan)},
        {"tree_place": np.zeros((LEAVES - 1, 2), np.uint64)},
        {"tree_threshold": np.full((LEAVES - 1, 2), np.nan)},
        {"tree_threshold": SMALL.threshold.astype(np.float32)},
        {"tree_threshold": SMALL.threshold[:, :1]},
        {"tree_mask": np.zeros((LEAVES - 1, 2), np.uint8)},
        {"tree_mask": np.zeros((LEAVES, 2), np.uint8)},
        {"tree_value": np.full((LEAVES, 2), np.inf, np.float32)},
        {"tree_value": SMALL.value[:4]},
        {"tree_value": np.zeros(LEAVES, np.float32)},
        {"tree_value": np.zeros((), np.float32)},
        {"tree_value": np.full((LEAVES, 2), "x")},
        {"tree_value": SMALL.value.astype(np.float64)},
    ],
)
def test_what_is_malformed_is_refused(broken: dict[str, np.ndarray]) -> None:
    with pytest.raises(ModelError, match="trees"):
        Trees.read({**SMALL.arrays(), **broken}, 1)
