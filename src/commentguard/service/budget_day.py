"""Once a day: each site with a budget moves its cut-off by at most one step.

`feedback.daily_move` says which; here the step becomes part of the site's policy, so that every
worker judges by it within seconds and every verdict shows it in `policy`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from commentguard.feedback.daily_move import Standing, a_day
from commentguard.service.allowance import cut_off, stored
from commentguard.service.budget import Figures, figures
from commentguard.service.guard import Guard
from commentguard.service.sites import named
from commentguard.storage import budgets, journal, sites
from commentguard.storage.clock import DAY, now
from commentguard.storage.store import Store

_KIND = "budget"
_ACTOR = "guard"


def due(store: Store, at: int | None = None) -> bool:
    """Whether the last run is a day ago."""
    with store.engine.connect() as connection:
        last = journal.last_job(connection, _KIND)
    return last is None or last.started_at <= (now() if at is None else at) - DAY


def step(guard: Guard, at: int | None = None) -> dict[str, Any]:
    """Move what has to move; which sites did, and how many decided comments the others lack.

    Blocks; run in a thread. May be run by several processes at once: the second finds that a
    site has had its step of the day.
    """
    at = now() if at is None else at
    told: dict[str, Any] = {"moved": [], "missing": {}}
    with guard.store.engine.connect() as connection:
        site_ids = budgets.site_ids(connection)
    for site_id in site_ids:
        # Counted outside the transaction: others wait for it, and the count takes its time.
        with guard.store.engine.connect() as connection:
            budget = stored(connection, site_id)
            found = figures(connection, site_id, at, guard.secret, budget)
        if found.lacking:
            told["missing"][site_id] = found.lacking
        with guard.store.transaction() as connection:
            if _moved(guard, connection, site_id, found, at):
                told["moved"].append(site_id)
    with guard.store.transaction() as connection:
        journal.job_done(connection, _KIND, at, max(at, now()), **told)
    return told


def _moved(guard: Guard, connection: Connection, site_id: str, found: Figures, at: int) -> bool:
    row = budgets.of_site(connection, site_id, lock=True)
    budget = stored(connection, site_id)
    if row is None or budget is None or (row.moved_at is not None and at - row.moved_at < DAY):
        return False
    site = named(connection, site_id)
    policy = guard.policy(site)
    # Such a site holds by P(spam), and what is stored for a comment is P(unwanted): of those
    # scores no cut-off can be chosen. Discarding still stops.
    real = () if policy.allow_promotional else found.scores
    # Whoever took the cut-off out of the policy wants the model's, and the next is a first choice.
    own = row.own and "hold" in site.policy
    before = Standing(policy.hold, own, policy.discard is not None)
    after, move = a_day(before, real, found.spent, budget)
    if move is None:
        return False
    stops = move.what == "discard"
    override = {"discard": None} if stops else cut_off(move.after, policy.discard)
    changed = {**site.policy, **override}
    sites.change_site(connection, replace(site, policy=changed))
    budgets.moved(connection, site_id, after.own, at)
    journal.note(
        connection, at, _ACTOR, f"budget.{move.what}", site_id,
        before=policy.discard if stops else move.before, after=None if stops else move.after, why=move.why,
    )  # fmt: skip
    return True
