"""What a decision about many comments at once would do, before it does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from commentguard.service.review import Filter, conditions
from commentguard.storage.comments import Status
from commentguard.storage.insight import probability_step
from commentguard.storage.tables import comments

BINS = 20
_SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """What a filter covers.

    `histogram` counts by probability in `BINS` equal steps. `known` is how many comments are by
    authors of whom something is published: those to look at before rejecting. `sample` are some
    identifiers, the least certain first, because that is where a mistake would be.
    """

    total: int
    labels: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    histogram: tuple[int, ...]
    known: int
    sample: tuple[str, ...]


def preview(connection: Connection, what: Filter) -> Preview:
    """Look at everything that a filter covers."""
    wanted = conditions(what)
    labels = _counted(connection, what, "label")
    bins = [0] * BINS
    place = probability_step(BINS)
    for step, count in connection.execute(
        select(place, func.count()).where(*wanted).group_by(place)
    ):
        bins[min(BINS - 1, max(0, int(step)))] += count
    return Preview(
        sum(count for _, count in labels),
        labels,
        _counted(connection, what, "language"),
        tuple(bins),
        _known(connection, what),
        tuple(_sample(connection, what)),
    )


def _counted(connection: Connection, what: Filter, column: str) -> tuple[tuple[str, int], ...]:
    query = (
        select(comments.c[column], func.count())
        .where(*conditions(what))
        .group_by(comments.c[column])
        .order_by(func.count().desc())
    )
    return tuple((name, count) for name, count in connection.execute(query))


def _known(connection: Connection, what: Filter) -> int:
    published = comments.alias("published")
    earlier = (
        select(published.c.id)
        .where(
            published.c.site_id == comments.c.site_id,
            published.c.author_key == comments.c.author_key,
            published.c.status == Status.PUBLISHED.value,
        )
        .correlate(comments)
        .exists()
    )
    query = select(func.count()).select_from(comments).where(*conditions(what), earlier)
    return connection.scalar(query) or 0


def _sample(connection: Connection, what: Filter) -> Sequence[str]:
    query = select(comments.c.id).where(*conditions(what))
    return connection.scalars(
        query.order_by(comments.c.probability, comments.c.id).limit(_SAMPLE)
    ).all()
