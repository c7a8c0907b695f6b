"""`/livez`, `/readyz`, `/metrics`: what machines ask about this machine."""

from __future__ import annotations

import os
import time
from typing import Any, cast

import orjson
from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from commentguard.api.problems import Problem
from commentguard.api.score import JSON
from commentguard.registry.live import LiveScorer
from commentguard.service import meters, review
from commentguard.service.guard import Guard, StorageDown


async def livez() -> Response:
    """The process answers."""
    return Response(b'{"status":"ok"}', media_type=JSON)


async def readyz(request: Request) -> Response:
    """A model is loaded; says which, whether storage answers, whether a promoted model was refused.

    Without storage the server still scores, so it stays in rotation and says `degraded`; the same
    when the promoted model cannot be used and the one before goes on answering.
    """
    guard: Guard | None = getattr(request.app.state, "guard", None)
    if guard is None:
        raise Problem(503, "not-ready", "no model is loaded yet")
    up = guard.storage_up()
    live: LiveScorer | None = request.app.state.live
    # Why it was refused is in the log: the message names folders.
    refused = live is not None and bool(live.problem)
    answer = {
        "status": "ok" if up and not refused else "degraded",
        "storage": "up" if up else "down",
        "model": guard.scorer.bundle.describe(),
        "promoted_model_refused": refused,
    }
    return Response(orjson.dumps(answer), media_type=JSON)


async def metrics(request: Request) -> Response:
    """All series of all workers, in Prometheus' text format."""
    guard: Guard = request.app.state.guard
    await _measure(guard)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        cast(Any, MultiProcessCollector)(registry)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _measure(guard: Guard) -> None:
    model = guard.scorer.bundle.describe()
    meters.MODEL.labels(model["name"], model["version"], model["digest"]).set(1)
    try:
        guard.require_storage()
        waiting = await guard.settle(guard.store.read(review.waiting))
    except StorageDown:
        meters.STORAGE.set(0)
        return
    meters.STORAGE.set(1)
    held = {site: (count, oldest) for site, count, oldest in waiting}
    for site in guard.directory.sites:
        count, oldest = held.get(site, (0, None))
        meters.QUEUE.labels(site).set(count)
        age = 0.0 if oldest is None else max(0.0, time.time() - oldest / 1000)
        meters.QUEUE_AGE.labels(site).set(age)
