"""What a site has learned, told to its people: the summary in words of comments still stored."""

from __future__ import annotations

from functools import partial

import anyio
from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.feedback.footprint import names
from commentguard.feedback.summary import Summary, summarise
from commentguard.service.guard import Guard, spoken
from commentguard.service.learning import SiteLearning
from commentguard.storage import comments
from commentguard.storage.comments import Status

# Comments read at once: bounds the memory of a batch.
_BATCH = 50


async def what_was_learned(guard: Guard, learning: SiteLearning, site_id: str) -> Summary:
    """The summary of a site. Reads up to 300 comments anew: for a page, not for every request.

    Raises `StorageDown`.
    """
    entries = await guard.settle(guard.store.read(partial(learning.log, site_id)))
    ledger, rebuilt = await anyio.to_thread.run_sync(learning.rebuilt, entries, site_id)
    wanted = [one.comment for one in ledger.standing()]
    texts = await guard.settle(guard.store.read(partial(_still_here, wanted)))
    site = guard.directory.sites.get(site_id)
    told = [spoken(site, comment) for comment in texts]
    found = await anyio.to_thread.run_sync(_names, guard, told, learning.salt)
    return summarise(ledger, rebuilt, found)


def _still_here(wanted: list[str], connection: Connection) -> list[Comment]:
    found = [comments.find(connection, one) for one in wanted]
    return [one.comment for one in found if one is not None and one.status is not Status.ERASED]


def _names(guard: Guard, texts: list[Comment], salt: str) -> dict[int, str]:
    encoder = guard.scorer.encoder
    found: dict[int, str] = {}
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        encoded = encoder.encode(batch)
        for row in range(len(batch)):
            found |= names(encoded, encoder, row, salt)
    return found
