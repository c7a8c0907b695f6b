"""Deciding and taking back: one comment, a selection, a campaign; for browsers with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import Request, Response
from sqlalchemy import Connection
from starlette.background import BackgroundTasks

from commentguard.service import cards, decide, meters
from commentguard.service.cards import Card
from commentguard.service.decide import WHY, Clash, Decision, Done, Outcome
from commentguard.service.people import Role
from commentguard.storage import campaigns, comments
from commentguard.storage.clock import new_id, now
from commentguard.web import pages, remarks
from commentguard.web.forms import Form
from commentguard.web.queue import Shown, ready
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.told import Told, telling
from commentguard.web.view import View
from commentguard.web.visitor import Visitor, desk, posted
from commentguard.web.ways import safe
from commentguard.web.wording import DECIDED, person, plural

# Comments decided in one transaction: between two of them, others get to write.
_STEP = 50
# What one form may decide. A flood that is larger is decided in several goes.
MOST = cards.MOST_ALIKE
# Cards drawn again after an undo; beyond it the page is loaded anew.
_REDRAWN = 60


@dataclass(frozen=True, slots=True)
class Picked:
    """Comments that a form names, each with the state in which its sender saw it."""

    ids: tuple[str, ...]
    seen: Mapping[str, str]


@desk
async def decide_comments(request: Request) -> Response:
    """POST /desk/decide"""
    who, form = await posted(request)
    decision, why, note = decision_of(form), why_of(form), remarks.written(form)
    picked = await _picked(who, form, scripted="hx-request" in request.headers)
    if not picked.ids:
        raise Refusal(422, "Nothing is selected.")
    kept: set[str] = set()

    def write_down(connection: Connection, part: Sequence[str]) -> None:
        """A note is about the comment: kept whether that is decided or left alone."""
        for one in picked.seen.keys() & set(part):
            if remarks.keep(connection, who, one, note):
                kept.add(one)

    outcome = await carry_out(
        who, picked.ids, decision, seen=picked.seen, why=why,
        over_claims=form.get("over_claims") == "1", beside=write_down if note else None,
    )  # fmt: skip
    sentence = f"{said(outcome, decision)}{' Your note is kept.' if kept else ''}"
    return await _answer(request, who, form, outcome, sentence, tuple(picked.seen))


@desk
async def undo(request: Request) -> Response:
    """POST /desk/undo: the batch that is named, else the person's last one."""
    who, form = await posted(request)
    outcome = await _take_back(who, form.get("batch")[:32])
    count = len(outcome.done)
    sentence = f"Undone: {plural(count, 'comment')} as before." if count else "Nothing to undo."
    return await _answer(request, who, form, outcome, sentence)


async def carry_out(
    who: Visitor,
    ids: Sequence[str],
    decision: Decision,
    *,
    seen: Mapping[str, str] | None = None,
    why: str = "",
    over_claims: bool = False,
    beside: Callable[[Connection, Sequence[str]], None] | None = None,
) -> Outcome:
    """Decide many comments as one batch, some at a time; `beside` is done with each part, in its transaction."""
    sites = frozenset(site.id for site in who.sites(Role.MODERATOR))
    batch = new_id(now())
    done: list[Done] = []
    clashes: list[Clash] = []

    def job(connection: Connection, part: Sequence[str]) -> Outcome:
        if beside is not None:
            beside(connection, part)
        return decide.decide(
            who.guard, connection, who.actor, sites, part, decision, seen=seen, why=why,
            batch=batch, over_claims=over_claims,
        )  # fmt: skip

    for start in range(0, len(ids), _STEP):
        part = ids[start : start + _STEP]
        outcome = await who.guard.settle(who.guard.store.write(partial(job, part=part)))
        done += outcome.done
        clashes += outcome.clashes
    for one in done:
        meters.DECISIONS.labels(one.site_id, decision.value).inc()
    return Outcome(batch if done else "", tuple(done), tuple(clashes))


async def _take_back(who: Visitor, given: str) -> Outcome:
    sites = [site.id for site in who.sites(Role.MODERATOR)]

    def find(connection: Connection) -> str:
        batch = given or decide.last(connection, who.actor)
        return batch if decide.within(connection, batch, sites) else ""

    batch = await who.guard.settle(who.guard.store.read(find))
    done: list[Done] = []
    clashes: list[Clash] = []
    below: int | None = None
    while batch:
        job = partial(decide.undo, who.guard, actor=who.actor, batch=batch, below=below)
        outcome, below = await who.guard.settle(who.guard.store.write(job))
        done += outcome.done
        clashes += outcome.clashes
        if below is None:
            break
    return Outcome("", tuple(done), tuple(clashes))


def teaching(who: Visitor, outcome: Outcome, response: Response) -> Response:
    """`response`, behind which the sites of these decisions learn: nobody waits for it at a key."""
    learner = who.guard.learner
    if learner is not None and outcome.done:
        tasks = BackgroundTasks()
        for site_id in sorted({one.site_id for one in outcome.done}):
            tasks.add_task(learner.learn, site_id)
        response.background = tasks
    return response


def decision_of(form: Form) -> Decision:
    try:
        return Decision(form.get("decision"))
    except ValueError:
        raise Refusal(422, "There is no such decision.") from None


def why_of(form: Form) -> str:
    why = form.get("why")
    if why and why not in WHY:
        raise Refusal(422, "There is no such reason.")
    return why


def said(outcome: Outcome, decision: Decision) -> str:
    """What happened, in a sentence."""
    sentence = f"{DECIDED[decision]}: {plural(len(outcome.done), 'comment')}."
    if outcome.clashes:
        first = outcome.clashes[0]
        others = f" and {len(outcome.clashes) - 1} more" if len(outcome.clashes) > 1 else ""
        does = "is looking at" if first.claimed else "has already moved"
        left = f"{person(first.by)} {does} {'it' if not others else 'one'}{others}; left alone."
        return f"{sentence} {left}" if outcome.done else left
    return sentence if outcome.done else "That is how it stands already."


async def _picked(who: Visitor, form: Form, *, scripted: bool) -> Picked:
    """`id` fields are `comment:stamp:drawn`; `like` names those with which the rest of their campaign goes, and
    is 1 for all of them. `with` does where no script puts each card's own tick into `like`. Of the rest goes what
    was there when the card was drawn: what arrived since, nobody has seen.
    """
    seen: dict[str, str] = {}
    drawn: dict[str, int] = {}
    for value in form.all("id")[:MOST]:
        comment_id, _, rest = value.partition(":")
        stamp, _, at = rest.partition(":")
        if stamp:
            seen[comment_id[:32]] = stamp[:40]
            drawn[comment_id[:32]] = _time(at)
    named = {*form.all("like"), *(() if scripted else form.all("with"))}
    along = [one for one in seen if "1" in named or one in named]
    if not along:
        return Picked(tuple(seen), seen)

    def job(connection: Connection) -> list[str]:
        found: list[str] = []
        for comment_id in along:
            stored = comments.find(connection, comment_id)
            if stored is not None and stored.campaign:
                found += campaigns.members(
                    connection, stored.campaign, stored.status, MOST, drawn[comment_id]
                )
        return found

    alike = await who.guard.settle(who.guard.store.read(job))
    return Picked(tuple(dict.fromkeys([*seen, *alike]))[:MOST], seen)


def _time(given: str) -> int:
    """A card's time as its form carries it. Without one nothing goes along: nobody knows what was seen."""
    return int(given) if len(given) <= 15 and given.isascii() and given.isdigit() else 0


async def _answer(
    request: Request,
    who: Visitor,
    form: Form,
    outcome: Outcome,
    sentence: str,
    named: Sequence[str] = (),
) -> Response:
    """`named` are the comments whose cards were decided, as against those that went along.

    Of a page that a script changes in place only what stands on it is drawn: `named`, and the form's `here`.
    """
    back = safe(form.get("back"))
    where = telling(who, back, Told(sentence, outcome.batch))
    if "hx-request" not in request.headers:
        return teaching(who, outcome, pages.go(where))
    restored = () if outcome.batch else tuple(one.comment_id for one in outcome.done)
    here = {*form.all("here"), *named}
    redrawn = [*restored[:_REDRAWN], *(clash.comment_id for clash in outcome.clashes[:_REDRAWN])]
    shown = await _shown(who, [one for one in redrawn if one in here])
    view = View.at(back)
    behind = await _behind(who, outcome, set(named), view)
    response = await pages.page(
        "_outcome.html", 409 if outcome.clashes and not outcome.done else 200,
        **shell(who), outcome=outcome, here=here, sentence=sentence, shown=shown,
        clashes={clash.comment_id: clash for clash in outcome.clashes}, view=view, back=back,
        behind=behind, again=where if restored else "",
    )  # fmt: skip
    if len(restored) > _REDRAWN or len(behind) > _REDRAWN:
        response.headers["HX-Refresh"] = "true"
    return teaching(who, outcome, response)


async def _behind(
    who: Visitor, outcome: Outcome, named: set[str], view: View
) -> list[tuple[str, Shown]]:
    """Of each campaign whose card was decided alone, the next comment and the card whose place it takes: a
    page with one card a campaign would hide the rest until it is loaded anew.
    """
    alone = [one for one in outcome.done if one.comment_id in named and one.before in view.statuses]
    if not outcome.batch or view.narrowed or not alone:
        return []

    def job(connection: Connection) -> dict[str, str]:
        places: dict[str, str] = {}
        for one in alone:
            stored = comments.find(connection, one.comment_id)
            if stored is not None and stored.campaign:
                for other in campaigns.members(connection, stored.campaign, one.before, 1):
                    places[other] = one.comment_id
        return places

    places = await who.guard.settle(who.guard.store.read(job))
    shown = await _shown(who, list(places)[: _REDRAWN + 1])
    return [(places[item.card.stored.id], item) for item in shown]


async def _shown(who: Visitor, ids: Sequence[str]) -> list[Shown]:
    if not ids:
        return []

    def job(connection: Connection) -> list[Card]:
        found = [comments.find(connection, one) for one in ids]
        return cards.cards(connection, [one for one in found if one is not None], now())

    return [ready(who, card) for card in await who.guard.settle(who.guard.store.read(job))]
