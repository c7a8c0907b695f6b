"""Comments by how near their probability lies to the cut-off of their site, in pages found by key.

No index holds that distance, but one holds the probabilities in order: from the cut-off it is walked
upwards and downwards, for each cut-off by itself, and the walks are put together. A page deep inside costs
what the first one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from commentguard.service.cutoffs import Group
from commentguard.service.filters import Filter, conditions, reads_rows
from commentguard.storage.tables import comments

# What an index is asked for may be off by a rounding; the distance itself decides.
_ROUNDING = 1e-9
_ABOVE, _BELOW = 0, 1


@dataclass(frozen=True, slots=True)
class Mark:
    """The last comment of a page: its time or probability, its identifier, the group of its site."""

    first: float
    comment_id: str
    group: int = 0


def nearest(
    connection: Connection, what: Filter, mark: Mark | None, limit: int, *, back: bool = False
) -> list[str]:
    """Identifiers of what lies nearest to the cut-off, from behind `mark` on; or from before it, backwards.

    At the same distance the more probable come first.
    """
    if reads_rows(what):
        return list(connection.scalars(_read_once(what, mark, back=back).limit(limit)))
    walks = []
    for group in what.groups():
        for side in (_ABOVE, _BELOW):
            query = _walk(what, group, side, mark, back=back).limit(limit)
            walks.append(
                [
                    ((abs(row.probability - group.cutoff), side, group.place), row.id)
                    for row in connection.execute(query)
                ]
            )
    found = merge(*walks, key=lambda one: one[0], reverse=back)
    return [comment_id for _, comment_id in islice(found, limit)]


def distance(what: Filter) -> ColumnElement[float]:
    """How far a comment lies from the cut-off of its site, for a list that is read as a whole anyway."""
    groups = what.groups()
    cutoff: ColumnElement[float] = literal(groups[0].cutoff, Float)
    if len(groups) > 1:
        cutoff = case(*((and_(*one.sites), literal(one.cutoff, Float)) for one in groups))
    return func.abs(comments.c.probability - cutoff, type_=Float)


def by_score(what: Filter) -> tuple[list[ColumnElement[bool]], ColumnElement[Any]]:
    """The column by which a list is ordered by score, with a condition that goes with it.

    Where every row has to be read: in the order of arrival they lie side by side, in that of their
    scores all over the file. Found by time (which is always true) and sorted afterwards (a sum
    has no index), they cost a third.
    """
    if not reads_rows(what):
        return [], comments.c.probability
    return [comments.c.received_at >= 0], comments.c.probability + 0


def in_order(first: ColumnElement[Any], upwards: bool) -> Sequence[ColumnElement[Any]]:
    if upwards:
        return first, comments.c.id
    return first.desc(), comments.c.id.desc()


def beyond(first: ColumnElement[Any], mark: Mark, *, upwards: bool) -> ColumnElement[bool]:
    """Whether a comment comes behind `mark` in that order."""
    key, there = tuple_(first, comments.c.id), tuple_(mark.first, mark.comment_id)
    return key > there if upwards else key < there


def _read_once(what: Filter, mark: Mark | None, *, back: bool) -> Select[Any]:
    """What all walks find, put together by the database: for a list of which every row is read, which each walk would do
    anew. In the order of the walks: by distance, above before below, by group, and then as one walk goes.
    """
    probability, groups = comments.c.probability, what.groups()
    is_above = or_(*(and_(probability >= one.cutoff, *one.sites) for one in groups))
    keys: list[ColumnElement[Any]] = [
        distance(what),
        case((is_above, _ABOVE), else_=_BELOW),
        case((is_above, probability), else_=-probability),
        # Of equal ones above the cut-off the first comes first, of those below it the last.
        case((is_above, comments.c.id), else_=""),
        comments.c.id.desc(),
    ]
    if len(groups) > 1:
        keys.insert(2, case(*((and_(*one.sites), one.place) for one in groups)))
    if back:
        keys = [*(key.desc() for key in keys[:-1]), comments.c.id]
    by_time, _ = by_score(what)
    behind = or_(
        *(
            and_(*_lies(group, side), *_behind(what, group, side, mark, back=back))
            for group in groups
            for side in (_ABOVE, _BELOW)
        )
    )
    query = select(comments.c.id).where(*by_time, behind, *conditions(what))
    return query.order_by(*keys)


def _walk(
    what: Filter, group: Group, side: int, mark: Mark | None, *, back: bool
) -> Select[Any, Any]:
    """What lies on one side of one cut-off, from there outwards; inwards for the way back."""
    probability = comments.c.probability
    wanted = [*_lies(group, side), *_behind(what, group, side, mark, back=back)]
    query = select(comments.c.id, probability).where(*wanted, *conditions(what))
    return query.order_by(*in_order(probability, (side == _ABOVE) != back))


def _lies(group: Group, side: int) -> Sequence[ColumnElement[bool]]:
    """Whether a comment lies on this side of this cut-off."""
    probability = comments.c.probability
    here = probability >= group.cutoff if side == _ABOVE else probability < group.cutoff
    return here, *group.sites


def _behind(
    what: Filter, group: Group, side: int, mark: Mark | None, *, back: bool
) -> Sequence[ColumnElement[bool]]:
    """Whether it comes behind `mark`, or before it for the way back."""
    if mark is None:
        return ()
    theirs = what.cutoffs.cutoff(mark.group)
    its_side = _ABOVE if mark.first >= theirs else _BELOW
    if (side, group.place) == (its_side, mark.group):
        return (beyond(comments.c.probability, mark, upwards=(side == _ABOVE) != back),)
    # At the same distance, one walk comes before the other as a whole.
    later = (side, group.place) > (its_side, mark.group)
    away = abs(mark.first - theirs)
    return _further(group.cutoff, side, away, same=later != back, back=back)


def _further(
    cutoff: float, side: int, away: float, *, same: bool, back: bool
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """That a comment lies further off than `away` (nearer, for the way back), or just as far: once for an
    index, and once exactly.
    """
    probability = comments.c.probability
    distance = probability - cutoff if side == _ABOVE else cutoff - probability
    sign = 1 if side == _ABOVE else -1
    if back:
        bound = cutoff + sign * (away + _ROUNDING)
        near = probability <= bound if side == _ABOVE else probability >= bound
        return near, distance <= away if same else distance < away
    bound = cutoff + sign * (away - _ROUNDING)
    far = probability >= bound if side == _ABOVE else probability <= bound
    return far, distance >= away if same else distance > away
