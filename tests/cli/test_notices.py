"""What counts for nothing in a file of comments is told once, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from commentguard.cli.notices import LABELLED, STAFF, Notices
from commentguard.comment import FIELDS, Comment
from commentguard.signals.author import Author
from commentguard.text.document import Document
from commentguard.training.record_check import FIELDS as RECORD


def told(*rows: dict[str, Any]) -> list[str]:
    notices = Notices()
    for number, row in enumerate(rows, 1):
        notices.hear(number, row, Comment.from_mapping(row))
    return list(notices.lines("c.csv"))


def test_unknown_columns_are_named_once_with_the_field_that_is_near() -> None:
    rows = [{"text": "a", "comment_author": "Ann", "ip": "::1", "karma": 3}] * 2
    assert told(*rows) == ["not known: comment_author, ip, karma (did you mean author, author_ip?)"]
    assert told({"text": "a", "author_ip": "::1", "ip": "::1"}) == ["not known: ip"]
    assert told({"text": "a", "\x1b[2J": "b"}) == ["not known: ?[2J"]


def test_labels_and_fields_are_known() -> None:
    assert set(RECORD) - FIELDS <= LABELLED
    assert told({"text": "a", "label": "ham", "split": "train", "reasons": [], "id": "1"}) == []


def test_a_time_that_is_none_is_told() -> None:
    rows = [{"text": "a", "posted_at": time} for time in ("2026-11-24T09:30:00Z", "yesterday")]
    (line,) = told(*rows)
    assert line.startswith("1 rows have a posted_at that is not a time in ISO 8601")
    assert "(the first is row 2)" in line


def test_a_role_that_counts_for_nothing_is_told() -> None:
    roles = ("administrator", "editor,shop_manager", "Subscriber", "boss", "")
    (line,) = told(*({"text": "a", "author_role": role} for role in roles))
    assert line.startswith("1 rows have an author_role that counts for nothing: boss; counted are")


@pytest.mark.parametrize("role", STAFF)
def test_what_is_called_counted_is_counted(role: str) -> None:
    assert Author().read(Document(Comment(text="a", author_role=role))).values[3] == 1
