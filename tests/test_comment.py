"""The record: forgiving about what is missing, strict about what is wrong."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from commentguard.comment import Comment
from commentguard.errors import DataError


def test_unknown_fields_are_ignored_and_missing_ones_are_not_known() -> None:
    comment = Comment.from_mapping({"text": "hi", "colour": "red", "author": None})
    assert comment == Comment(text="hi")
    assert comment.author_approved is None


def test_it_survives_the_round_trip() -> None:
    comment = Comment(text="hi", post_tags=("a", "b"), author_approved=0, honeypot_filled=False)
    assert Comment.from_mapping(comment.to_mapping()) == comment


def test_spreadsheets_are_understood() -> None:
    row = {"text": "x", "post_tags": "a, b,", "author_approved": "3", "seconds_on_page": "1.5",
           "honeypot_filled": "true", "author": float("nan"), "id": 7}  # fmt: skip
    comment = Comment.from_mapping(row)
    assert (comment.post_tags, comment.author_approved, comment.seconds_on_page) == (
        ("a", "b"),
        3,
        1.5,
    )
    assert (comment.honeypot_filled, comment.author, comment.id) == (True, "", "7")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "2026-11-24T09:30:00+00:00"),
        (pd.Timestamp("2026-11-24T09:30:00"), "2026-11-24T09:30:00"),
        (pd.NaT, ""),
    ],
)
def test_a_typed_date_is_read_as_iso_text(value: object, read: str) -> None:
    assert Comment.from_mapping({"posted_at": value}) == Comment(posted_at=read)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", 5),
        ("text", ["a"]),
        ("author", {"name": "x"}),
        ("author", date(2026, 11, 24)),
        ("post_tags", [1]),
        ("author_approved", -1),
        ("author_approved", 1.5),
        ("author_approved", True),
        ("seconds_on_page", "soon"),
        ("seconds_on_page", float("inf")),
        ("honeypot_filled", "maybe"),
    ],
)
def test_a_wrong_type_names_its_field(field: str, value: object) -> None:
    with pytest.raises(DataError) as caught:
        Comment.from_mapping({field: value})
    assert caught.value.field == f"/{field}"


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, ""])
def test_what_pandas_misses_is_not_known(value: object) -> None:
    row = {"text": "x", "author": value, "author_approved": value, "post_tags": value}
    assert Comment.from_mapping(row) == Comment(text="x")


_NOWHERE: tuple[Any, ...] = (float("nan"), [])
_NO_TAGS: list[tuple[str, Any]] = [
    (field.name, value)
    for field in fields(Comment)
    if field.name != "post_tags"
    for value in _NOWHERE
]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *_NO_TAGS,
        ("text", None), ("id", 7), ("text", b"x"), ("author", pd.NA), ("post_tags", "a, b"), ("post_tags", (1,)),
        ("post_tags", None), ("author_approved", "3"), ("honeypot_filled", "false"), ("seconds_on_page", pd.NA),
    ],
)  # fmt: skip
def test_a_comment_cannot_be_made_of_other_types(field: str, value: Any) -> None:
    with pytest.raises(DataError, match=f"^{field} must be ") as caught:
        Comment(**{field: value})
    assert caught.value.field == f"/{field}"


def test_a_comment_says_all_that_is_wrong_and_who_reads_missing_values() -> None:
    with pytest.raises(DataError) as caught:
        Comment(text=None, author=float("nan"), lang=5)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "text must be a string, not NoneType; Comment.from_mapping reads missing values; "
        "author must be a string, not float; Comment.from_mapping reads missing values; "
        "lang must be a string, not int"
    )


def test_values_of_numpy_and_lists_of_tags_will_do() -> None:
    values: dict[str, Any] = {
        "post_tags": ["a"],
        "author_approved": np.int64(3),
        "honeypot_filled": np.True_,
    }
    made = Comment(text=np.str_("x"), seconds_on_page=2, **values)
    assert made.author_approved == 3


def test_all_that_is_wrong_is_named() -> None:
    with pytest.raises(DataError) as caught:
        Comment.from_mapping({"author": 5, "text": "x", "post_tags": [1], "honeypot_filled": "?"})
    assert [field for field, _ in caught.value.faults] == [
        "/author",
        "/post_tags",
        "/honeypot_filled",
    ]
    assert caught.value.field == "/author"
    assert str(caught.value) == "; ".join(told for _, told in caught.value.faults)
