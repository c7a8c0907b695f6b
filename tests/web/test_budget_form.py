"""A budget by form: what is kept, what is refused, and what the log says."""

from __future__ import annotations

import pytest
from tests.web.desk import Browser, signed_in
from tests.web.settings_page import BUDGET, PAGE, budget, lines, send

from commentguard.demo.fill import SITE
from commentguard.feedback.budget import Budget
from commentguard.service import budget_day
from commentguard.service.people import Role
from commentguard.storage import budgets
from commentguard.storage.clock import now
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def admin(demo: Served) -> Browser:
    return signed_in(demo, "site-admin", Role.ADMIN, SITE)


def test_a_budget_by_form(demo: Served, admin: Browser) -> None:
    assert "None is set" in admin.get(PAGE).text
    page = send(admin, "budget", BUDGET).text
    assert "At most <strong>1 real comment in 200</strong> is held" in page
    assert budget(demo) == Budget()
    page = send(admin, "budget", {**BUDGET, "one_in": "500", "days": "10", "high": "99,5"}).text
    assert budget(demo) == Budget(rate=1 / 500, days=10, high=0.995)
    newest = lines(demo, "budget.set")[0]
    assert newest.actor == "user:site-admin"
    assert newest.detail["before"]["days"] == 7
    assert newest.detail["after"]["days"] == 10
    # The daily step finds it.
    budget_day.step(demo.guard, now())
    with demo.guard.store.engine.connect() as connection:
        assert budgets.site_ids(connection) == [SITE]
    assert "1 real comment in 500" in admin.get(f"/desk/budget?site={SITE}").text
    assert "given up" in send(admin, "budget/end", {}).text
    assert budget(demo) is None
    assert len(lines(demo, "budget.drop")) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"one_in": "1"}, "at most one real comment in 2 to"),
        ({"one_in": "many"}, "is a whole number"),
        ({"days": "61"}, "days must lie between 1 and 60"),
        ({"low": "99", "high": "90"}, "bounds must be in order"),
        ({"confidence": "100"}, "must lie between 0 and 1"),
        ({"audited": "x"}, "the share to audit is a number in per cent"),
    ],
)
def test_a_budget_that_makes_no_sense(
    demo: Served, admin: Browser, change: dict[str, str], says: str
) -> None:
    answer = send(admin, "budget", {**BUDGET, **change})
    assert answer.status_code == 422
    assert says in answer.text
    for value in change.values():
        assert f'value="{value}"' in answer.text
    assert budget(demo) is None
