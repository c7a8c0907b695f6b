"""What a site learns, kept current: footprints with the decision, a rebuild after it.

The footprint is written in the transaction of the decision, so that none is without the other. The
rebuild follows in a thread: it is a function of the log, so two processes that rebuild at once
write the same bytes, and one that dies leaves nothing behind but work for the next. Every worker
compares a digest before it judges a stored comment, and knows the new one with the next request.

What goes wrong here never costs a decision or a verdict: the site is judged by what it had
learned before, and the log is tried again.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import anyio
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from commentguard.errors import CommentGuardError
from commentguard.feedback.adaptation import SiteAdaptation
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint, read
from commentguard.feedback.golden import Golden, golden
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import Rebuilt, rebuild
from commentguard.scoring.scorer import Scorer
from commentguard.service.guard import Guard, StorageDown, spoken
from commentguard.storage import comments, corrections, journal, learning
from commentguard.storage.clock import now
from commentguard.storage.comments import Status, Stored
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.learning import Entry, Kept
from commentguard.verdict import Label

log = logging.getLogger(__name__)

# Entries of the log that are read: undone and superseded ones among them, the rest suffices for
# what a rebuild remembers.
_NEWEST = 1000
_RETAKEN = 300
# Footprints that are written at once: what else is stored meanwhile waits for no more.
_PART = 20
# Written beside model and cut-off: an adaptation that was made by other rules is made anew.
_RULES = "one voice of all keys"
_MACHINES = "keys of the site"


class SiteLearning:
    """A `Learner` for one process; puts what it knows into `guard.learned`."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self.salt = f"{guard.secret.number('learning', 'footprints'):x}"
        # Sites that have something to learn, with a count of what has come in.
        self._behind: Counter[str] = Counter()
        self._digests: dict[str, str] = {}
        self._golden: tuple[str, Golden] | None = None
        self._started = False

    def corrected(
        self, connection: Connection, correction: corrections.Correction, stored: Stored
    ) -> None:
        """Keep the footprint of a decision; an undo needs none."""
        self._behind[stored.site_id] += 1
        if correction.undoes is not None:
            return
        scorer = self._guard.scorer
        try:
            body = self._footprint(scorer, stored).to_bytes()
        except (CommentGuardError, ValueError) as error:
            log.warning("a decision teaches nothing: %s", type(error).__name__)
            return
        learning.add_footprint(
            connection, correction.id, stored.site_id, stored.id, scorer.bundle.digest, body
        )

    def forgotten(
        self, connection: Connection, comment_ids: frozenset[str], site_ids: frozenset[str]
    ) -> None:
        """Unlearn exactly: the rebuild without their footprints, which are gone already."""
        for site_id in sorted(site_ids):
            entries = self.log(site_id, connection)
            self._keep(connection, self._computed(entries, site_id), entries)

    def look(self, connection: Connection, site_id: str, digest: str) -> None:
        """A comparison; a look only when somebody learned something."""
        if digest != self._digests.get(site_id, ""):
            self._take(learning.kept(connection, site_id), site_id)

    async def learn(self, site_id: str) -> None:
        """Rebuild from the log. What fails is logged and tried again by `refresh`."""
        self._behind[site_id] += 1
        seen = self._behind[site_id]
        try:
            await self._learn(site_id)
            # What came in meanwhile may have come too late for the log that was read.
            if self._behind[site_id] == seen:
                del self._behind[site_id]
        except (StorageDown, SQLAlchemyError, CommentGuardError) as error:
            log.warning("learning of %s waits: %s", site_id, type(error).__name__)

    async def refresh(self) -> None:
        """Catch up: other processes' rebuilds, bulk decisions, another model or cut-off."""
        guard = self._guard
        if not self._started:
            self._behind.update(await guard.settle(guard.store.read(learning.behind)))
            self._started = True
        digests = await guard.settle(guard.store.read(learning.digests))
        for site_id in digests.keys() | self._digests.keys():
            if digests.get(site_id, "") != self._digests.get(site_id, ""):
                self._take(await guard.settle(guard.store.read(partial(_kept, site_id))), site_id)
                if site_id not in digests:
                    # Somebody made it forget; what is left of the log is learned anew.
                    self._behind[site_id] += 1
        changed = await guard.settle(
            guard.store.read(lambda c: {s for s in digests if self._other_basis(c, s)})
        )
        for site_id in sorted(self._behind.keys() | changed):
            await self.learn(site_id)

    async def _learn(self, site_id: str) -> None:
        guard, store = self._guard, self._guard.store
        model = guard.scorer.bundle.digest
        stale = await guard.settle(
            store.read(lambda c: learning.stale(c, site_id, model, _RETAKEN))
        )
        for start in range(0, len(stale), _PART):
            await self._retake(stale[start : start + _PART])
        entries = await guard.settle(store.read(partial(self.log, site_id)))
        kept = await anyio.to_thread.run_sync(lambda: self._computed(entries, site_id))
        if not await guard.settle(store.write(lambda c: self._keep(c, kept, entries))):
            self._behind[site_id] += 1
        self._take(await guard.settle(store.read(partial(_kept, site_id))), site_id)

    def log(self, site_id: str, connection: Connection) -> list[Entry]:
        """The site's log as far as learning reads it, oldest first."""
        return list(learning.log_of(connection, site_id, _NEWEST))

    def rebuilt(self, entries: list[Entry], site_id: str) -> tuple[Ledger, Rebuilt]:
        """What this log teaches. Takes up to a tenth of a second: not for the event loop."""
        scorer = self._guard.scorer
        ledger = Ledger.fold(site_id, [_correction(one, site_id) for one in entries])
        return ledger, rebuild(ledger, self._cut_off(scorer, site_id), self._golden_of(scorer))

    def _computed(self, entries: list[Entry], site_id: str) -> Kept:
        scorer = self._guard.scorer
        _, rebuilt = self.rebuilt(entries, site_id)
        return Kept(
            site_id,
            entries[-1].id if entries else 0,
            self._basis(scorer, site_id),
            rebuilt.adaptation.digest,
            rebuilt.adaptation.to_bytes(),
            rebuilt.refused,
            now(),
        )

    def _keep(self, connection: Connection, kept: Kept, entries: list[Entry]) -> bool:
        """Store it unless a newer one stands; `False` where it would bring back what was erased meanwhile."""
        if not learning.stands(connection, kept.site_id, entries):
            return False
        before = learning.kept(connection, kept.site_id)
        if not learning.keep(connection, kept):
            return True
        if kept.refused and (before is None or before.refused != kept.refused):
            journal.note(
                connection, kept.learned_at, "guard", "learning.refused", kept.site_id,
                why=kept.refused,
            )  # fmt: skip
        return True

    def _take(self, kept: Kept | None, site_id: str) -> None:
        """Use what is stored from now on; something unreadable is as good as nothing learned."""
        self._digests[site_id] = kept.digest if kept else ""
        self._guard.learned.pop(site_id, None)
        if kept is None:
            return
        try:
            adaptation = SiteAdaptation.from_bytes(kept.body)
        except CommentGuardError as error:
            log.warning("what %s learned cannot be read: %s", site_id, error)
            return
        if adaptation:
            self._guard.learned[site_id] = replace(adaptation, salt=self.salt)

    def _footprint(self, scorer: Scorer, stored: Stored) -> Footprint:
        site = self._guard.directory.sites.get(stored.site_id)
        return read(scorer, [spoken(site, stored.comment)], self.salt)[0]

    async def _retake(self, stale: Sequence[tuple[int, str]]) -> None:
        """Read again what another model had read, as far as the text is still here.

        Comments are read while nothing is locked: it takes longer than a comment that comes in can wait.
        What is erased meanwhile has no footprint left to be written to.
        """
        guard, scorer = self._guard, self._guard.scorer
        found = await guard.settle(
            guard.store.read(lambda c: [comments.find(c, comment) for _, comment in stale])
        )

        def bodies() -> list[bytes | None]:
            return [
                None
                if stored is None or stored.status is Status.ERASED
                else self._footprint(scorer, stored).to_bytes()
                for stored in found
            ]

        taken = await anyio.to_thread.run_sync(bodies)

        def write(connection: Connection) -> None:
            for (correction_id, _), body in zip(stale, taken, strict=True):
                learning.retake(connection, correction_id, scorer.bundle.digest, body)

        await guard.settle(guard.store.write(write))

    def _other_basis(self, connection: Connection, site_id: str) -> bool:
        kept = learning.basis_of(connection, site_id)
        return kept is not None and kept != self._basis(self._guard.scorer, site_id)

    def _basis(self, scorer: Scorer, site_id: str) -> str:
        return f"{scorer.bundle.digest} {self._cut_off(scorer, site_id):.6f} {_RULES}"

    def _cut_off(self, scorer: Scorer, site_id: str) -> float:
        """The site's hold cut-off in log-odds."""
        site = self._guard.directory.sites.get(site_id)
        hold = self._guard.policy(site, scorer.bundle.policy).hold
        hold = min(1 - 1e-9, max(1e-9, hold))
        calibration = scorer.bundle.unwanted_calibration
        return (math.log(hold / (1 - hold)) - calibration.intercept) / calibration.slope

    def _golden_of(self, scorer: Scorer) -> Golden:
        if self._golden is None or self._golden[0] != scorer.bundle.digest:
            self._golden = (scorer.bundle.digest, golden(scorer))
        return self._golden[1]


def _kept(site_id: str, connection: Connection) -> Kept | None:
    return learning.kept(connection, site_id)


def _voice(actor: str) -> str:
    """Who an entry's actor is to the quorum: a person by name, all keys of the site together as one.

    A key names no person: a blog's moderators report through the one that its plugin has, and whoever can
    make a site report a comment can do it through each of its plugins.
    """
    return _MACHINES if actor.startswith(BY_KEY) or actor == "local" else actor


def _correction(entry: Entry, site_id: str) -> Correction:
    who = _voice(entry.actor)
    if entry.body is None:
        return Correction(
            entry.id, site_id, who, entry.created_at / 1000, Kind.UNDO, undoes=entry.undoes
        )
    kind = Kind.PROMOTIONAL if entry.label == Label.PROMOTIONAL.value else Kind.SPAM
    if entry.status_after == Status.PUBLISHED.value:
        kind = Kind.PUBLISH
    return Correction(
        entry.id,
        site_id,
        who,
        entry.created_at / 1000,
        kind,
        entry.comment or "",
        Label(entry.label),
        footprint=Footprint.from_bytes(entry.body),
    )
