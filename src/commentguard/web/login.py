"""Signing in and out, joining by invitation, a new password by link, and the first admin's link."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service import passwords, people, resets, sessions
from commentguard.service.guard import Guard
from commentguard.storage import people as rows
from commentguard.storage.clock import now
from commentguard.storage.people import User
from commentguard.web import forms, pages
from commentguard.web.refusal import Refusal
from commentguard.web.tries import TOO_MANY, tries_of
from commentguard.web.visitor import cookie_of, desk, doorkeeper, encrypted, guard_of, posted
from commentguard.web.ways import safe

T = TypeVar("T")

_NAME_LIMIT = 64


@desk
async def show(request: Request) -> Response:
    """GET /desk/login"""
    query = forms.query(request)
    return await _form(next_page=safe(query.get("next")), ended=query.get("ended") == "1")


@desk
async def sign_in(request: Request) -> Response:
    """POST /desk/login"""
    _same_origin(request)
    guard, form = guard_of(request), await forms.read(request)
    guard.require_storage()
    name, where = form.get("name").strip().lower()[:_NAME_LIMIT], safe(form.get("next"))
    address, tries = doorkeeper(request).address(request), tries_of(request)
    if not tries.take(address, name):
        return await _form(name, where, TOO_MANY, 429)
    user = await guard.settle(guard.store.read(lambda c: rows.named(c, name)))
    stored = user.password if user is not None and user.ended_at is None else ""
    if not await passwords.check(stored, form.get("password")) or user is None:
        return await _form(name, where, "That name and password do not belong together.", 403)
    tries.give_back(address, name)
    return await _welcome(request, guard, user, where, "password")


@desk
async def sign_out(request: Request) -> Response:
    """POST /desk/logout"""
    who, _ = await posted(request)
    digest = who.session.digest
    await who.guard.settle(who.guard.store.write(lambda c: rows.end_session(c, digest)))
    response = pages.go("/desk/login")
    response.delete_cookie(cookie_of(who.guard), path="/desk")
    return response


@desk
async def offered(request: Request) -> Response:
    """GET /desk/enter/{token} and /desk/join/{token}: a button, so that a link preview uses nothing up."""
    return await _offer(request)


@desk
async def enter(request: Request) -> Response:
    """POST /desk/enter/{token}"""
    _same_origin(request)
    guard, token = guard_of(request), request.path_params["token"]
    _only_here(request)
    guard.require_storage()
    user = await guard.settle(guard.store.write(lambda c: people.enter(c, token, now())))
    return await _welcome(request, guard, user, "/desk", "link")


@desk
async def join(request: Request) -> Response:
    """POST /desk/join/{token}"""
    _same_origin(request)
    guard, form, token = guard_of(request), await forms.read(request), request.path_params["token"]
    name = form.get("name").strip().lower()

    def invited(connection: Connection) -> bool:
        found = people.invitation(connection, token, now())
        return found is not None and found.kind == people.JOIN

    await _worth_hashing(request, invited, "This invitation works no more; ask for a new one.")
    try:
        stored = await passwords.make(form.get("password"), name)
        user = await guard.settle(
            guard.store.write(lambda c: people.join(c, token, name, stored, now()))
        )
    except DataError as error:
        return await _offer(request, name, str(error), 422)
    return await _welcome(request, guard, user, "/desk", "invitation")


@desk
async def forgotten(request: Request) -> Response:
    """GET /desk/reset/{token}"""
    return await _new_password(request, await _named(request))


@desk
async def reset(request: Request) -> Response:
    """POST /desk/reset/{token}: a new password, by a link that an admin made."""
    _same_origin(request)
    guard, form, token = guard_of(request), await forms.read(request), request.path_params["token"]
    name = await _named(request)
    try:
        stored = await passwords.make(form.get("password"), name)
    except DataError as error:
        return await _new_password(request, name, f"{error}.", 422)
    user = await guard.settle(guard.store.write(lambda c: resets.reset(c, token, stored, now())))
    return await _welcome(request, guard, user, "/desk", "link")


async def _new_password(
    request: Request, name: str, problem: str = "", status: int = 200
) -> Response:
    token = request.path_params["token"]
    return await pages.page(
        "reset.html", status, name=name, token=token, problem=problem, least=passwords.LEAST
    )


async def _named(request: Request) -> str:
    """Whose password a link sets."""
    token = request.path_params["token"]
    return await _worth_hashing(
        request,
        lambda c: resets.whose(c, token, now()),
        "This link works no more; ask for a new one.",
    )


async def _worth_hashing(request: Request, look: Callable[[Connection], T], gone: str) -> T:
    """What a link stands for, as `look` finds it; refused with `gone` where that is nothing.

    Hashing is dear: nobody gets it done without a link that works, and guesses are counted.
    """
    guard, tries = guard_of(request), tries_of(request)
    address = doorkeeper(request).address(request)
    guard.require_storage()
    if not tries.take(address, None):
        raise Refusal(429, TOO_MANY)
    found = await guard.settle(guard.store.read(look))
    if not found:
        raise Refusal(404, gone)
    tries.give_back(address, None)
    return found


async def _offer(
    request: Request, name: str = "", problem: str = "", status: int = 200
) -> Response:
    guard, token = guard_of(request), request.path_params["token"]
    guard.require_storage()
    found = await guard.settle(guard.store.read(lambda c: people.invitation(c, token, now())))
    kind = request.url.path.split("/")[2]
    if found is None or found.kind != kind:
        raise Refusal(404, "This link works no more. Each works once.")
    if kind == people.ENTER:
        _only_here(request)
    return await pages.page(
        "offered.html", status, kind=kind, token=token, site=found.site_id, role=found.role.value,
        name=name, problem=problem, least=passwords.LEAST,
    )  # fmt: skip


async def _form(
    name: str = "",
    next_page: str = "/desk",
    problem: str = "",
    status: int = 200,
    *,
    ended: bool = False,
) -> Response:
    return await pages.page(
        "login.html", status, name=name, next_page=next_page, problem=problem, ended=ended
    )


async def _welcome(request: Request, guard: Guard, user: User, where: str, how: str) -> Response:
    cookie = await guard.settle(
        guard.store.write(lambda c: sessions.open_for(c, guard.secret, user, now(), how))
    )
    response = pages.go(where)
    response.set_cookie(
        cookie_of(guard), cookie, max_age=sessions.LONGEST // 1000, path="/desk", httponly=True,
        samesite="lax", secure=encrypted(request),
    )  # fmt: skip
    return response


def _same_origin(request: Request) -> None:
    """There is no session yet to bind a token to: the browser says where a form comes from."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin and origin.partition("://")[2] != host):
        raise Refusal(403, "This form was sent from another page. Open the desk and try again.")


def _only_here(request: Request) -> None:
    if not doorkeeper(request).is_the_machine(request):
        raise Refusal(403, "This link works on the server's own machine only.")
