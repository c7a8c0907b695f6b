"""Who may ask: a key with the right scope, or the machine itself where its owner said so."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import Request

from commentguard.api.addresses import Network, client, is_the_machine, peer, scheme
from commentguard.api.body import header
from commentguard.api.problems import Problem
from commentguard.service import keys, meters
from commentguard.service.guard import Guard
from commentguard.service.keys import Scope
from commentguard.service.limits import Buckets
from commentguard.storage.clock import now
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.sites import Key, Site

# Ten wrong keys in a row, then one every six seconds: 48 bits last for ever at that pace.
_WRONG_RATE, _WRONG_BURST = 1 / 6, 10
_GOOD_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who was let in. Without a key (`local_open`) there is no site either."""

    site: Site | None
    key: Key | None
    headers: dict[str, str] = field(default_factory=dict)
    """RateLimit fields for the answer."""

    def own_site(self) -> Site:
        """The caller's site, where one is needed."""
        if self.site is None:
            raise Problem(401, "key-required", "this endpoint always wants a key")
        return self.site

    def actor(self) -> str:
        """How the caller is named in corrections and the audit log."""
        return f"{BY_KEY}{self.key.id}" if self.key else "local"


class Access:
    """The doorkeeper of one process; also used by the Akismet face."""

    def __init__(
        self,
        guard: Guard,
        *,
        local_open: bool = False,
        trusted_proxies: Sequence[Network] = (),
        rate: float = 0.0,
        burst: int = 1,
    ) -> None:
        self.guard, self.local_open, self.trusted_proxies = guard, local_open, trusted_proxies
        self._asked = Buckets(rate, burst)
        self._wrong = Buckets(_WRONG_RATE, _WRONG_BURST)
        # Addresses that have shown a key: one broken plugin behind a shared address must not
        # lock out its neighbours.
        self._good: OrderedDict[tuple[str, str], None] = OrderedDict()

    def address(self, request: Request) -> str:
        # Whose headers nobody trusts, nobody has to read.
        if not self.trusted_proxies:
            return peer(request.scope)
        return client(request.scope, request.headers, self.trusted_proxies)

    def scheme(self, request: Request) -> str:
        """`https` where the caller speaks it, to us or to a proxy that is trusted; else `http`."""
        return scheme(request.scope, request.headers, self.trusted_proxies)

    def is_the_machine(self, request: Request) -> bool:
        """Whether somebody on this machine asks, through no proxy."""
        return is_the_machine(request.scope)

    async def bearer(self, request: Request, scope: Scope, *, keyless: bool = False) -> Caller:
        """Let in by `Authorization: Bearer`. Raises `Problem` 401, 403 or 429.

        `keyless` endpoints are open to the machine itself while `local_open` is set.
        """
        scheme, _, text = header(request, b"authorization").partition(" ")
        text = text.strip()
        if not text or scheme.lower() != "bearer":
            if keyless and self.local_open and self.is_the_machine(request):
                return Caller(None, None)
            raise Problem(401, "key-required", "this server wants a key: Authorization: Bearer …")
        key = await self.recognise(text, self.address(request))
        if key is None:
            raise Problem(401, "key-unknown", "this key is not known here, or works no more")
        if not keys.allowed(key, scope):
            raise Problem(403, "scope-missing", f"this key does not have the scope {scope.value}")
        site = self.guard.directory.site_for(key)
        if site is None:
            raise Problem(401, "key-unknown", "this key is not known here, or works no more")
        return Caller(site, key, self.spend(key))

    async def recognise(self, text: str, address: str) -> Key | None:
        """The key that `text` is. Raises `Problem` 429 for an address that guesses.

        One that is not known is looked up before it counts as a guess: it may have been made by
        another process a second ago. An address has few guesses, so it cannot make storage work.
        """
        key = self._known(text)
        if key is not None and (address, key.id) in self._good:
            return key
        # An address that is out of guesses is not told when it guessed right.
        wait = -self._wrong.level(address) + 1.0
        if wait > 0.0:
            meters.REFUSED.labels("guessing").inc()
            raise _too_many(wait / _WRONG_RATE, "too many unknown keys from this address")
        if key is None:
            # Taken first, given back after: who asks in parallel has no more guesses than others.
            self._wrong.take(address)
            await self.guard.catch_up()
            key = self._known(text)
            if key is None:
                meters.REFUSED.labels("key").inc()
                return None
            self._wrong.give_back(address)
        self._good[address, key.id] = None
        if len(self._good) > _GOOD_REMEMBERED:
            self._good.popitem(last=False)
        return key

    def _known(self, text: str) -> Key | None:
        return keys.recognise(self.guard.directory, self.guard.secret, text, now())

    def spend(self, key: Key, tokens: float = 1.0, paid: float = 0.0) -> dict[str, str]:
        """Count a request, for `paid` of which the door was paid; the RateLimit fields.

        Raises `Problem` 429 with Retry-After.
        """
        left = self._asked.take(key.id, tokens, paid)
        if left == math.inf:
            return {}
        policy = f'"key";q={self._asked.burst};w={self._window()}'
        if left < 0:
            meters.REFUSED.labels("rate").inc()
            problem = _too_many(-left, "this key asks too often")
            problem.headers["RateLimit-Policy"] = policy
            problem.headers["RateLimit"] = f'"key";r=0;t={math.ceil(-left)}'
            raise problem
        return {
            "RateLimit-Policy": policy,
            "RateLimit": f'"key";r={int(left)};t={self._window()}',
        }

    def _window(self) -> int:
        return max(1, math.ceil(self._asked.burst / self._asked.rate))


def _too_many(seconds: float, detail: str) -> Problem:
    problem = Problem(429, "too-many-requests", detail)
    problem.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return problem
