"""The audit log in words. The file that is exported keeps the names that programs compare."""

from __future__ import annotations

from typing import Any

from commentguard.service.decide import WHY
from commentguard.storage.comments import Status
from commentguard.web.site_forms import per_cent
from commentguard.web.wording import DECIDED, STATUSES

KINDS = {
    "comment.": "decided comments",
    "site.": "settings and lists",
    "budget.": "the budget and its moves",
    "user.": "people and sign-ins",
    "key.": "keys for machines",
    "erase": "erasure",
}
"""What the log can be narrowed to: beginnings of names, and words for them."""

_ACTIONS = {
    "comment.confirmed": "agreed with the guard",
    "comment.false_positive": "published what the guard had stopped",
    "comment.miss": "stopped what the guard had published",
    "comment.undo": "took a decision back",
    "site.add": "made the site",
    "site.set": "changed the site's name or address",
    "site.policy": "changed what happens to comments",
    "site.remove": "removed the site",
    "site.allow": "put on the allow-list",
    "site.disallow": "took off the allow-list",
    "site.deny": "put on the deny-list",
    "site.undeny": "took off the deny-list",
    "site.allow.suspend": "suspended an entry of the allow-list",
    "site.allow.restore": "let an entry of the allow-list count again",
    "budget.set": "set the budget",
    "budget.drop": "gave the budget up",
    "budget.hold": "moved the cut-off for holding",
    "budget.discard": "stopped discarding",
    "user.add": "made an account",
    "user.end": "ended an account",
    "user.role": "changed a role",
    "user.password": "changed a password",
    "user.sign_in": "signed in",
    "user.join_link": "made an invitation",
    "user.enter_link": "made a link to sign in with",
    "user.reset_link": "made a link for a new password",
    "user.withdraw": "withdrew an invitation",
    "key.create": "made a key",
    "key.revoke": "ended a key",
    "key.rotate": "replaced a key",
    "erase": "erased what an author wrote",
}
_FIELDS = {
    "hold": "hold above",
    "discard": "discard above",
    "allow_promotional": "let adverts stand",
    "stuffing_escalates": "keyword lists are spam",
    "rate": "real comments held at most",
    "confidence": "confidence",
    "low": "cut-off never below",
    "high": "cut-off never above",
    "audited": "audited",
    "days": "days without a report",
}
_SHARES = frozenset(("hold", "discard", "rate", "confidence", "low", "high", "audited"))


def done(action: str) -> str:
    """What somebody did."""
    if action in _ACTIONS:
        return _ACTIONS[action]
    group, _, rest = action.partition(".")
    if group == "comment" and rest in set(DECIDED):
        return {str(one): words.lower() for one, words in DECIDED.items()}[rest]
    return action.replace(".", ": ").replace("_", " ")


def reason(detail: dict[str, Any], note: str) -> str:
    """Why somebody did it, as far as they said so: in words of their own, or by a reason that has a code."""
    return note or WHY.get(str(detail.get("why", "")), "")


def change(detail: dict[str, Any]) -> str:
    """Before and after; of settings only those that differ."""
    if "before" not in detail and "after" not in detail:
        return ""
    before, after = detail.get("before"), detail.get("after")
    if not (isinstance(before, dict | None) and isinstance(after, dict | None)):
        return f"{_value('', before)} → {_value('', after)}"
    old, new = before or {}, after or {}
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    parts = [
        f"{_FIELDS.get(name, name)}: {_value(name, old.get(name))} → {_value(name, new.get(name))}"
        for name in names
    ]
    return "; ".join(parts) or "as before"


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and (name in _SHARES or not name):
        # Two in a line may be one step of a budget apart.
        return f"{per_cent(value, 4)} %"
    if isinstance(value, str) and value in set(Status):
        return STATUSES[Status(value)]
    return str(value)
