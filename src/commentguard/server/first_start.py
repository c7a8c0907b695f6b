"""The first start: a site, and its keys shown once."""

from __future__ import annotations

from dataclasses import dataclass

from commentguard.service import keys, sites
from commentguard.service.guard import Guard
from commentguard.service.keys import Kind, Scope
from commentguard.storage.clock import now

SITE = "local"


@dataclass(frozen=True, slots=True)
class FirstKeys:
    """The keys of the first site, as text. Shown once, kept nowhere."""

    bearer: str
    akismet: str


def prepare(guard: Guard, *, show: bool) -> FirstKeys | None:
    """Make the local site if there is no site at all; its keys, if somebody sees them.

    Keys are made only when `show` says that a person reads the output: what is printed into a
    service's log is no secret any more.
    """
    with guard.store.transaction() as connection:
        guard.refresh_in(connection)
        if guard.directory.sites:
            return None
        at = now()
        sites.add(connection, SITE, at, name="Local")
        if not show:
            return None
        everything = frozenset(Scope)
        bearer = keys.create(
            connection, guard.secret, SITE, at, scopes=everything, label="first start"
        )
        akismet = keys.create(
            connection, guard.secret, SITE, at, kind=Kind.AKISMET, label="first start"
        )
        return FirstKeys(bearer[1], akismet[1])
