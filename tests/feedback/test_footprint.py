"""A footprint is numbers under hashed keys: the same for one comment and a batch, and no text."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard import Comment
from commentguard.errors import DataError
from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint, names, read, take
from commentguard.scoring.scorer import Scorer
from commentguard.verdict import Code

from .conftest import advert
from .logs import footprint


def test_single_equals_batch(scorer: Scorer) -> None:
    comments = [advert(1), Comment(text=""), Comment(text="Short."), advert(2)]
    assert read(scorer, comments) == [read(scorer, [one])[0] for one in comments]


def test_bytes_come_back(adverts: list[Footprint]) -> None:
    for one in adverts[:5]:
        assert Footprint.from_bytes(one.to_bytes()) == one


@pytest.mark.parametrize("data", [b"", b"\0" * 23, b"\xff" * 64])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        Footprint.from_bytes(data)


def test_no_text_is_kept(adverts: list[Footprint]) -> None:
    data = adverts[0].to_bytes()
    assert b"Leeds" not in data
    assert b"quotes" not in data
    assert b"small" not in data


def test_every_key_has_a_name_in_the_comments_own_words(scorer: Scorer) -> None:
    encoded = scorer.encoder.encode([Comment(text="Other."), advert(0)])
    found = take(encoded, scorer.encoder, 1, 0.0, 0.0)
    spoken = names(encoded, scorer.encoder, 1)
    assert {int(key) for key in found.keys} == set(spoken)
    assert '"free quotes"' in spoken.values()
    assert any(name.startswith("contact …") for name in spoken.values())


@pytest.mark.parametrize(
    ("field", "is_somebody"), [("Ann@Reader.example", True), ("none", False), ("-", False)]
)
def test_who_writes_none_for_an_address_is_nobody(
    scorer: Scorer, field: str, is_somebody: bool
) -> None:
    encoded = scorer.encoder.encode([Comment(text="Thanks.", author_email=field)])
    spoken = names(encoded, scorer.encoder, 0).values()
    assert any(name.startswith("author e-mail") for name in spoken) is is_somebody


@pytest.mark.parametrize(("log_odds", "counts"), [(-0.5, False), (0.5, True)])
def test_where_a_comment_stands_counts_only_for_what_looks_like_an_advert(
    scorer: Scorer, log_odds: float, counts: bool
) -> None:
    # It shows no reason: then the model's own opinion of its wording says whether it is one.
    plain = Comment(text="My neighbour says the same.", post_title="Small ads", post_tags=("ads",))
    encoded = scorer.encoder.encode([plain])
    spoken = names(encoded, scorer.encoder, 0)
    found = take(encoded, scorer.encoder, 0, log_odds, 0.0)
    places = [spoken[key] for key in found.keys.tolist() if "post" in spoken[key]]
    assert bool(places) is counts
    if counts:
        assert "wording alone under posts about ads…" in places


def test_unsorted_keys_are_refused() -> None:
    with pytest.raises(DataError, match="sorted"):
        Footprint(np.array([2, 1]), np.array([1.0, 1.0], np.float32), (Code.OFFER,), 0.0, 0.0)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.UNDO},
        {"kind": Kind.PUBLISH, "comment": "c"},
        {"kind": Kind.PUBLISH, "footprint": footprint(1)},
        {"kind": Kind.SPAM, "comment": "c", "footprint": footprint(1), "weight": 0.0},
        {"kind": Kind.SPAM, "comment": "c", "footprint": footprint(1), "weight": 1.5},
    ],
)
def test_a_correction_is_whole(fields: dict[str, object]) -> None:
    with pytest.raises(DataError):
        Correction(1, "blog", "ann", 0.0, **fields)  # type: ignore[arg-type]
