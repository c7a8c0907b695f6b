"""Letting a call in, and saying in Akismet's words why one is not."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from commentguard.api.access import Access
from commentguard.api.akismet import answers
from commentguard.api.akismet.fields import Fields, read
from commentguard.api.akismet.keys import key_of
from commentguard.api.body import header, read_body
from commentguard.api.problems import Problem, translated
from commentguard.errors import CommentGuardError, DataError
from commentguard.service.guard import Guard
from commentguard.service.keys import Scope, allowed
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.sites import Key, Site

# WordPress sends a comment twice (once as its form had it) and percent-encodes both: its longest
# comment is 65,525 characters of up to nine bytes each.
MAX_BODY = 2 * 1024 * 1024

Handler = Callable[[Request], Awaitable[Response]]


class UnknownKey(Exception):  # noqa: N818 - an answer of the protocol, not a failure
    """The call brings no key, or one that opens nothing here."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose key is known."""

    guard: Guard
    site: Site
    key: Key
    fields: Fields

    @property
    def actor(self) -> str:
        """How the caller is named in corrections and the audit log."""
        return f"{BY_KEY}{self.key.id}"


async def fields_of(request: Request) -> Fields:
    """What the request says. Raises `Problem` for a body that is too large or compressed, and
    `DataError` for one that cannot be read.
    """
    body = b"" if request.method in ("GET", "HEAD") else await read_body(request, MAX_BODY)
    return read(body, header(request, b"content-type"), request.scope["query_string"])


async def enter(request: Request, scope: Scope) -> Call:
    """The call, if its key has `scope`. Raises `UnknownKey`, and `Problem` 429."""
    fields = await fields_of(request)
    text = key_of(fields, header(request, b"host"), header(request, b"authorization"))
    return await admit(request, fields, text, scope)


async def admit(request: Request, fields: Fields, text: str, scope: Scope) -> Call:
    """The call of the key that `text` is."""
    access: Access = request.app.state.access
    # To bring none is no guess: one client forgets it in one of its calls.
    key = await access.recognise(text, access.address(request)) if text else None
    site = access.guard.directory.site_for(key) if key else None
    if key is None or site is None or not allowed(key, scope):
        raise UnknownKey
    access.spend(key)
    return Call(access.guard, site, key, fields)


def in_their_words(*, explain: bool) -> Callable[[Handler], Handler]:
    """Answer refusals as Akismet would. `explain`: see `answers.invalid`."""

    def decorate(handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except UnknownKey:
                return answers.invalid(explain=explain)
            except DataError as error:
                return answers.refusal(_sentence(str(error)), "unreadable-request")
            except Problem as problem:
                return _failure(problem)
            except CommentGuardError as error:
                return _failure(translated(error))

        return answer

    return decorate


def _failure(problem: Problem) -> Response:
    wait = problem.headers.get("Retry-After", "")
    return answers.failure(problem.status, _sentence(problem.detail), problem.kind, wait)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
