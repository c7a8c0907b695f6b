"""Dates as clients write them, to one form."""

from __future__ import annotations

from datetime import UTC, datetime

from commentguard.posted_at import moment


def utc(text: str) -> str:
    """`text` as ISO 8601 in UTC, or empty for what is not a date.

    MySQL's `2026-11-22 10:53:34` and JavaScript's `…T10:53:34.120Z` are both read; a date without
    an offset is UTC, because the fields that hold one end in `_gmt`. What every other door refuses is no date here,
    either: `0000-00-00 00:00:00`, which is what MySQL says for "never", or the year 1.
    """
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        # Seconds or milliseconds since 1970; eight digits would be a date without dashes.
        text = datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    at = moment(text)
    if at is None:
        return ""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
