"""The record: forgiving about what is missing, strict about what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

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
