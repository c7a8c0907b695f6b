"""The budget that a site's owner set: kept, changed, and given up."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.feedback.budget import Budget
from commentguard.service.sites import named
from commentguard.storage import budgets, journal, sites

_FIELDS = tuple(asdict(Budget()))


def stored(connection: Connection, site_id: str) -> Budget | None:
    """What the owner of the site set; `None` if nothing, and then no cut-off moves."""
    row = budgets.of_site(connection, site_id)
    return None if row is None else Budget(**{name: getattr(row, name) for name in _FIELDS})


def keep(
    connection: Connection, site_id: str, changes: dict[str, Any], at: int, actor: str
) -> Budget:
    """Change some of the site's budget, beginning with the default one.

    New bounds hold at once: a cut-off of the site's own that lies outside is put on the bound, and the one for
    discarding with it where it would lie below.
    Raises `DataError` for unknown names and values out of range.
    """
    if unknown := set(changes) - set(_FIELDS):
        raise DataError(
            f"unknown budget setting {min(unknown)[:64]!r}; known are {', '.join(_FIELDS)}"
        )
    site = named(connection, site_id)
    before = stored(connection, site_id)
    after = replace(before or Budget(), **changes)
    if after == before:
        return after
    budgets.keep(connection, site_id, **asdict(after))
    journal.note(
        connection, at, actor, "budget.set", site_id,
        before=None if before is None else asdict(before), after=asdict(after),
    )  # fmt: skip
    row = budgets.of_site(connection, site_id)
    hold = site.policy.get("hold")
    if row is not None and row.own and hold is not None:
        inside = min(after.high, max(after.low, hold))
        if inside != hold:
            moved = cut_off(inside, site.policy.get("discard"))
            sites.change_site(connection, replace(site, policy={**site.policy, **moved}))
            journal.note(
                connection, at, actor, "budget.hold", site_id, before=hold, after=inside,
                why="the owner's bounds changed",
            )  # fmt: skip
    return after


def cut_off(hold: float, discard: float | None) -> dict[str, Any]:
    """What a policy that discards above `discard` has to say to hold above `hold`.

    Nothing is discarded that would not be held: in the wrong order the two make no policy.
    """
    if discard is not None and discard < hold:
        return {"hold": hold, "discard": hold}
    return {"hold": hold}


def give_up(connection: Connection, site_id: str, at: int, actor: str) -> None:
    """Drop the budget, and with it the cut-off that it chose: the model's stands again."""
    site = named(connection, site_id)
    row = budgets.of_site(connection, site_id)
    if row is None:
        raise DataError(f"site {site_id!r} has no budget")
    if row.own:
        kept = {name: value for name, value in site.policy.items() if name != "hold"}
        sites.change_site(connection, replace(site, policy=kept))
    budgets.drop(connection, site_id)
    journal.note(connection, at, actor, "budget.drop", site_id, own=row.own)
