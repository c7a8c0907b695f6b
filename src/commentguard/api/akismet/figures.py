"""`usage-limit`, `key-sites`, `get-stats`: what a key was used for, counted from what is stored."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from commentguard.api.akismet import answers
from commentguard.api.akismet.door import Call, enter, in_their_words
from commentguard.service.figures import Count, by_month, summed
from commentguard.service.keys import Scope
from commentguard.storage.clock import DAY, now

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_PERIODS = {"60-days": 60, "6-months": 183}
_ORDERS = ("total", "spam", "ham", "missed_spam", "false_positives")
_COLUMNS = "Site,Total API Calls,Spam,Ham,Missed Spam,False Positives,Is Revoked"
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@in_their_words(explain=False)
async def usage_limit(request: Request) -> Response:
    """Nobody is limited: the server is their own."""
    call = await enter(request, Scope.SCORE)
    month = _this_month()
    months = await by_month(call.guard, call.site, _begin_of(month))
    row: dict[str, Any] = {
        "limit": "none",
        "usage": summed({month: months.get(month, {})}).total,
        "percentage": "0.00",
        "throttled": False,
    }
    if call.fields.text("extended").strip().lower() in ("1", "true"):
        row |= {"notice_level": 0, "upgrade": False}
    return answers.json(row)


@in_their_words(explain=False)
async def get_stats(request: Request) -> Response:
    """Totals and a breakdown by month."""
    call = await enter(request, Scope.SCORE)
    days = _PERIODS.get(call.fields.text("from"))
    months = await by_month(call.guard, call.site, now() - days * DAY if days else 0)
    # `time_saved` has to be there and cannot be known.
    return answers.json(
        {
            **_stats(summed(months)),
            "time_saved": 0,
            "breakdown": {
                month: {**_stats(summed({month: blogs})), "da": f"{month}-01"}
                for month, blogs in months.items()
            },
        }
    )


@in_their_words(explain=False)
async def key_sites(request: Request) -> Response:
    """The blogs a key served in one month, as JSON or as CSV."""
    call = await enter(request, Scope.SCORE)
    text = call.fields.text
    month = text("month") if _MONTH.fullmatch(text("month")) else _this_month()
    blogs = (await by_month(call.guard, call.site, _begin_of(month))).get(month, {})
    order = text("order") if text("order") in _ORDERS else "total"
    wanted = text("filter").strip().lower()
    rows = sorted(
        ((blog, count) for blog, count in blogs.items() if wanted in blog.lower()),
        key=lambda row: (-getattr(row[1], order), row[0]),
    )
    limit, offset = _number(text("limit"), 500), _number(text("offset"), 0)
    page = rows[offset : offset + limit]
    if text("format").lower() == "csv":
        return _csv(call, month, page, f"limit:{limit}, offset: {offset}, total: {len(rows)}")
    return answers.json(
        {
            month: [_site(blog, count) for blog, count in page],
            "limit": limit,
            "offset": offset,
            "total": len(rows),
        }
    )


def _stats(count: Count) -> dict[str, Any]:
    return {
        "spam": count.spam,
        "ham": count.ham,
        "missed_spam": count.missed_spam,
        "false_positives": count.false_positives,
        "accuracy": f"{count.accuracy:.2f}",
    }


def _site(blog: str, count: Count) -> dict[str, Any]:
    return {
        "site": blog,
        "api_calls": count.total,
        "spam": count.spam,
        "ham": count.ham,
        "missed_spam": count.missed_spam,
        "false_positives": count.false_positives,
        "is_revoked": False,
    }


def _csv(call: Call, month: str, rows: list[tuple[str, Count]], page: str) -> Response:
    """The key is named by its number; the vendor prints the key itself into the file."""
    lines = [f"Active sites for {call.key.id} during {month} ({page})", _COLUMNS]
    for blog, c in rows:
        cell = f"'{blog}" if blog.startswith(_FORMULA) else blog
        cell = '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\r\n') else cell
        lines.append(f"{cell},{c.total},{c.spam},{c.ham},{c.missed_spam},{c.false_positives},false")
    return Response("\n".join(lines) + "\n", media_type="text/csv; charset=utf-8")


def _this_month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")


def _begin_of(month: str) -> int:
    year, number = month.split("-")
    return int(datetime(max(1970, int(year)), int(number), 1, tzinfo=UTC).timestamp() * 1000)


def _number(text: str, default: int) -> int:
    text = text.strip()
    return (
        min(int(text), 1_000_000)
        if text.isascii() and text.isdecimal() and len(text) < 9
        else default
    )
