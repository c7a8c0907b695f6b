"""Dates as clients write them, to one form."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(text: str) -> str:
    """`text` as ISO 8601 in UTC, or empty for what is not a date.

    MySQL's `2026-11-22 10:53:34` and JavaScript's `…T10:53:34.120Z` are both read; a date without
    an offset is UTC, because the fields that hold one end in `_gmt`.
    """
    text = text.strip()[:40]
    if not text:
        return ""
    try:
        if text.isascii() and text.isdecimal() and len(text) in (10, 13):
            # Seconds or milliseconds since 1970; eight digits would be a date without dashes.
            moment = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            moment = datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        # `0000-00-00 00:00:00` is what MySQL says for "never".
        return ""
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
