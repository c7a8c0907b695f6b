"""Shares in a site's forms: readable, and what nobody touched is kept to the last bit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.feedback.budget import Budget
from commentguard.scoring.policy import Policy
from commentguard.web.forms import Form
from commentguard.web.site_forms import budget_fields, budget_of, per_cent, policy_of


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.949618, "94.96"), (0.5, "50"), (0.999, "99.9"), (1.0, "100"), (0.0, "0"), (0.95, "95"),
        (0.99949618, "99.95"), (0.999937, "99.9937"), (0.9999999, "99.99999"), (0.0002, "0.02"),
        (0.123456, "12.35"), (1e-6, "0.0001"), (0.01, "1"),
    ],
)  # fmt: skip
def test_a_share_is_readable(share: float, shown: str) -> None:
    assert per_cent(share) == shown


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_form_that_comes_back_untouched_changes_nothing(one: float, other: float) -> None:
    hold, discard = sorted((one, other))
    kept = {"hold": hold, "discard": discard}
    sent = Form({"hold": [per_cent(hold)], "discard": [per_cent(discard)], "discards": ["1"]})
    assert policy_of(sent, Policy(), kept) == kept
    budget = Budget(low=hold, high=discard)
    fields = {name: [text] for name, text in budget_fields(budget).items()}
    assert budget_of(Form(fields), budget)["low"] == hold
    assert budget_of(Form(fields), budget)["high"] == discard
