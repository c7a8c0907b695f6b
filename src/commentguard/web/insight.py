"""The insight page and its tables as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import anyio
from fastapi import Request, Response

from commentguard.service.insight import LEAST, MOVED, STEADY, WEEK, Day, Insight, insight_of
from commentguard.storage.clock import DAY, now
from commentguard.web import forms, pages
from commentguard.web.charts import Chart, stacked
from commentguard.web.export import table
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.visitor import Visitor, desk, visitor
from commentguard.web.wording import language, number, person, plural, reason

PERIODS = (7, 30, 90, 180)


@desk
async def show(request: Request) -> Response:
    """GET /desk/insight"""
    who = await visitor(request)
    site, days, found = await _found(who, forms.query(request))
    charts = await anyio.to_thread.run_sync(_charts, found)
    return await pages.page(
        "insight.html", **shell(who, "insight"), found=found, charts=charts, site=site, days=days,
        periods=PERIODS, steady=STEADY, moved=MOVED, least=LEAST,
    )  # fmt: skip


@desk
async def export(request: Request) -> Response:
    """GET /desk/insight/{what}.csv"""
    who = await visitor(request)
    what = request.path_params["what"]
    _, _, found = await _found(who, forms.query(request))
    match what:
        case "days":
            rows = [
                (_date(d.day), d.published, d.held, d.discarded, d.decided, d.freed, d.missed)
                for d in found.days
            ]
            head = ("day", "published", "held", "discarded", "decided", "freed", "missed")
            return table(what, head, rows)
        case "reasons":
            shares = [
                (one.name or "wording alone", one.stopped, one.freed) for one in found.reasons
            ]
            return table(what, ("reason", "stopped", "freed"), shares)
        case "languages":
            spoken = [(one.name, one.total, one.stopped, one.freed) for one in found.languages]
            return table(what, ("language", "comments", "stopped", "freed"), spoken)
        case "moderators":
            people = [
                (person(m.actor), m.decided, m.published, m.with_guard, m.shared, m.agreed,
                 round(m.hours, 2))
                for m in found.moderators
            ]  # fmt: skip
            head = ("moderator", "decided", "published", "with_guard", "shared", "agreed",
                    "median_hours")  # fmt: skip
            return table(what, head, people)
    raise Refusal(404, "There is no such table.")


async def _found(who: Visitor, form: Form) -> tuple[str, int, Insight]:
    own = [site.id for site in who.sites()]
    site = form.get("site") if form.get("site") in own else ""
    days = int(form.get("days")) if form.get("days") in {str(n) for n in PERIODS} else 30
    wanted = [site] if site else own
    found = await who.guard.search(lambda c: insight_of(c, wanted, now(), days))
    return site, days, found


def _charts(found: Insight) -> dict[str, Chart]:
    dates = [_date(day.day) for day in found.days]
    weeks = _weeks(found.days)
    names = [_week(days) for days in weeks]
    tenths = [f"{10 * k} to {10 * k + 10} %" for k in range(len(found.drift.before))]
    return {
        "volume": stacked(
            "Comments a day", dates,
            (
                ("good", "published", [d.published for d in found.days]),
                ("held", "held", [d.held for d in found.days]),
                ("bad", "discarded", [d.discarded for d in found.days]),
            ),
        ),
        "held": stacked(
            "Share of comments held, by week", names,
            (("held", "held", [_held(w) for w in weeks]),), percent=True,
        ),
        "freed": stacked(
            "Of the held comments that people decided, the share they published, by week", names,
            (("bad", "overturned", [_overturned(w) for w in weeks]),), percent=True,
        ),
        "reasons": stacked(
            "Reasons of what was held",
            [reason(one.name) if one.name else "its wording alone" for one in found.reasons],
            (
                ("held", "held rightly or undecided", [r.stopped - r.freed for r in found.reasons]),
                ("bad", "published by people", [r.freed for r in found.reasons]),
            ),
        ),
        "languages": stacked(
            "Languages", [language(one.name) for one in found.languages],
            (
                ("good", "published at once", [one.total - one.stopped for one in found.languages]),
                ("held", "held", [one.stopped for one in found.languages]),
            ),
        ),
        "ages": stacked(
            "How long comments have waited", [name for name, _ in found.ages],
            (("held", "waiting", [count for _, count in found.ages]),),
        ),
        "before": stacked(
            f"Scores of {number(found.drift.of_before)} comments before that", tenths, (("good", "of comments", found.drift.before),),
            percent=True,
        ),
        "last": stacked(
            f"Scores of {number(found.drift.of_last)} comments in the last seven days", tenths, (("held", "of comments", found.drift.last),),
            percent=True,
        ),
    }  # fmt: skip


def _weeks(days: Sequence[Day]) -> list[Sequence[Day]]:
    """Seven days each, the newest until today; what is left of the period comes first."""
    rest = len(days) % WEEK
    return [*([days[:rest]] if rest else []),
            *(days[k : k + WEEK] for k in range(rest, len(days), WEEK))]  # fmt: skip


def _week(days: Sequence[Day]) -> str:
    first = _date(days[0].day)
    return f"week of {first}" if len(days) == WEEK else f"{plural(len(days), 'day')} from {first}"


def _held(days: Sequence[Day]) -> float:
    total = sum(day.published + day.held + day.discarded for day in days)
    return sum(day.held for day in days) / total if total else 0.0


def _overturned(days: Sequence[Day]) -> float | None:
    decided = sum(day.decided for day in days)
    return sum(day.freed for day in days) / decided if decided else None


def _date(day: int) -> str:
    return datetime.fromtimestamp(day * DAY / 1000, UTC).strftime("%Y-%m-%d")
