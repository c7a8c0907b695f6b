"""A site's settings: what happens to its comments, its budget, and the lists of whom it lets in and what it holds.

Moderators may look, so that nobody wonders why a comment was held; admins change. A form carries
the state that its sender saw: what somebody else, or the budget, changed meanwhile is not overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.feedback.budget import Budget
from commentguard.service import allowance, policy_preview, sites
from commentguard.service.entries import Kind
from commentguard.service.lists import LABEL
from commentguard.service.people import Role
from commentguard.storage import budgets
from commentguard.storage.clock import now
from commentguard.storage.listed import ALLOWED, DENIED
from commentguard.web import forms, pages
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.site_forms import budget_fields, budget_of, check_meant, per_cent, policy_of
from commentguard.web.visitor import Visitor, desk, posted, visitor

_TYPED = ("hold", "discard", "one_in", "days", "confidence", "low", "high", "audited")
# Two forms have these: they come back only in the one that was sent.
_LISTED = ("list", "kind", "value", "label")
# Asked only where an answer is wanted.
_TICKS = ("meant", "sure")
_STALE = "Somebody, or the budget, changed this meanwhile. This is how it stands now; look again."


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a form said that was not kept: shown again, with what is wrong or what it would do.

    `flawed` is the field that is wrong, empty for none in particular.
    """

    policy: dict[str, Any] | None = None
    effect: policy_preview.Effect | None = None
    previewed: bool = False
    problem: str = ""
    flawed: str = ""
    status: int = 200
    typed: Mapping[str, str] = field(default_factory=dict)


_NO_DRAFT = _Draft()


@desk
async def show(request: Request) -> Response:
    """GET /desk/settings"""
    who, form = await visitor(request), forms.query(request)
    return await _page(who, _chosen(who, form), said=form.get("said"))


@desk
async def set_policy(request: Request) -> Response:
    """POST /desk/settings/policy; with `do=preview` only what it would do."""
    who, form = await posted(request)
    site_id = owned(who, form)
    base = who.guard.scorer.bundle.policy

    def job(connection: Connection) -> bool:
        current = sites.named(connection, site_id).policy
        _same(form, _seen(current))
        wanted = policy_of(form, base, current)
        check_meant(form, wanted, current)
        sites.set_policy(connection, site_id, base, wanted, now(), who.actor)
        return wanted != current

    if form.get("do") != "preview":
        return await kept(who, form, job, "policy")

    def look(connection: Connection) -> _Draft:
        wanted = policy_of(form, base, sites.named(connection, site_id).policy)
        policy = sites.check_policy(base, wanted)
        found = policy_preview.effect(connection, site_id, policy, now())
        return _Draft(wanted, found, previewed=True)

    try:
        draft = await who.guard.search(look)
    except DataError as error:
        draft = _wrong(form, error)
    return await _page(who, site_id, draft)


@desk
async def set_budget(request: Request) -> Response:
    """POST /desk/settings/budget"""
    who, form = await posted(request)
    site_id = owned(who, form)

    def job(connection: Connection) -> bool:
        current = allowance.stored(connection, site_id)
        _same(form, _seen(None if current is None else asdict(current)))
        after = allowance.keep(connection, site_id, budget_of(form, current), now(), who.actor)
        return after != current

    return await kept(who, form, job, "budget")


@desk
async def drop_budget(request: Request) -> Response:
    """POST /desk/settings/budget/end"""
    who, form = await posted(request)
    site_id = owned(who, form)
    return await kept(
        who, form, lambda c: allowance.give_up(c, site_id, now(), who.actor), "dropped"
    )


async def kept(
    who: Visitor, form: Form, job: Callable[[Connection], object], said: str
) -> Response:
    """Do `job` and come back to the page, or show it with what is wrong; nothing typed is lost.

    `job` says `False` when nothing changed, or something else to say than `said`.
    """
    site_id = form.get("site")
    try:
        done = await who.guard.settle(who.guard.store.write(job))
        said = "same" if done is False else done if isinstance(done, str) else said
    except DataError as error:
        return await _page(who, site_id, _wrong(form, error))
    # Else this very server judges by the old settings for a moment more.
    await who.guard.settle(who.guard.refresh())
    return pages.go(f"/desk/settings?site={pages.quoted(site_id)}&said={said}")


def _wrong(form: Form, error: DataError) -> _Draft:
    typed = {} if str(error) == _STALE else {name: form.get(name)[:100] for name in _TYPED}
    typed |= {name: form.get(name)[:320] for name in _LISTED}
    shown = {name: text for name, text in typed.items() if name in form}
    named = error.field.removeprefix("/")
    if named in set(Kind) and "value" in form:
        named = "value"
    flawed = named if named in shown or named in _TICKS else ""
    return _Draft(problem=str(error), flawed=flawed, status=422, typed=shown)


async def _page(who: Visitor, site_id: str, draft: _Draft = _NO_DRAFT, said: str = "") -> Response:
    base = who.guard.scorer.bundle.policy

    def look(connection: Connection) -> dict[str, Any]:
        site = sites.named(connection, site_id)
        row, budget = budgets.of_site(connection, site_id), allowance.stored(connection, site_id)
        return {
            "site": site,
            "budget": budget,
            "moves": row is not None and row.own and "hold" in site.policy,
            "allowed": ALLOWED.of_site(connection, site_id),
            "denied": DENIED.of_site(connection, site_id),
            "seen_policy": _seen(site.policy),
            "seen_budget": _seen(None if budget is None else asdict(budget)),
        }

    found = await who.guard.settle(who.guard.store.read(look))
    own = found["site"].policy if draft.policy is None else draft.policy
    stands = who.guard.policy(found["site"])
    posted_to = "" if draft is _NO_DRAFT else site_id
    return await pages.page(
        "settings.html", draft.status, **shell(who, "settings", posted_to), **found, draft=draft, own=own,
        base=base, stands=stands, per_cent=per_cent, said=said, preview_days=policy_preview.DAYS,
        fields=budget_fields(found["budget"] or Budget()), may_change=who.may(Role.ADMIN, site_id),
        may_see=who.sites(Role.MODERATOR), label_size=LABEL, discards=own.get("discard", base.discard),
    )  # fmt: skip


def _chosen(who: Visitor, form: Form) -> str:
    own = [site.id for site in who.sites(Role.MODERATOR)]
    if not own:
        raise Refusal(403, "Only a moderator may do that.")
    return form.get("site") if form.get("site") in own else own[0]


def owned(who: Visitor, form: Form) -> str:
    """The site whose settings a form changes; refused to whom it does not belong."""
    return who.need(Role.ADMIN, form.get("site")[:64]).id


def _seen(state: Any) -> str:
    """What stands for a state in a form: whether it is still the same."""
    written = orjson.dumps(state, option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(written, digest_size=8).hexdigest()


def _same(form: Form, stands: str) -> None:
    if form.get("seen") != stands:
        raise DataError(_STALE)
