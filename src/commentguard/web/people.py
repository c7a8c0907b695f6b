"""People of the sites one administers: roles, invitations, keys for machines; and one's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service import keys, passwords, people, resets
from commentguard.service.keys import Kind, Scope
from commentguard.service.people import Role
from commentguard.storage import people as rows
from commentguard.storage import sites as site_rows
from commentguard.storage.clock import now
from commentguard.storage.people import EVERY_SITE, User
from commentguard.web import pages, shown_once
from commentguard.web.forms import Form
from commentguard.web.keyboard import KEYS, checked
from commentguard.web.refusal import Refusal
from commentguard.web.shell import shell
from commentguard.web.tries import TOO_MANY, tries_of
from commentguard.web.visitor import Visitor, desk, doorkeeper, posted, visitor

THEMES = ("auto", "light", "dark")


@desk
async def show(request: Request) -> Response:
    """GET /desk/people"""
    who = await visitor(request)
    found = shown_once.shown(request, who)
    response = await _people(who, found)
    return shown_once.forget(who, response) if found else response


@desk
async def invite(request: Request) -> Response:
    """POST /desk/people/invite"""
    who, form = await posted(request)
    site_id, role = _site(who, form), _role(form)
    token = await who.guard.settle(
        who.guard.store.write(lambda c: people.invite(c, site_id, role, now(), actor=who.actor))
    )
    return shown_once.show_there(request, who, link=_link(request, "join", token))


@desk
async def withdraw(request: Request) -> Response:
    """POST /desk/people/withdraw: an invitation that went to the wrong place."""
    who, form = await posted(request)
    digest = form.get("digest")[:64]

    def job(connection: Connection) -> bool:
        found = rows.invitation(connection, digest)
        if found is None or not who.may(Role.ADMIN, found.site_id):
            return False
        people.withdraw(connection, digest, now(), actor=who.actor)
        return True

    if not await who.guard.settle(who.guard.store.write(job)):
        raise Refusal(404, "There is no such invitation.")
    return pages.go("/desk/people")


@desk
async def set_role(request: Request) -> Response:
    """POST /desk/people/role"""
    who, form = await posted(request)
    site_id, name = _site(who, form), form.get("name")[:64]
    role = None if form.get("role") == "none" else _role(form)
    if name == who.name:
        raise Refusal(
            422, "Ask another admin to change your own role: nobody locks themselves out."
        )
    await who.guard.settle(
        who.guard.store.write(
            lambda c: people.set_role(c, name, site_id, role, now(), actor=who.actor)
        )
    )
    return pages.go("/desk/people")


@desk
async def end_account(request: Request) -> Response:
    """POST /desk/people/end: by an admin of every site on which the account may do something."""
    who, form = await posted(request)
    name = form.get("name")[:64]
    if name == who.name:
        raise Refusal(422, "Ask another admin to end your account: nobody locks themselves out.")
    if form.get("sure") != "1":
        raise Refusal(422, "Tick the box beside it to say that you mean it.")

    def job(connection: Connection) -> bool:
        user = rows.named(connection, name)
        if user is None or user.ended_at is not None or not may_end(who, user):
            return False
        people.end(connection, name, now(), actor=who.actor)
        return True

    if not await who.guard.settle(who.guard.store.write(job)):
        raise Refusal(404, "There is no such account for you to end.")
    return pages.go("/desk/people")


@desk
async def reset(request: Request) -> Response:
    """POST /desk/people/reset: a link for a new password, by whoever might end the account as well.

    Nobody less: a link is the account, for whoever opens it first.
    """
    who, form = await posted(request)
    name = form.get("name")[:64]

    def job(connection: Connection) -> str:
        user = rows.named(connection, name)
        if user is None or user.ended_at is not None or not may_end(who, user):
            return ""
        return resets.offer(connection, name, now(), actor=who.actor)

    token = await who.guard.settle(who.guard.store.write(job))
    if not token:
        raise Refusal(404, "There is no such account for you to make a link for.")
    link = _link(request, "reset", token)
    return shown_once.show_there(request, who, reset=link, reset_of=name)


@desk
async def make_key(request: Request) -> Response:
    """POST /desk/people/key: a token for a machine, shown once."""
    who, form = await posted(request)
    site_id = _site(who, form)
    try:
        kind, scopes = Kind(form.get("kind")), frozenset(Scope(one) for one in form.all("scope"))
    except ValueError:
        raise Refusal(422, "There is no such kind of key.") from None
    label = form.get("label")[:100]
    create = partial(
        keys.create, secret=who.guard.secret, site_id=site_id, at=now(), kind=kind,
        scopes=scopes or keys.USUAL, label=label, actor=who.actor,
    )  # fmt: skip
    _, text = await who.guard.settle(who.guard.store.write(lambda c: create(c)))
    return shown_once.show_there(request, who, key=text)


@desk
async def end_key(request: Request) -> Response:
    """POST /desk/people/key/end"""
    who, form = await posted(request)
    site_id, key_id = _site(who, form), form.get("key")[:16]

    def job(connection: Connection) -> None:
        # A key of another site is not this admin's to end.
        if key_id not in {k.id for k in site_rows.all_keys(connection) if k.site_id == site_id}:
            raise DataError("there is no such key on this site")
        keys.revoke(connection, key_id, now(), actor=who.actor)

    await who.guard.settle(who.guard.store.write(job))
    return pages.go("/desk/people")


@desk
async def me(request: Request) -> Response:
    """GET /desk/me"""
    return await _me(await visitor(request))


@desk
async def set_me(request: Request) -> Response:
    """POST /desk/me: keys and colours."""
    who, form = await posted(request)
    try:
        own = checked({action: form.get(f"key-{action}") for action in KEYS})
    except ValueError as error:
        return await _me(who, problem=f"{error}.", status=422)
    theme = form.get("theme")
    settings = {"keys": own, "theme": theme if theme in THEMES else "auto"}
    user = who.session.user
    await who.guard.settle(
        who.guard.store.write(lambda c: rows.change(c, user.id, settings=settings))
    )
    return pages.go("/desk/me")


@desk
async def set_password(request: Request) -> Response:
    """POST /desk/me/password: asks for the old one, unless there is none yet; signs out everywhere."""
    who, form = await posted(request)
    user = who.session.user
    address, tries = doorkeeper(request).address(request), tries_of(request)
    if user.password:
        if not tries.take(address, user.name):
            return await _me(who, problem=TOO_MANY, status=429)
        if not await passwords.check(user.password, form.get("old")):
            return await _me(who, problem="That is not your password.", status=403)
        tries.give_back(address, user.name)
    try:
        stored = await passwords.make(form.get("new"), user.name)
    except DataError as error:
        return await _me(who, problem=f"{error}.", status=422)
    await who.guard.settle(
        who.guard.store.write(
            lambda c: people.set_password(c, user.name, stored, now(), actor=who.actor)
        )
    )
    return pages.go("/desk/login")


def _link(request: Request, kind: str, token: str) -> str:
    return f"{doorkeeper(request).scheme(request)}://{request.headers.get('host', '')}/desk/{kind}/{token}"


async def _people(who: Visitor, shown: Mapping[str, str]) -> Response:
    if not who.may(Role.ADMIN):
        raise Refusal(403, "Only an admin may do that.")

    def look(connection: Connection) -> dict[str, Any]:
        everybody = [user for user in rows.everybody(connection) if user.ended_at is None]
        own = {site.id for site in who.sites(Role.ADMIN)}
        concerned = [user for user in everybody if _concerns(who, user, own)]
        return {
            "people": concerned,
            "endable": [u for u in concerned if u.name != who.name and may_end(who, u)],
            "invited": [
                one for one in rows.open_invitations(connection, now())
                if who.may(Role.ADMIN, one.site_id)
            ],
            "keys_of_sites": [
                one for one in site_rows.all_keys(connection)
                if one.site_id in own and one.works(now())
            ],
        }  # fmt: skip

    found = await who.guard.settle(who.guard.store.read(look))
    return await pages.page(
        "people.html", **shell(who, "people"), **found, shown=shown,
        own_sites=who.sites(Role.ADMIN), everywhere=who.may(Role.ADMIN, EVERY_SITE),
        scopes=[scope.value for scope in Scope],
    )  # fmt: skip


async def _me(who: Visitor, problem: str = "", status: int = 200) -> Response:
    return await pages.page(
        "me.html", status, **shell(who, "me"), problem=problem, themes=THEMES,
        least=passwords.LEAST, has_password=bool(who.session.user.password),
    )  # fmt: skip


def may_end(who: Visitor, user: User) -> bool:
    """Whether nobody else's site loses somebody by it."""
    if not user.roles:
        return who.may(Role.ADMIN, EVERY_SITE)
    return all(who.may(Role.ADMIN, site) for site in user.roles)


def _concerns(who: Visitor, user: User, own: set[str]) -> bool:
    if not user.roles:
        return who.may(Role.ADMIN, EVERY_SITE)
    return bool(own & set(user.roles)) or EVERY_SITE in user.roles


def _site(who: Visitor, form: Form) -> str:
    """The site that a form is about, on which its sender must be an admin."""
    site_id = form.get("site")[:64]
    if site_id == EVERY_SITE:
        who.need_everywhere(Role.ADMIN)
        return site_id
    return who.need(Role.ADMIN, site_id).id


def _role(form: Form) -> Role:
    try:
        return Role(form.get("role"))
    except ValueError:
        raise Refusal(422, "There is no such role.") from None
