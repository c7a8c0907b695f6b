"""Who is at the desk: the cookie, the session behind it, and what it may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Protocol, cast
from urllib.parse import quote

from fastapi import Request, Response

from commentguard.errors import DataError
from commentguard.service import people, sessions
from commentguard.service.correct import NotFound
from commentguard.service.guard import Guard, StorageDown, TooSlow
from commentguard.service.people import Role
from commentguard.service.sessions import Session
from commentguard.storage import people as rows
from commentguard.storage.clock import now
from commentguard.storage.people import EVERY_SITE
from commentguard.storage.sites import Site
from commentguard.web import forms, pages, ways
from commentguard.web.forms import Form
from commentguard.web.refusal import Refusal

Handler = Callable[[Request], Awaitable[Response]]


class Doorkeeper(Protocol):
    """What the desk needs of the server's front door: who asks and how, behind proxies."""

    def address(self, request: Request) -> str: ...

    def scheme(self, request: Request) -> str: ...

    def is_the_machine(self, request: Request) -> bool: ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, in one request; `site` is what its address says, unchecked."""

    guard: Guard
    session: Session
    site: str = ""

    @property
    def actor(self) -> str:
        return people.actor(self.session.user)

    @property
    def name(self) -> str:
        return self.session.user.name

    def may(self, role: str, site_id: str = "") -> bool:
        """Whether this person is `role` on a site, or, without one, on any."""
        wanted = Role(role)
        if site_id:
            return people.may(self.session.user, wanted, site_id)
        return bool(self.sites(wanted)) or people.may(self.session.user, wanted, EVERY_SITE)

    def sites(self, role: Role = Role.VIEWER) -> list[Site]:
        """The sites on which this person is `role`, by name."""
        known = self.guard.directory.sites.values()
        return sorted(
            (site for site in known if people.may(self.session.user, role, site.id)),
            key=lambda site: (site.name.casefold(), site.id),
        )

    def need(self, role: Role, site_id: str) -> Site:
        """The site. Raises `Refusal`: 404 where one may not even look, else 403."""
        site = self.guard.directory.sites.get(site_id)
        if site is None or not people.may(self.session.user, Role.VIEWER, site_id):
            raise Refusal(404, "There is no such page.")
        if not people.may(self.session.user, role, site_id):
            raise Refusal(403, f"Only a {role.value} of this site may do that.")
        return site

    def need_everywhere(self, role: Role) -> None:
        if not people.may(self.session.user, role, EVERY_SITE):
            raise Refusal(403, f"Only a {role.value} of all sites may do that.")


def guard_of(request: Request) -> Guard:
    guard: Guard | None = getattr(request.app.state, "guard", None)
    if guard is None:
        raise Refusal(503, "The server is still starting.")
    return guard


def cookie_of(guard: Guard) -> str:
    """The name of the session's cookie: this installation's own, because a browser keeps the cookies of a host
    and asks no port. Under one name, two servers on a machine would sign each other's people out.
    """
    return f"commentguard_desk_{guard.secret.mark}"


def doorkeeper(request: Request) -> Doorkeeper:
    return cast(Doorkeeper, request.app.state.access)


def encrypted(request: Request) -> bool:
    """Whether a browser came by HTTPS, as far as a proxy that we trust says so: its cookies go no other way."""
    return doorkeeper(request).scheme(request) == "https"


async def visitor(request: Request) -> Visitor:
    """Who sent this request. Raises `Refusal` 401 for nobody."""
    guard = guard_of(request)
    digest = sessions.signed(request.cookies.get(cookie_of(guard), ""), guard.secret)
    if digest is not None:
        guard.require_storage()
        at = now()
        found = await guard.settle(
            guard.store.read(lambda c: sessions.find(c, guard.secret, digest, at))
        )
        if found is not None:
            if found.needs_noting(at):
                await guard.settle(guard.store.write(lambda c: rows.seen(c, digest, at)))
            return Visitor(guard, found, forms.query(request).get("site"))
    raise Refusal(401, "Please sign in.")


async def posted(request: Request) -> tuple[Visitor, Form]:
    """Who sent a form, and the form, checked to be theirs."""
    who = await visitor(request)
    form = await forms.read(request)
    forms.check_token(form, who.session.csrf)
    return who, form


def desk(handler: Handler) -> Handler:
    """Turn what a handler of the desk refuses into a page, and nobody into the sign-in page."""

    @wraps(handler)
    async def run(request: Request) -> Response:
        try:
            return await handler(request)
        except Refusal as refusal:
            return await _refused(request, refusal)
        except NotFound:
            return await _refused(request, Refusal(404, "There is no such comment (any more)."))
        except TooSlow as error:
            sentence = f"{str(error).capitalize()}. Nothing was changed."
            return await _refused(request, Refusal(503, sentence))
        except StorageDown:
            # Many are decided some at a time, and a write that timed out may be done yet.
            sentence = "The database does not answer. Try again in a moment."
            if request.method != "GET":
                sentence = "The database does not answer. Some of it may be done: look again."
            return await _refused(request, Refusal(503, sentence))
        except DataError as error:
            return await _refused(request, Refusal(422, str(error)))

    return run


async def _refused(request: Request, refusal: Refusal) -> Response:
    partial = "hx-request" in request.headers
    if refusal.status == 401:
        return _sign_in(request, scripted=partial)
    template = "toast_problem.html" if partial else "refusal.html"
    response = await pages.page(template, refusal.status, sentence=refusal.sentence)
    response.headers.update(refusal.headers)
    return response


def _sign_in(request: Request, *, scripted: bool) -> Response:
    """To the sign-in page, and from there back. Whoever sent something is told that it came to nothing."""
    if request.method == "GET" and not scripted:
        query = f"?{request.url.query}" if request.url.query else ""
        return pages.go(f"/desk/login?next={quote(f'{request.url.path}{query}', safe='/')}")
    where = f"/desk/login?next={quote(ways.seen_from(request), safe='/')}&ended=1"
    if not scripted:
        return pages.go(where)
    response = Response(status_code=401)
    response.headers["HX-Redirect"] = where
    return response
