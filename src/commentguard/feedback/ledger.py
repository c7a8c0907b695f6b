"""The log of one site, folded: which decisions stand.

The fold keeps every entry and decides nothing while it reads, so entries may arrive in any
order, and an undo is the fold without the entry that it names. What counts is worked out in
`standing`, from the set of entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commentguard.errors import DataError
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint

# Somebody who decided nothing in a month is not there to give the second opinion.
ACTIVE_SECONDS = 30 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands about one comment: the newest opinion, and everybody who shares it.

    `who` are (person, weight) in alphabetical order. `number` is the entry that decided.
    """

    number: int
    comment: str
    towards: int
    footprint: Footprint
    who: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of one site's log so far, by number, and which of them were taken back."""

    site: str
    entries: Mapping[int, Correction] = field(default_factory=dict)
    undone: frozenset[int] = frozenset()

    @classmethod
    def fold(cls, site: str, log: Iterable[Correction]) -> Ledger:
        """The whole log at once; the same entry twice changes nothing.

        Raises `DataError` for another site's entry: sites never teach each other.
        """
        entries: dict[int, Correction] = {}
        undone: set[int] = set()
        for one in log:
            if one.site != site:
                raise DataError(f"an entry of {one.site!r} in the log of {site!r}")
            if one.kind is Kind.UNDO and one.undoes is not None:
                undone.add(one.undoes)
            else:
                entries[one.number] = one
        return cls(site, entries, frozenset(undone))

    def live(self) -> list[Correction]:
        """Entries that were not taken back, oldest first."""
        return [self.entries[n] for n in sorted(self.entries) if n not in self.undone]

    def standing(self) -> tuple[Decision, ...]:
        """One decision for each comment, oldest first.

        A person's newer opinion replaces their older one. Where people differ, the newest
        opinion stands, and only those who share it count for it. Comments with the same
        footprint (a flood of copies) are one: the newest.
        """
        opinions: dict[str, dict[str, Correction]] = {}
        for one in self.live():
            of_comment = opinions.setdefault(one.comment, {})
            of_comment.pop(one.who, None)
            of_comment[one.who] = one
        found: dict[str, Decision] = {}
        for comment, of_comment in opinions.items():
            last = max(of_comment.values(), key=lambda one: one.number)
            assert last.footprint is not None
            who = tuple(
                sorted((o.who, o.weight) for o in of_comment.values() if o.towards == last.towards)
            )
            decision = Decision(last.number, comment, last.towards, last.footprint, who)
            before = found.get(last.footprint.digest)
            if before is None or before.number < decision.number:
                found[last.footprint.digest] = decision
        return tuple(sorted(found.values(), key=lambda one: one.number))

    def active(self) -> int:
        """People who decided something in the month before the newest entry; at least 1."""
        live = self.live()
        if not live:
            return 1
        newest = max(one.at for one in live)
        return len({one.who for one in live if one.at >= newest - ACTIVE_SECONDS})
