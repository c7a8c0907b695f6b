"""What a decision about many comments at once would do, before it does it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Float,
    Integer,
    String,
    and_,
    case,
    func,
    literal,
    select,
    true,
    union_all,
)

from commentguard.service.review import Filter, conditions
from commentguard.service.uncertain import distance
from commentguard.storage.comments import Status
from commentguard.storage.insight import probability_step
from commentguard.storage.tables import comments

BINS = 20
_SAMPLE = 12
_ONE, _MANY = "one", "many"
_Row = tuple[str, str, str, float, int, int, int]
"""(kind, label or identifier, language, step or distance, whether in range, how many, how many known)."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a filter covers.

    `histogram` counts by probability in `BINS` equal steps, `around` counts what a range of scores leaves
    out, too. `known` is how many comments are by authors of whom something is published: those to look at
    before rejecting. `sample` are some identifiers, the least certain first, because that is where a mistake
    would be.
    """

    total: int
    labels: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    histogram: tuple[int, ...]
    around: tuple[int, ...]
    known: int
    sample: tuple[str, ...]


def preview(connection: Connection, what: Filter) -> Preview:
    """Look at everything that a filter covers, once: a search reads every text."""
    labels: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    bins, around = [0] * BINS, [0] * BINS
    known = 0
    sample: list[tuple[float, str]] = []
    for kind, name, language, place, inside, count, theirs in _looked_at(connection, what):
        if kind == _ONE:
            sample.append((place, name))
            continue
        step = min(BINS - 1, max(0, int(place)))
        around[step] += count
        if inside:
            bins[step] += count
            labels[name] += count
            languages[language] += count
            known += theirs
    return Preview(
        labels.total(),
        tuple(labels.most_common()),
        tuple(languages.most_common()),
        tuple(bins),
        tuple(around),
        known,
        tuple(name for _, name in sorted(sample)),
    )


def _looked_at(connection: Connection, what: Filter) -> list[_Row]:
    """Counts of what is alike, and one row for each comment of the sample."""
    c = comments.c
    inside = (
        true() if what.over is None else c.probability > what.over,
        true() if what.up_to is None else c.probability <= what.up_to,
    )
    found = (
        select(
            c.id, c.site_id, c.author_key, c.label, c.language,
            probability_step(BINS).label("step"), distance(what).label("distance"),
            case((and_(*inside), 1), else_=0).label("inside"),
        )
        .where(*conditions(replace(what, over=None, up_to=None)))
        .cte("found")
    )  # fmt: skip
    f = found.c
    known = func.sum(case((f.inside == 0, 0), (_published(found), 1), else_=0))
    many = select(
        literal(_MANY, String).label("kind"), f.label.label("name"), f.language.label("language"),
        (f.step + literal(0.0, Float)).label("place"), f.inside.label("inside"),
        func.count().label("count"), known.label("known"),
    ).group_by(f.label, f.language, f.step, f.inside)  # fmt: skip
    one = (
        select(
            literal(_ONE, String), f.id, literal("", String), f.distance, f.inside,
            literal(0, Integer), literal(0, Integer),
        )
        .where(f.inside == 1)
        .order_by(f.distance, f.id)
        .limit(_SAMPLE)
        .subquery()
    )  # fmt: skip
    return [
        (kind, name, language, place, inside, count, theirs)
        for kind, name, language, place, inside, count, theirs in connection.execute(
            union_all(many, select(one))
        )
    ]


def _published(found: CTE) -> ColumnElement[bool]:
    """Whether something is published by the author of what was found."""
    published = comments.alias("published")
    return (
        select(published.c.id)
        .where(
            published.c.site_id == found.c.site_id,
            published.c.author_key == found.c.author_key,
            published.c.status == Status.PUBLISHED.value,
        )
        .correlate(found)
        .exists()
    )
