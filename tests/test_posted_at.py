"""A comment's time is read alike by the API, by Akismet's protocol and by the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commentguard.api.akismet.moments import utc
from commentguard.api.body import comment_of
from commentguard.api.problems import Problem
from commentguard.cli.notices import Notices
from commentguard.comment import Comment
from commentguard.posted_at import moment

TIMES = [
    "2026-11-24T09:30:00Z", "2026-11-24 09:30:00", "2026-11-24 09:30:00.5+05:30", "2026-11-24", "20261124T093000",
    "2026-11-24T09:30:00.000000001+00:00", " 2026-11-24T09:30:00Z ", "1990-01-01T00:00:00Z",
]  # fmt: skip
NONE = [
    "yesterday", "24/11/2026", "0000-00-00 00:00:00", "1989-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
    "2999-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-11-24T09:30:00.0000000000000000000+00:00 or so",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_time"), [*[(t, True) for t in TIMES], *[(t, False) for t in NONE]]
)
def test_every_door_takes_the_same_times(text: str, *, is_time: bool) -> None:
    row = {"text": "Mine came out flat as well.", "posted_at": text}
    assert (moment(text) is not None) is is_time
    assert bool(utc(text)) is is_time
    notices = Notices()
    notices.hear(1, row, Comment.from_mapping(row))
    assert bool(list(notices.lines("c.jsonl"))) is not is_time
    if is_time:
        assert comment_of(row).posted_at == text
    else:
        with pytest.raises(Problem, match="posted_at must be a time"):
            comment_of(row)


@pytest.mark.parametrize(("days", "is_time"), [(364, True), (368, False)])
def test_a_year_ahead_is_counted_in_days(days: int, *, is_time: bool) -> None:
    at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    assert (moment(at) is not None) is is_time


def test_a_time_without_an_offset_is_utc() -> None:
    assert moment("2026-11-24 09:30:00") == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
