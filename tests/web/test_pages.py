"""The pages beside the queue, on the demo: they say what is stored, and their files are harmless."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from tests.web.desk import Browser, signed_in

from commentguard.demo.fill import SITE, fill
from commentguard.errors import DataError
from commentguard.feedback.budget import Budget
from commentguard.service import allowance
from commentguard.service.budget import figures
from commentguard.service.people import Role
from commentguard.storage.clock import DAY, now
from commentguard.storage.tables import comments, moves, notes
from commentguard.testing.serving import Served
from commentguard.web.export import defused, written


@pytest.fixture(scope="module")
def anna(demo: Served) -> Browser:
    return signed_in(demo, "anna", Role.MODERATOR, SITE)


def count(demo: Served, *conditions: object) -> int:
    with demo.guard.store.engine.connect() as connection:
        query = select(func.count()).select_from(comments)
        return connection.scalar(query.where(*conditions)) or 0  # type: ignore[arg-type]


def test_the_demo_is_a_living_site(demo: Served) -> None:
    c, m = comments.c, moves.c
    assert count(demo, c.site_id == SITE) >= 400
    assert count(demo, c.site_id == SITE, c.status == "held") >= 15
    # What the guard did and people overturned, both ways.
    assert count(demo, c.site_id == SITE, c.action == "hold", c.status == "published") >= 4
    assert count(demo, c.site_id == SITE, c.action == "publish", c.status == "rejected") >= 5
    with demo.guard.store.engine.connect() as connection:
        languages = set(connection.scalars(select(c.language).distinct()))
        actors = set(connection.scalars(select(m.actor).distinct()))
        months = set(connection.scalars(select(c.received_at // (30 * DAY)).distinct()))
        taken_back = connection.scalar(select(func.count()).where(m.undone_at.is_not(None)))
        of_two = connection.scalars(
            select(m.comment_id)
            .where(m.undone_at.is_(None))
            .group_by(m.comment_id)
            .having(func.count(m.actor.distinct()) > 1, func.count(m.decision.distinct()) > 1)
        ).all()
        largest = connection.scalar(
            select(func.count())
            .select_from(moves)
            .group_by(m.batch)
            .order_by(func.count().desc())
            .limit(1)
        )
        written = connection.scalar(select(func.count()).select_from(notes))
    assert {"en", "de", "es", "fr", "ru"} <= languages
    assert actors == {"user:mira", "user:jonas"}
    assert len(months) >= 4
    assert (taken_back or 0) >= 3
    assert len(of_two) >= 2
    assert (largest or 0) >= 5
    assert written == 3
    with pytest.raises(DataError, match="already"):
        fill(demo.guard)


def test_one_audited_advert_raises_no_alarm(demo: Served, anna: Browser) -> None:
    # Of what the demo's people decided alone: they published nothing that was up already.
    found = None
    low, high = 0.0, 1.0
    with demo.guard.store.transaction() as connection:
        # So large a sample that one of those whom people decided is in it.
        while found is None or found.tally.audited != 1:
            share = (low + high) / 2
            found = figures(
                connection, SITE, now(), demo.guard.secret, Budget(1 / 50, audited=share)
            )
            low, high = (low, share) if found.tally.audited else (share, high)
        allowance.keep(connection, SITE, {"rate": 1 / 50, "audited": share}, now(), "cli")
    try:
        page = anna.get("/desk/budget").text
    finally:
        with demo.guard.store.transaction() as connection:
            allowance.give_up(connection, SITE, now(), "cli")
    assert found.tally.audited_real == 0
    assert "Too few audits to tell: 1 published comment audited, 0 of them real" in page
    assert "above the budget" not in page
    assert re.search(r"1 in 50 can be promised from 149, and from 299 while the audit", page)


def test_a_history_in_the_demo_reads_as_one(demo: Served, anna: Browser) -> None:
    m = moves.c
    with demo.guard.store.engine.connect() as connection:
        undone = connection.scalar(select(m.comment_id).where(m.undone_at.is_not(None)).limit(1))
    page = anna.get(f"/desk/comments/{undone}").text
    history = page.partition('class="history"')[2]
    assert re.search(r"<strong>(mira|jonas)</strong> took that back", history)
    assert re.search(r"The guard (held|published) it: it took it for", history)
    # In the order in which it happened, and not all in one moment.
    times = re.findall(r'<time datetime="([^"]+)"', history.partition("</ol>")[0])
    assert times == sorted(times)
    assert len(set(times)) >= 3


def test_insight_counts_what_is_stored(demo: Served, anna: Browser) -> None:
    page = anna.get("/desk/insight?days=180")
    assert page.status_code == 200
    rows = read(anna.get("/desk/insight/days.csv?days=180").text)
    c = comments.c
    for column, action in ((1, "publish"), (2, "hold"), (3, "discard")):
        stored = count(demo, c.site_id == SITE, c.action == action)
        assert sum(int(row[column]) for row in rows[1:]) == stored
    freed = count(demo, c.site_id == SITE, c.action == "hold", c.status == "published")
    assert sum(int(row[5]) for row in rows[1:]) == freed
    people = read(anna.get("/desk/insight/moderators.csv?days=180").text)
    assert {row[0] for row in people[1:]} == {"mira", "jonas"}


def test_every_chart_has_a_title_and_the_same_as_a_table(anna: Browser) -> None:
    page = anna.get("/desk/insight").text
    charts = re.findall(r'<svg viewBox="0 0 640.*?</figure>', page, re.S)
    assert len(charts) >= 5
    for chart in charts:
        assert re.search(r"<title id=[^>]+>[^<]{10,}</title>", chart)
        assert "<table>" in chart


def test_a_week_in_a_chart_is_seven_days(anna: Browser) -> None:
    page = anna.get("/desk/insight?days=30").text
    held = re.search(r"<figcaption>Share of comments held, by week.*?</figure>", page, re.S)
    assert held
    rows = re.findall(r'<th scope="row">([^<]+)</th>', held[0])
    assert len(rows) == 5
    assert rows[0].startswith("2 days from ")
    newest = date.fromisoformat(rows[-1].removeprefix("week of "))
    assert newest + timedelta(6) == datetime.now(UTC).date()


def test_a_quiet_week_raises_no_alarm(anna: Browser) -> None:
    page = anna.get("/desk/insight?days=180").text
    assert re.search(r"Too few comments to say: \d+ in the last seven days, \d+ in", page)
    assert "it has moved" not in page


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_would_be_a_formula_is_text(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    assert read(written(["a"], [[cell]]))[1] == [f"'{cell}"]
    assert defused(-1) == -1
    assert defused("a=1") == "a=1"


def test_the_audit_log_shows_and_exports_decisions(demo: Served, anna: Browser) -> None:
    page = anna.get("/desk/audit").text
    assert ">mira</td>" in page
    assert "waiting → rejected" in page
    assert "agreed with the guard" in page
    # The names that programs compare are for the file.
    assert not re.search(r">[^<]*\b(comment|site|user|budget)\.[a-z_]+", page)
    assert anna.get("/desk/audit?actor=Mira").text.count(">mira</td>") > 10
    assert ">jonas</td>" not in anna.get("/desk/audit?actor=mira").text
    assert ">mira</td>" not in anna.get("/desk/audit?action=budget.").text
    rows = read(anna.get("/desk/audit.csv?actor=user:jonas").text)
    assert rows[0] == [
        "at",
        "actor",
        "action",
        "site",
        "target",
        "before",
        "after",
        "detail",
        "why",
    ]
    assert len(rows) > 10
    assert {row[1] for row in rows[1:]} == {"user:jonas"}
    assert {row[3] for row in rows[1:]} == {SITE}
    # What the history of a comment says of a decision's reason, the log says as well.
    assert "an advert" in {row[8] for row in rows[1:]}
    assert re.search(r'<td class="breaks" dir="auto">[a-z]', page)
    # Sign-ins concern every site and are for its admins.
    assert "user.sign_in" not in anna.get("/desk/audit.csv").text
    everywhere = signed_in(demo, "every-admin", Role.ADMIN, "*")
    assert "user.sign_in" in everywhere.get("/desk/audit.csv").text
    viewer = signed_in(demo, "viewer", Role.VIEWER, SITE)
    assert viewer.get("/desk/audit").status_code == 403


def test_learning_says_from_how_many_decisions(demo: Served, anna: Browser) -> None:
    page = anna.get("/desk/learning").text
    told = re.search(r"has learned from (\d+) decision", page)
    assert told
    learned = demo.guard.learned[SITE]
    assert int(told[1]) == getattr(learned, "decisions")  # noqa: B009
    assert "towards publishing" in page


def test_the_budget_names_what_was_held_and_what_to_audit(demo: Served, anna: Browser) -> None:
    page = anna.get("/desk/budget").text
    assert "1 real comment in 200" in page
    # Which of the two depends on whom this demo's secret draws for the audit.
    said = r"<strong>\d+\.\d\d\s%</strong> of real comments were held|Too few audits to tell"
    assert re.search(said, page)
    assert "more decided real comments" in page
    assert re.search(r"1 in 200 can be promised from 598\b", page)
    audit = re.search(r"To audit: (\d+) comments?", page)
    assert audit
    if int(audit[1]):
        value = re.search(r'name="id" value="([0-9a-f]{32}:published\.0:\d+)"', page)
        assert value
        anna.post("/desk/decide", {"id": value[1], "decision": "publish"})
        after = re.search(r"To audit: (\d+) comments?", anna.get("/desk/budget").text)
        assert after
        assert int(after[1]) == int(audit[1]) - 1


def test_the_test_box_judges_and_says_what_would_change_it(demo: Served, anna: Browser) -> None:
    before = count(demo)
    text = "I keep mine in the shade. Our shop https://shade.example has them in stock, see https://sun.example too."
    page = anna.post("/desk/try", {"text": text, "author": "Tom"}).text
    assert "It would be held" in page
    assert '<mark class="k-contact"' in page
    assert re.search(r"Without <q>a link that serves the author</q> it would be published", page)
    assert (
        "It would be published" in anna.post("/desk/try", {"text": "Mine split in January."}).text
    )
    assert anna.post("/desk/try", {"text": "  "}).status_code == 422
    assert count(demo) == before


def test_the_test_box_escapes_what_it_is_given(anna: Browser) -> None:
    hostile = "</textarea><script>alert(1)</script> call 01632 960 148"
    page = anna.post("/desk/try", {"text": hostile, "author": hostile, "post_text": hostile}).text
    assert "<script>alert" not in page


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
