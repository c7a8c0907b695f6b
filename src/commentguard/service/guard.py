"""The service in one process: the model, the database, the secret, and who is known.

Every verb of this package takes a `Guard` first. It is made once when a server starts and knows
nothing about HTTP, so a script or a test opens one in the same way.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol, Self, TypeVar

from sqlalchemy import Connection, exc

from commentguard.comment import Comment
from commentguard.errors import CommentGuardError, DataError
from commentguard.scoring.adaptation import Adaptation
from commentguard.scoring.policy import Policy
from commentguard.scoring.scorer import Scorer
from commentguard.service import meters
from commentguard.service.directory import Directory, look
from commentguard.service.kept_posts import KeptPosts
from commentguard.service.secret import Secret
from commentguard.service.sitting import Sitting
from commentguard.storage import journal
from commentguard.storage.clock import now
from commentguard.storage.comments import Stored
from commentguard.storage.corrections import Correction
from commentguard.storage.engine import connect
from commentguard.storage.errand import was_ended
from commentguard.storage.lane import LaneClosed, LaneFull
from commentguard.storage.many import Rows
from commentguard.storage.migrate_apart import upgrade_apart
from commentguard.storage.sites import Site
from commentguard.storage.store import Store
from commentguard.verdict import Verdict

T = TypeVar("T")
log = logging.getLogger(__name__)

# A caller gives up after two seconds, and looking takes next to nothing.
_PATIENCE = 1.5
# How long nobody asks a database that did not answer.
_PAUSE = 1.0
# Said of a value or a statement, by a database that answers: nobody else has to wait for that.
_REFUSALS = (exc.DataError, exc.IntegrityError, exc.ProgrammingError)
TOO_SLOW = "this took too long to look up; narrow it to a site, a state or a time"


class StorageDown(CommentGuardError):  # noqa: N818 - a state, told to callers as such
    """The database does not answer. What was asked for was not done, or not known to be done."""


class TooSlow(StorageDown):
    """A search took too long. The database answers: only this was not done, and nobody else need wait."""


class Forgets(Protocol):
    """Who has to unlearn when an author is erased."""

    def forgotten(
        self, connection: Connection, comment_ids: frozenset[str], site_ids: frozenset[str]
    ) -> None:
        """These comments were erased; what was learned from them on these sites has to go."""


class Learner(Forgets, Protocol):
    """Who wants to know what people decided."""

    def corrected(self, connection: Connection, correction: Correction, stored: Stored) -> None:
        """A correction, or the undo of one, was appended: called inside its transaction."""

    def look(self, connection: Connection, site_id: str, digest: str) -> None:
        """A comment of this site is about to be judged, and what the site learned has this `digest`."""

    async def learn(self, site_id: str) -> None:
        """Decisions of this site are durable: learn from them now."""

    async def refresh(self) -> None:
        """Called every few seconds: catch up with what was missed."""


def spoken(site: Site | None, comment: Comment) -> Comment:
    """`comment` in its site's language where its sender named none."""
    if site is not None and not comment.lang and site.lang:
        return replace(comment, lang=site.lang)
    return comment


class Guard:
    """See the module. `learner` is the single hook where learning is refreshed."""

    def __init__(self, store: Store, secret: Secret, scorer: Scorer) -> None:
        self.store, self.secret, self.scorer = store, secret, scorer
        self.directory = Directory()
        self.learner: Learner | None = None
        self.learned: dict[str, Adaptation] = {}
        """What each site has learned, by its id; kept current by the learner."""
        self.posts = KeptPosts()
        self.sitting = Sitting(self.judge_many)
        self.in_flight: set[tuple[str, str]] = set()
        self.patience = _PATIENCE
        self._migrated = False
        self._noted = ""
        self._paused_until = 0.0

    @classmethod
    def open(cls, home: Path, database_url: str, scorer: Scorer) -> Self:
        """A guard whose database may be down: it scores at once and stores when it can."""
        return cls(Store(connect(database_url)), Secret.open(home), scorer)

    def close(self) -> None:
        """Finish what was accepted."""
        self.store.close()

    def take(self, scorer: Scorer) -> None:
        """Judge with another model from the next comment on; called by whoever watches for one."""
        old = self.scorer.bundle
        meters.MODEL.labels(old.name, old.version, old.digest).set(0)
        self.scorer = scorer

    def policy(self, site: Site | None, base: Policy | None = None) -> Policy:
        """The site's policy over the model's.

        A new model may have a `hold` above the site's `discard`. Then nothing is discarded,
        which is the harmless reading.
        """
        base = base or self.scorer.bundle.policy
        if site is None or not site.policy:
            return base
        try:
            return base.with_overrides(site.policy)
        except DataError:
            return base.with_overrides({**site.policy, "discard": None})

    def judge(self, site: Site | None, comment: Comment) -> Verdict:
        """The verdict for a site."""
        return self.judge_many(site, [comment])[0]

    def judge_many(self, site: Site | None, comments: Sequence[Comment]) -> list[Verdict]:
        """Verdicts for one site; the one place where comments meet the model."""
        comments = [spoken(site, comment) for comment in comments]
        adaptation = self.learned.get(site.id) if site is not None else None
        # Read once: the model may be swapped between two reads, and its policy belongs to it.
        scorer = self.scorer
        return scorer.score_many(comments, self.policy(site, scorer.bundle.policy), adaptation)

    async def settle(self, work: Awaitable[T]) -> T:
        """The result of work in the database, or `StorageDown` before the caller gives up.

        A write that times out may still be done later: it was not acknowledged, and a retry
        under the same idempotency key finds it.
        """
        with self._answered():
            async with asyncio.timeout(self.patience):
                return await work

    async def glance(self, job: Callable[[Connection], T]) -> T:
        """`settle` of a short, bounded look-up, without a clock where it is answered on the spot."""
        if not self.store.at_hand:
            return await self.settle(self.store.glance(job))
        with self._answered():
            return await self.store.glance(job)

    async def append(self, rows: Rows) -> None:
        """`settle` of `Store.append`, with one clock for all that append in the same turn."""
        with self._answered():
            await self.store.append(rows, self.patience)

    async def search(self, job: Callable[[Connection], T]) -> T:
        """The result of a read that may look at every text. Raises `TooSlow`, or `StorageDown` as `settle` does.

        That it takes long says nothing about the database, and comments are stored meanwhile.
        """
        try:
            return await self.store.search(job, self.patience)
        except TimeoutError as error:
            raise TooSlow(TOO_SLOW) from error
        except (exc.SQLAlchemyError, LaneClosed, OSError) as error:
            if was_ended(error):
                raise TooSlow(TOO_SLOW) from error
            raise self._down(error) from error

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """`StorageDown` for what was not done. A row that contradicts others is an answer, for the caller to read."""
        try:
            yield
        except exc.IntegrityError:
            raise
        except (exc.SQLAlchemyError, TimeoutError, LaneFull, LaneClosed, OSError) as error:
            raise self._down(error) from error

    def _down(self, error: BaseException) -> StorageDown:
        """What to tell. Only a database that leaves something unanswered is left alone for a while."""
        if isinstance(error, _REFUSALS):
            log.error("storage refuses what was asked: %s", _named(error))
            return StorageDown("storage refuses what was asked")
        self._paused_until = time.monotonic() + _PAUSE
        log.warning("storage does not answer: %s", _named(error))
        return StorageDown("storage does not answer; try again later")

    def storage_up(self) -> bool:
        """Whether it is worth asking: migrated, and no failure a moment ago."""
        return self._migrated and time.monotonic() >= self._paused_until

    def require_storage(self) -> None:
        if not self.storage_up():
            raise StorageDown("storage does not answer; try again later")

    def migrate(self) -> None:
        """Bring the schema up to date and note which model answers. Blocks."""
        upgrade_apart(self.store.engine)
        self._note_model()
        self._migrated = True

    def _note_model(self) -> None:
        model = self.scorer.bundle.describe()
        with self.store.transaction() as connection:
            journal.model_served(
                connection, model["name"], model["version"], model["digest"], now()
            )
        self._noted = model["digest"]

    async def refresh(self) -> None:
        """Take notice of sites and keys that changed. Called every few seconds."""
        if not self._migrated:
            await asyncio.to_thread(self.migrate)
        elif self._noted != self.scorer.bundle.digest:
            await asyncio.to_thread(self._note_model)
        known = self.directory
        self.directory = await self.store.read(lambda connection: look(connection, known))
        if self.learner is not None:
            await self.learner.refresh()

    async def catch_up(self) -> None:
        """Take notice of sites and keys now, where storage answers; for somebody nobody knows."""
        if not self.storage_up():
            return
        known = self.directory
        with suppress(StorageDown):
            self.directory = await self.glance(lambda connection: look(connection, known))

    def refresh_now(self) -> None:
        """The same, blocking: for start-up and the command line."""
        if not self._migrated:
            self.migrate()
        with self.store.engine.connect() as connection:
            self.refresh_in(connection)

    def refresh_in(self, connection: Connection) -> None:
        """The same, in a transaction that the caller holds."""
        self.directory = look(connection, self.directory)


def _named(error: BaseException) -> str:
    """The kind of a failure, as SQLite or PostgreSQL calls it. Its message may quote a comment."""
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
