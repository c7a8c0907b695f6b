"""Where each site holds comments: what lies near that probability is what the guard is least sure of.

A site that lets adverts stand is judged by P(spam), of which no list knows: there the distance is that of
P(unwanted) all the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from commentguard.service.guard import Guard
from commentguard.storage.tables import comments

SURE = 0.985
"""Above it, a comment that is held is likely to be unwanted, wherever the cut-off lies.

At the shipped cut-off nothing that is held would be unsure, were this no higher: it goes with a model's probabilities.
"""
# Odds so many times smaller than those of the cut-off are no doubt any more.
_DOUBT = 10.0


@dataclass(frozen=True, slots=True)
class Group:
    """Sites with the same cut-off: the conditions on a comment that tell them from the others looked at."""

    place: int
    cutoff: float
    sites: tuple[ColumnElement[bool], ...]

    @property
    def doubtful(self) -> float:
        """The probability from which on it was no clear case, though it was let through."""
        cutoff = min(self.cutoff, SURE)
        return cutoff / (cutoff + _DOUBT * (1.0 - cutoff))


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """The cut-off of most sites, and those of the sites that have another, each with the sites it is of."""

    usual: float = 0.0
    others: tuple[tuple[float, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, guard: Guard) -> Cutoffs:
        """Those by which comments are judged now."""
        usual = guard.scorer.bundle.policy.hold
        others: dict[float, list[str]] = {}
        for site in guard.directory.sites.values():
            if (own := guard.policy(site).hold) != usual:
                others.setdefault(own, []).append(site.id)
        return cls(usual, tuple((one, tuple(sorted(others[one]))) for one in sorted(others)))

    def place(self, site_id: str) -> int:
        """Which group a site is in; a number, because a page's address has to name it."""
        return next((k for k, (_, ids) in enumerate(self.others, 1) if site_id in ids), 0)

    def cutoff(self, place: int) -> float:
        """The cut-off of a group; the usual one for a group that is not there any more."""
        return self.others[place - 1][0] if 0 < place <= len(self.others) else self.usual

    def groups(self, ids: Collection[str] | None = None) -> list[Group]:
        """The groups that some of these sites are in; `None` for all sites."""
        if ids is not None:
            places = sorted({self.place(one) for one in ids})
            if len(places) < 2:
                return [Group(place, self.cutoff(place), ()) for place in places or [0]]
        site_id = comments.c.site_id
        elsewhere = [one for _, of in self.others for one in of]
        found = [Group(0, self.usual, (site_id.not_in(elsewhere),) if elsewhere else ())]
        found += [
            Group(k, cutoff, (site_id.in_(of),)) for k, (cutoff, of) in enumerate(self.others, 1)
        ]
        return found if ids is None else [one for one in found if one.place in places]
