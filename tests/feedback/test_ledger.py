"""The log folded: undo, one voice a person, copies once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.errors import DataError
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.ledger import ACTIVE_SECONDS, Ledger

from .logs import decision, logs, undo


@given(logs(), st.randoms())
def test_the_order_of_arrival_does_not_matter(log: list[Correction], random: object) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Ledger.fold("blog", shuffled).standing() == Ledger.fold("blog", log).standing()


@given(logs())
def test_an_undo_is_the_fold_without_the_entry(log: list[Correction]) -> None:
    taken_back = {one.undoes for one in log if one.kind is Kind.UNDO}
    without = [o for o in log if o.kind is not Kind.UNDO and o.number not in taken_back]
    assert Ledger.fold("blog", log).standing() == Ledger.fold("blog", without).standing()


def test_the_newest_opinion_stands_with_those_who_share_it() -> None:
    log = [
        decision(1, who="ann", comment="c", kind=Kind.SPAM),
        decision(2, who="ben", comment="c", kind=Kind.PUBLISH),
        decision(3, who="cleo", comment="c", kind=Kind.SPAM),
    ]
    (one,) = Ledger.fold("blog", log).standing()
    assert (one.towards, one.number) == (1, 3)
    assert [who for who, _ in one.who] == ["ann", "cleo"]


def test_a_person_has_one_voice_about_a_comment() -> None:
    log = [
        decision(1, who="ann", comment="c", kind=Kind.SPAM),
        decision(2, who="ann", comment="c", kind=Kind.PUBLISH),
    ]
    (one,) = Ledger.fold("blog", log).standing()
    assert (one.towards, one.who) == (-1, (("ann", 1.0),))


def test_a_flood_of_copies_is_one_decision() -> None:
    log = [decision(n, comment=f"c{n}", shape=3) for n in range(1, 40)]
    assert [one.number for one in Ledger.fold("blog", log).standing()] == [39]


def test_who_is_active_follows_the_log_and_no_clock() -> None:
    early = decision(1, who="ann", at=0.0)
    late = [
        decision(2, who="ben", at=ACTIVE_SECONDS + 1),
        decision(3, who="cleo", at=ACTIVE_SECONDS),
    ]
    assert Ledger.fold("blog", [early, *late]).active() == 2
    assert Ledger("blog").active() == 1


def test_another_sites_entry_is_refused() -> None:
    with pytest.raises(DataError, match="other"):
        Ledger.fold("blog", [decision(1, site="other")])
    with pytest.raises(DataError, match="other"):
        Ledger.fold("blog", [undo(2, 1, site="other")])
