"""What was learned, in words of the site's own comments, and no more than is known."""

from __future__ import annotations

import pytest

from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint, names
from commentguard.feedback.golden import Golden
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import rebuild
from commentguard.feedback.summary import Line, _both_ways, summarise
from commentguard.scoring.scorer import Scorer

from .conftest import advert


def learned(adverts: list[Footprint], count: int) -> Ledger:
    return Ledger.fold(
        "blog",
        [
            Correction(n, "blog", "ann", float(n), Kind.PUBLISH, f"c{n}", footprint=adverts[n])
            for n in range(count)
        ],
    )


def test_it_speaks_of_the_page_and_adds_up(
    scorer: Scorer, adverts: list[Footprint], locked: Golden, cut_off: float
) -> None:
    ledger = learned(adverts, 10)
    rebuilt = rebuild(ledger, cut_off, locked)
    encoded = scorer.encoder.encode([advert(n) for n in range(10)])
    spoken: dict[int, str] = {}
    for row in range(10):
        spoken |= names(encoded, scorer.encoder, row)
    told = summarise(ledger, rebuilt, spoken)
    assert (told.decisions, told.publish, told.hold, told.unnamed) == (10, 10, 0, 0)
    assert "small-ads" in told.lines[0].what
    assert told.lines[0].weight < 0
    (page,) = [line for line in told.lines if line.what.startswith("post ")]
    assert page.decisions == 10
    assert "offer" in told.seen
    everything = summarise(ledger, rebuilt, spoken, lines=10_000)
    # Mean contributions weighed by how often they occur are the mean shift before its bounds.
    total = sum(line.weight * line.decisions for line in everything.lines) / 10
    mean = sum(float(rebuilt.adaptation._parts(f).sum()) for f in adverts[:10]) / 10
    assert total == pytest.approx(mean, abs=1e-6)


def test_without_texts_it_counts_what_it_cannot_name(
    adverts: list[Footprint], locked: Golden, cut_off: float
) -> None:
    ledger = learned(adverts, 3)
    rebuilt = rebuild(ledger, cut_off, locked)
    told = summarise(ledger, rebuilt, {})
    assert told.lines == ()
    assert told.unnamed == len(rebuilt.adaptation.keys)


def test_nothing_learned_is_said_plainly(locked: Golden, cut_off: float) -> None:
    told = summarise(Ledger("blog"), rebuild(Ledger("blog"), cut_off, locked), {})
    assert (told.decisions, told.lines, told.seen, told.refused) == (0, (), (), "")


@pytest.mark.parametrize(
    ("publishing", "holding", "shown"),
    [(3, 30, (3, 9)), (30, 3, (9, 3)), (30, 30, (6, 6)), (2, 1, (2, 1)), (0, 20, (0, 12))],
)
def test_neither_direction_hides_the_other(
    publishing: int, holding: int, shown: tuple[int, int]
) -> None:
    weights = [-0.1 * k for k in range(1, publishing + 1)] + [9.0 + k for k in range(holding)]
    found = sorted((Line(f"{w}", w, 1) for w in weights), key=lambda line: -abs(line.weight))
    told = _both_ways(found, 12)
    assert (sum(one.weight < 0 for one in told), sum(one.weight > 0 for one in told)) == shown
    assert list(told) == sorted(told, key=lambda line: -abs(line.weight))
