"""`/v1/site` and `/v1/models`: how this site decides, and with which model."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request, Response
from sqlalchemy import Connection

from commentguard.api.access import Access
from commentguard.api.body import content_type, parse_object, read_body
from commentguard.api.problems import from_data
from commentguard.api.score import JSON
from commentguard.errors import DataError
from commentguard.service import sites
from commentguard.service.guard import Guard
from commentguard.service.keys import Scope
from commentguard.storage import journal
from commentguard.storage.clock import iso, now
from commentguard.storage.sites import Site


async def get_site(request: Request) -> Response:
    """The site that the key belongs to."""
    access: Access = request.app.state.access
    caller = await access.bearer(request, Scope.SCORE)
    answer = orjson.dumps(_described(access.guard, caller.own_site()))
    return Response(answer, 200, caller.headers, media_type=JSON)


async def put_policy(request: Request) -> Response:
    """Replace what the site changes of the model's policy. `{}` follows the model again."""
    access: Access = request.app.state.access
    guard = access.guard
    caller = await access.bearer(request, Scope.ADMIN)
    site = caller.own_site()
    overrides = parse_object(await read_body(request), content_type(request))
    base = guard.scorer.bundle.policy
    try:
        sites.check_policy(base, overrides)
    except DataError as error:
        raise from_data(error, "invalid-policy") from error
    guard.require_storage()

    def job(connection: Connection) -> Site:
        return sites.set_policy(connection, site.id, base, overrides, now(), caller.actor())

    changed = await guard.settle(guard.store.write(job))
    await guard.settle(guard.refresh())
    return Response(orjson.dumps(_described(guard, changed)), 200, caller.headers, media_type=JSON)


async def get_models(request: Request) -> Response:
    """The model that answers, and those that answered here before."""
    access: Access = request.app.state.access
    guard = access.guard
    caller = await access.bearer(request, Scope.SCORE)
    guard.require_storage()
    rows = await guard.settle(guard.store.read(journal.all_models))
    serving = guard.scorer.bundle.describe()
    listed = [
        {
            "name": row.name,
            "version": row.version,
            "digest": row.digest,
            "first_served_at": iso(row.first_served_at),
            "last_served_at": iso(row.last_served_at),
            "serving": row.digest == serving["digest"],
        }
        for row in rows
    ]
    answer = orjson.dumps({"serving": serving, "models": listed})
    return Response(answer, 200, caller.headers, media_type=JSON)


def _described(guard: Guard, site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "url": site.url,
        "lang": site.lang,
        "overrides": site.policy,
        "policy": guard.policy(site).to_mapping(),
    }
