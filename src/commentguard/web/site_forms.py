"""What a site's settings look like in a form, and what a form says they shall be."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from commentguard.errors import DataError
from commentguard.feedback.budget import Budget
from commentguard.scoring.policy import Policy
from commentguard.web.forms import Form

_SHARES = {
    "confidence": "how sure the promise is",
    "low": "the lowest cut-off",
    "high": "the highest cut-off",
    "audited": "the share to audit",
}
_SMALL = frozenset({"audited"})
"""Shares that may well be less than one per cent; a cut-off of 0.9 is meant as 90 %."""
_ENDS = {
    0.0: "above 0 % every comment of every reader is held",
    1.0: "above 100 % no comment is held for its score, and every advert goes up",
}
_MOST_ONE_IN = 1_000_000
_MOST_DECIMALS = 8


def per_cent(share: float, decimals: int = 2) -> str:
    """A share as people read it. Near 0 and 100, where a tenth is much, two figures of the distance.

    The trap: it is rounded. A form that comes back with these very digits means the number that is kept.
    """
    away = 100 * min(share, 1 - share)
    if 0 < away < 0.1:
        decimals = max(decimals, 1 - math.floor(math.log10(away)))
    return f"{100 * share:.{min(decimals, _MOST_DECIMALS)}f}".rstrip("0").rstrip(".")


def policy_of(form: Form, base: Policy, current: dict[str, Any]) -> dict[str, Any]:
    """The settings that a form gives a site; what equals the model's is left to the model.

    Raises `DataError`, in words, for what is no number or out of order, and for a cut-off for discarding
    that would not hold because its tick is missing.
    """
    found: dict[str, Any] = {}
    hold = form.get("hold").strip()
    if hold:
        found["hold"] = _share(hold, "the cut-off for holding", current.get("hold"), field="hold")
    if form.get("discards") == "1":
        wanted = form.get("discard").strip()
        if not wanted:
            raise DataError("discarding needs a cut-off of its own", field="/discard")
        found["discard"] = _share(
            wanted, "the cut-off for discarding", current.get("discard"), field="discard"
        )
    else:
        _untouched(form.get("discard").strip(), current.get("discard", base.discard))
        if base.discard is not None:
            found["discard"] = None
    for name in ("allow_promotional", "stuffing_escalates"):
        wanted_on = form.get(name) == "1"
        if wanted_on != getattr(base, name):
            found[name] = wanted_on
    return found


def check_meant(form: Form, wanted: dict[str, Any], current: dict[str, Any]) -> None:
    """Raises `DataError` for a new cut-off that holds everything or nothing, unless its tick says that it is meant."""
    hold = wanted.get("hold")
    if hold not in _ENDS or hold == current.get("hold") or form.get("meant") == "1":
        return
    raise DataError(f"{_ENDS[hold]}; if you mean that, tick the box and keep it", field="/meant")


def budget_of(form: Form, current: Budget | None) -> dict[str, Any]:
    """The budget that a form gives a site. Raises `DataError`, in words."""
    before = current or Budget()
    one_in = _number(form.get("one_in"), "“one in how many”", field="one_in")
    if not 2 <= one_in <= _MOST_ONE_IN:
        raise DataError(
            "the budget holds at most one real comment in 2 to 1,000,000", field="/one_in"
        )
    # Kept as it was where the form says the same: 1/200 is not 0.005 to the last bit.
    found: dict[str, Any] = {
        "rate": before.rate if round(1 / before.rate) == one_in else 1 / one_in,
        "days": _number(form.get("days"), "the number of days", field="days"),
    }
    for name, words in _SHARES.items():
        found[name] = _share(
            form.get(name), words, getattr(before, name), field=name, small=name in _SMALL
        )
    return found


def budget_fields(budget: Budget) -> dict[str, str]:
    """The same, for the form's fields."""
    shown = {name: per_cent(share) for name, share in asdict(budget).items() if name in _SHARES}
    return {**shown, "one_in": str(round(1 / budget.rate)), "days": str(budget.days)}


def _untouched(typed: str, current: float | None) -> None:
    """Taking the tick away leaves the number that was there; another one was typed in vain."""
    if typed and (current is None or typed != per_cent(current)):
        raise DataError(
            "a cut-off for discarding is given, but “Discard plain spam” is not ticked: tick it, or empty the field",
            field="/discard",
        )


def _share(
    text: str, words: str, current: float | None, *, field: str, small: bool = False
) -> float:
    text = text.strip().replace(",", ".").removesuffix("%").strip()
    if current is not None and text == per_cent(current):
        return current
    try:
        share = float(text) / 100
    except ValueError:
        raise DataError(f"{words} is a number in per cent", field=f"/{field}") from None
    if 0 < share < 0.01 and not small:
        raise DataError(
            f"{words} is in per cent: {text} would be {text} %, less than one in a hundred; for "
            f"{per_cent(100 * share)} % write {per_cent(100 * share)}",
            field=f"/{field}",
        )
    # Written so that "nan" is refused as well.
    if not 0 <= share <= 1:
        raise DataError(f"{words} lies between 0 and 100 %", field=f"/{field}")
    return share


def _number(text: str, words: str, *, field: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise DataError(f"{words} is a whole number", field=f"/{field}")
    return int(text)
