"""What a site learned is a part of its own in the verdict, and nothing where nothing was learned."""

from __future__ import annotations

import pytest

from commentguard import Comment
from commentguard.errors import DataError
from commentguard.feedback.adaptation import NOTHING, SiteAdaptation
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint
from commentguard.feedback.golden import Golden
from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import rebuild
from commentguard.scoring.scorer import Scorer
from commentguard.verdict import Action, Verdict

from .conftest import advert

STRANGER = Comment(
    text="We cut the hedge in March and it never came back, was that too early?",
    post_title="Hedges",
)


@pytest.fixture
def taught(adverts: list[Footprint], locked: Golden, cut_off: float) -> SiteAdaptation:
    """A site whose people published ten small ads."""
    log = [
        Correction(n, "blog", "ann", float(n), Kind.PUBLISH, f"c{n}", footprint=adverts[n])
        for n in range(10)
    ]
    return rebuild(Ledger.fold("blog", log), cut_off, locked).adaptation


def parts(verdict: Verdict) -> float:
    explained = sum(r.weight for r in verdict.reasons) + sum(c.weight for c in verdict.clues)
    learned = verdict.learned.weight if verdict.learned else 0.0
    return verdict.bias + explained + verdict.rest + learned


def test_its_own_kind_is_published_and_the_parts_still_add_up(
    scorer: Scorer, taught: SiteAdaptation
) -> None:
    for number in range(10, 30):
        comment = advert(number)
        assert scorer.score(comment).action is Action.HOLD
        verdict = scorer.score(comment, adaptation=taught)
        assert verdict.action is Action.PUBLISH
        assert parts(verdict) == pytest.approx(verdict.log_odds, abs=1e-9)
        assert verdict.learned is not None
        assert verdict.learned.decisions == 10
        assert any("small-ads" in what for what, _ in verdict.learned.lines)


def test_single_equals_batch(scorer: Scorer, taught: SiteAdaptation) -> None:
    comments = [advert(3), STRANGER, advert(17)]
    batch = scorer.score_many(comments, adaptation=taught)
    single = [scorer.score(one, adaptation=taught) for one in comments]
    for one, other in zip(batch, single, strict=True):
        assert one.log_odds == pytest.approx(other.log_odds, abs=1e-9)
        assert one.learned == other.learned


def test_nothing_learned_changes_no_byte(scorer: Scorer) -> None:
    for comment in (advert(1), STRANGER):
        plain = scorer.score(comment)
        assert scorer.score(comment, adaptation=NOTHING) == plain
        assert "learned" not in plain.to_mapping(comment.text)


def test_the_shared_scorer_is_not_touched(scorer: Scorer, taught: SiteAdaptation) -> None:
    before = scorer.score(advert(4))
    scorer.score(advert(4), adaptation=taught)
    assert scorer.score(advert(4)) == before


def test_the_verdict_says_what_was_learned(scorer: Scorer, taught: SiteAdaptation) -> None:
    mapping = scorer.score(advert(12), adaptation=taught).to_mapping(advert(12).text)
    assert mapping["learned"]["weight"] < 0
    assert mapping["learned"]["decisions"] == 10
    assert all(set(line) == {"what", "weight"} for line in mapping["learned"]["lines"])


def test_bytes_come_back(taught: SiteAdaptation, adverts: list[Footprint]) -> None:
    again = SiteAdaptation.from_bytes(taught.to_bytes())
    assert again == taught
    assert again.shift(adverts[20]) == taught.shift(adverts[20])


@pytest.mark.parametrize("data", [b"", b"{}", b"null\n", b'{"keys": 9, "seen": []}\n', b"\xff\n"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        SiteAdaptation.from_bytes(data)
