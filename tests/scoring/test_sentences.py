"""Single sentences: which ones a view is summed up from, and what they add."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import load
from commentguard.scoring.linear import ROW, Views
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.scores import score_views
from commentguard.scoring.sentences import (
    sentences_of,
    summaries,
)  # fmt: skip
from commentguard.scoring.shipped import default_model
from commentguard.training.pool import Pool
from commentguard.training.sentences import fit_sentences

HONEST = "My loaf came out flat and the crust was far too dark. "
ADVERT = "Call us now for a free stove quote, visit our shop today! "


def views(*found: tuple[int, int, int]) -> Views:
    return np.array([(*one, 0, 0) for one in found]).T


SENTENCES = views((0, 0, 10), (0, 10, 30), (0, 30, 40), (2, 40, 90))
LIKELIHOOD = np.array([0.1, 0.9, 0.2, 0.6])
WINDOWS = {
    (0, 0, 40): (0.4, 0.9, 0.2, 0, 3),
    (0, 10, 40): (0.55, 0.9, 0.2, 1, 3),
    (0, 0, 10): (0.1, 0.1, 0.1, 0, 1),
    (2, 60, 70): (0.6, 0.6, 0.6, 3, 4),
    (1, 40, 40): (0.0, 0.0, 0.0, -1, 3),
    (3, 90, 90): (0.0, 0.0, 0.0, -1, 4),
}


@pytest.mark.parametrize("asked", [*([one] for one in WINDOWS), list(WINDOWS)])
def test_a_view_is_summed_up_from_its_own_sentences(asked: list[tuple[int, int, int]]) -> None:
    found = summaries(views(*asked), SENTENCES, LIKELIHOOD)
    assert pytest.approx(np.array([WINDOWS[one] for one in asked])) == np.array(found).T


def test_a_head_whose_figures_weigh_nothing_changes_nothing(scorer: Scorer) -> None:
    encoded = scorer.encoder.encode([Comment(text=HONEST + ADVERT), Comment(text="")])
    plain = score_views(encoded, scorer._unwanted)
    loud = replace(scorer.bundle.sentences, weights=(0.0, 0.0, 0.0))
    assert np.array_equal(score_views(encoded, scorer._unwanted, loud), plain)
    heard = score_views(encoded, scorer._unwanted, replace(loud, weights=(2.0, 1.0, 1.0)))
    assert heard[0] > plain[0]
    assert heard[1] == plain[1]


@pytest.fixture(scope="module")
def listener() -> Scorer:
    """The shipped model with a head of its own for sentences, taught by a handful of them."""
    pool = Pool(corpus())
    head = fit_sentences(pool, np.arange(len(pool)), np.ones(len(pool))).final
    return Scorer(replace(load(default_model()), sentences=replace(head, weights=(2.0, 1.0, 1.0))))


def test_the_loudest_sentence_is_shown_as_it_was_written(listener: Scorer) -> None:
    text = f"<b>{HONEST}</b>{ADVERT}{HONEST}"
    found = listener.score(Comment(text=text)).sentence
    assert found is not None
    assert found.span.cut(text) == ADVERT.strip()
    assert 0 < found.probability < 1
    assert found.weight > 0


def test_no_words_no_sentence(listener: Scorer) -> None:
    assert listener.score(Comment(text=" ")).sentence is None


def test_sentences_lie_in_their_comments() -> None:
    encoded = Encoder().encode([Comment(text=t) for t in (HONEST, "", ADVERT + HONEST)])
    found = sentences_of(encoded)
    assert found[ROW].tolist() == [0, 2, 2]
    starts = encoded.grams.starts
    assert all(starts[row] <= a < b < starts[row + 1] for row, a, b, *_ in found.T.tolist())
