"""What a site learns is a bounded function of its log, and nobody else's business."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.feedback.adaptation import NOTHING, TOWARDS_HOLDING, TOWARDS_PUBLISHING
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint
from commentguard.feedback.golden import Golden
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import influence, rebuild
from commentguard.verdict import Code

from .logs import decision, footprint, logs, undo

# Small footprints need a small golden set: one reader far from the cut-off, one advert.
SMALL = Golden.of([footprint(0, -4.0), footprint(5, 6.0)], [False, True])
CUT_OFF = 1.0


@given(logs(), st.integers(0, 11))
@settings(deadline=None)
def test_an_undo_restores_the_bits_of_before(log: list[Correction], shape: int) -> None:
    before = rebuild(Ledger.fold("blog", log), CUT_OFF, SMALL).adaptation
    number = len(log) + 1
    # An undo may name a number that comes later; such a log would take the new entry back too.
    log = [one for one in log if one.undoes != number]
    there_and_back = [*log, decision(number, shape=shape), undo(number + 1, number)]
    after = rebuild(Ledger.fold("blog", there_and_back), CUT_OFF, SMALL).adaptation
    assert after.to_bytes() == before.to_bytes()


@given(logs("blog"), logs("shop"), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_sites_never_teach_each_other(
    ours: list[Correction], theirs: list[Correction], random: object
) -> None:
    alone = rebuild(Ledger.fold("blog", ours), CUT_OFF, SMALL)
    mixed = [*ours, *theirs]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    among = Ledger.fold("blog", [one for one in mixed if one.site == "blog"])
    assert rebuild(among, CUT_OFF, SMALL) == alone


@given(logs(), st.integers(0, 11), st.floats(-20, 20))
@settings(deadline=None)
def test_no_comment_moves_beyond_the_limits(
    log: list[Correction], shape: int, log_odds: float
) -> None:
    adaptation = rebuild(Ledger.fold("blog", log), CUT_OFF, SMALL).adaptation
    moved = adaptation.shift(footprint(shape, log_odds))
    assert -TOWARDS_PUBLISHING <= moved <= TOWARDS_HOLDING


def test_an_empty_log_teaches_nothing() -> None:
    assert rebuild(Ledger("blog"), CUT_OFF, SMALL).adaptation == NOTHING
    assert not NOTHING


def test_a_one_moderator_blog_learns_from_its_first_decision(
    adverts: list[Footprint], locked: Golden, cut_off: float
) -> None:
    first = Correction(1, "blog", "ann", 1.0, Kind.PUBLISH, "c1", footprint=adverts[0])
    adaptation = rebuild(Ledger.fold("blog", [first]), cut_off, locked).adaptation
    assert adverts[0].log_odds > cut_off
    assert adverts[0].log_odds + adaptation.shift(adverts[0]) <= cut_off


def test_with_two_moderators_publishing_takes_both(
    adverts: list[Footprint], locked: Golden, cut_off: float
) -> None:
    def log(*people: str) -> list[Correction]:
        return [
            Correction(n, "blog", who, float(n), Kind.PUBLISH, f"c{n}", footprint=adverts[n])
            for n, who in enumerate(people)
        ]

    reader = Correction(
        90, "blog", "ben", 9.0, Kind.SPAM, "c90", footprint=footprint(3, cut_off + 4)
    )
    alone = rebuild(Ledger.fold("blog", [*log("ann", "ann", "ann"), reader]), cut_off, locked)
    both = rebuild(Ledger.fold("blog", [*log("ann", "ben", "ann"), reader]), cut_off, locked)
    assert alone.adaptation.shift(adverts[9]) == 0.0
    assert both.adaptation.shift(adverts[9]) < 0.0


@pytest.mark.parametrize("strange", [{"codes": (Code.OFFER, Code.SCAM)}, {"spam": 0.9}])
def test_what_nobody_published_is_not_waved_through(
    adverts: list[Footprint], locked: Golden, cut_off: float, strange: dict[str, Any]
) -> None:
    log = [
        Correction(n, "blog", "ann", float(n), Kind.PUBLISH, f"c{n}", footprint=adverts[n])
        for n in range(10)
    ]
    adaptation = rebuild(Ledger.fold("blog", log), cut_off, locked).adaptation
    assert adaptation.shift(adverts[20]) < 0
    assert adaptation.shift(replace(adverts[20], **strange)) == 0.0


def test_one_person_cannot_outweigh_the_others() -> None:
    flood = [decision(n, who="mallory", shape=n) for n in range(1, 101)]
    others = [decision(200 + n, who=f"p{n % 3}", shape=200 + n) for n in range(30)]
    standing = Ledger.fold("blog", [*flood, *others]).standing()
    weights = influence(standing)
    mallory = sum(w for w, one in zip(weights, standing, strict=True) if one.who[0][0] == "mallory")
    assert mallory == pytest.approx(30.0)
    assert sum(weights) == pytest.approx(60.0)


def test_what_would_hold_readers_is_refused_and_said(cut_off: float) -> None:
    reader = footprint(0, cut_off - 0.5)
    golden = Golden.of([reader, footprint(5, 6.0)], [False, True])
    harmless = decision(1, kind=Kind.SPAM, shape=9)
    hostile = [
        Correction(n, "blog", "ann", float(n), Kind.SPAM, f"c{n}", footprint=footprint(4 * n, -3.0))
        for n in range(2, 8)
    ]
    accepted = rebuild(Ledger.fold("blog", [harmless]), cut_off, golden)
    assert not accepted.refused
    rebuilt = rebuild(Ledger.fold("blog", [harmless, *hostile]), cut_off, golden)
    assert rebuilt.set_aside
    assert "set aside" in rebuilt.refused
    assert golden.blocked(rebuilt.adaptation, cut_off) <= rebuilt.allowed


def test_the_same_log_gives_the_same_bits_whatever_lies_in_memory(
    adverts: list[Footprint], locked: Golden, cut_off: float
) -> None:
    found = set()
    for shift in range(4):
        # Copies at other addresses: alignment must not show in the result.
        padded = []
        for one in adverts[:12]:
            room = np.zeros(len(one.values) + shift, dtype=np.float32)
            room[shift:] = one.values
            padded.append(
                Footprint(one.keys.copy(), room[shift:], one.codes, one.log_odds, one.spam)
            )
        log = [
            Correction(n, "blog", "ann", float(n), Kind.PUBLISH, f"c{n}", footprint=one)
            for n, one in enumerate(padded)
        ]
        found.add(rebuild(Ledger.fold("blog", log), cut_off, locked).adaptation.digest)
    assert len(found) == 1
