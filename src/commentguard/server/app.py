"""The ASGI application: `commentguard.server.app:make_app`.

Importing it reads no model and opens no file; settings are read when the application is made, the
model and the database are opened when it starts.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Response
from starlette.types import Receive, Scope, Send

from commentguard.api.access import Access
from commentguard.api.akismet.absolute_form import AbsoluteForm
from commentguard.api.akismet.routes import add_akismet
from commentguard.api.examples import add_examples
from commentguard.api.problems import HANDLERS
from commentguard.api.routes import add_routes, problem
from commentguard.registry.live import LiveScorer, ready
from commentguard.registry.store import ModelStore
from commentguard.scoring.scorer import Scorer
from commentguard.server.config import Config
from commentguard.server.envelope import Envelope
from commentguard.server.health import livez, metrics, readyz
from commentguard.server.heap import give_back
from commentguard.server.straight import Straight
from commentguard.service import budget_day
from commentguard.service.backfill import backfill
from commentguard.service.directory import EVERY
from commentguard.service.guard import Guard
from commentguard.service.learning import SiteLearning
from commentguard.service.retention import Limits, due, enforce
from commentguard.web.routes import add_desk

_VERSION = "0.1.0"
# Rounds between two looks whether a day has passed: about ten minutes.
_LOOK_FOR_OLD = 300
log = logging.getLogger(__name__)


def open_model(settings: Config) -> LiveScorer | Scorer:
    """The model to serve with. Raises `ModelError` where it is damaged.

    A folder named in the settings is kept; otherwise the store's pointer is followed.
    """
    return ready(settings.model) if settings.model else LiveScorer(ModelStore(settings.folder))


def make_app(
    config: Config | None = None,
    model: LiveScorer | Scorer | None = None,
) -> FastAPI:
    """An application with its own settings; by default those of file and environment.

    `model` is one that is loaded already.
    """
    settings = config or Config.load()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        served = model or open_model(settings)
        live = served if isinstance(served, LiveScorer) else None
        scorer = served.current if isinstance(served, LiveScorer) else served
        guard = Guard.open(settings.folder, settings.database, scorer)
        guard.learner = SiteLearning(guard)
        app.state.access = Access(
            guard, local_open=settings.local_open, trusted_proxies=settings.proxies,
            rate=settings.rate, burst=settings.burst,
        )  # fmt: skip
        try:
            guard.refresh_now()
        except Exception as error:
            log.error("storage does not answer: %s", type(error).__name__)
        app.state.guard = guard
        app.state.live = live
        if live:
            live.swapped = guard.take
            live.reload_on_hangup()
            live.watch()
        watching = asyncio.create_task(_watch(guard, settings))
        # What was loaded stays. Walked by each full collection of garbage, it makes whoever asks just
        # then wait 75 ms more.
        gc.freeze()
        give_back()
        yield
        gc.unfreeze()
        if live:
            live.stop()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        app.state.guard = None
        guard.close()

    app = ServedApp(
        title="CommentGuard",
        version=_VERSION,
        summary="Scores blog comments and says why.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        exception_handlers=HANDLERS,
    )
    app.add_middleware(Envelope, hosts=settings.hosts)
    # Outermost, so that the Host check sees the path that is served.
    app.add_middleware(AbsoluteForm)
    # In the order in which they are waited for, since routes are tried one after the other.
    add_routes(app)
    add_akismet(app)
    add_desk(app)
    app.add_api_route("/livez", livez, methods=["GET"], response_class=Response)
    app.add_api_route(
        "/readyz", readyz, methods=["GET"], response_class=Response,
        responses={503: problem("No model is loaded")},
    )  # fmt: skip
    # Uptime monitors ask without wanting an answer's body. A second route: the description would
    # otherwise hold two operations of one name.
    for path, asked in (("/livez", livez), ("/readyz", readyz)):
        app.add_api_route(path, asked, methods=["HEAD"], include_in_schema=False)
    app.add_api_route("/metrics", metrics, methods=["GET"], include_in_schema=False)
    app.straight = Straight(app.router.routes, settings.hosts)
    return app


class ServedApp(FastAPI):
    """FastAPI that lets some calls by, whose description also says how a key is sent, and shows examples."""

    straight: Straight

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.straight.takes(scope):
            scope["app"] = self
            await self.straight(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            described = super().openapi()
            scheme = {"type": "http", "scheme": "bearer", "bearerFormat": "cg_<id>_<secret>"}
            described.setdefault("components", {})["securitySchemes"] = {"key": scheme}
            add_examples(described["paths"])
        return super().openapi()


async def _watch(guard: Guard, settings: Config) -> None:
    """Notice changed sites and keys, and storage that came back; once a day, move cut-offs and forget."""
    limits = Limits(settings.keep_unpublished_days, settings.keep_published_days)
    rounds = 0
    while True:
        await asyncio.sleep(EVERY)
        try:
            await guard.refresh()
            if rounds % _LOOK_FOR_OLD == 0:
                await asyncio.to_thread(backfill, guard.store)
                # Before anything is forgotten: budgets are counted from what is there.
                if await asyncio.to_thread(budget_day.due, guard.store):
                    await asyncio.to_thread(budget_day.step, guard)
                if await asyncio.to_thread(due, guard.store):
                    await asyncio.to_thread(enforce, guard.store, limits)
        except Exception as error:
            log.warning("storage does not answer: %s", type(error).__name__)
        rounds += 1
