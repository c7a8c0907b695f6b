"""When a comment was posted, as platforms write it: one reading for every door.

Standard library only, as the record is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

WANTED = (
    "a time in ISO 8601, such as 2026-11-24T09:30:00Z, not before 1990 and at most a year ahead"
)
"""What `moment` reads, in the words of a refusal."""
# Before there were blogs, a time is a default of somebody's date type.
_FIRST, _AHEAD = datetime(1990, 1, 1, tzinfo=UTC), timedelta(days=366)
_LONGEST = 40


def moment(text: str) -> datetime | None:
    """The time that `text` is, `None` where it is none, lies before 1990 or more than a year ahead.

    ISO 8601 with or without offset (then UTC), a space for its T, and a date alone. Clocks differ, and who mistakes
    milliseconds for seconds is a thousand years ahead: what lies between is none of our business.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return at if _FIRST <= at <= datetime.now(UTC) + _AHEAD else None
