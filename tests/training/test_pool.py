"""Pools: numbers made once, joined without change, scored as the scorer scores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.scoring.again import ONCE, Again
from commentguard.scoring.bundle import fit_to, trees_for
from commentguard.scoring.scorer import Scorer
from commentguard.training import store
from commentguard.training.corpora import Row
from commentguard.training.guards import BundleGuard
from commentguard.training.matrix import encode_rows
from commentguard.training.pool import Pool
from commentguard.training.store import Store


def test_a_pool_holds_the_numbers_that_encoding_gives() -> None:
    rows = corpus()
    dense, grams = encode_rows([row.comment for row in rows])
    pool = Pool(rows)
    assert np.array_equal(pool.dense, dense)
    assert abs(pool.grams - grams).max() == 0


def test_joined_pools_lie_end_to_end() -> None:
    first, second = Pool(corpus("a", 3)), Pool(corpus("b", 2))
    both = Pool.join([first, second])
    assert len(both) == len(first) + len(second)
    assert np.array_equal(both.dense, np.vstack([first.dense, second.dense]))
    assert both.keys == first.keys + second.keys
    assert both.grams.shape[0] == len(both)


def test_the_best_view_is_the_one_the_scorer_finds(scorer: Scorer) -> None:
    long = " ".join(row.comment.text + "." for row in corpus())
    rows = [*corpus(groups=2), Row(Comment(text=long), True, None, "long", 0, "x")]
    head, _ = fit_to(scorer.bundle, Encoder())
    trees = trees_for(scorer.bundle, Encoder())
    views = Pool(rows).views(head, scorer.bundle.sentences, trees)
    assert len(views.row)
    assert set(views.row.tolist()) == {len(rows) - 1}
    for discount in (0.0, 0.65):
        bundle = replace(scorer.bundle, segment_penalty=0.5, segment_discount=discount, again=ONCE)
        judging = Scorer(bundle)
        expected = [judging.score(row.comment).log_odds for row in rows]
        assert np.allclose(views.best(0.5, discount), expected, rtol=0, atol=1e-9)


def test_windows_are_read_again_as_the_scorer_does(scorer: Scorer) -> None:
    texts = [row.comment.text + "." for row in corpus()]
    long = [Comment(text=" ".join(texts[k:]), author="Ruth") for k in range(0, 24, 3)]
    story = "The tomatoes came up late this year, and the snails had half of them. "
    advert = "Cheap roof repairs in Leeds, call Dan today on 0113 496 0000. "
    long[2] = Comment(text=story * 4 + advert + story * 4, author="Ruth")
    first = Pool([Row(c, True, None, "long", k, "x") for k, c in enumerate(long[:3])])
    pool = Pool.join(
        [Pool(corpus(groups=2)), first, Pool([Row(long[-1], True, None, "x", 0, "x")])]
    )
    again = Again(2, 0.0, 99.0)
    bundle = replace(scorer.bundle, again=again, segment_penalty=0.0, segment_discount=0.3)
    head, _ = fit_to(bundle, Encoder())
    trees = trees_for(bundle, Encoder())
    views = pool.views(head, bundle.sentences, trees, again)
    assert 0 < len(views.row) <= 2 * 4
    judging = Scorer(bundle)
    expected = [judging.score(row.comment) for row in pool.rows]
    assert any(verdict.view == "segment" for verdict in expected)
    found = BundleGuard(bundle).judge(pool).scores
    assert np.allclose(found, [v.log_odds for v in expected], rtol=0, atol=1e-9)
    assert np.array_equal(found, views.best(0.0, 0.3))
    none = Pool(corpus(groups=1)).views(head, again=again)
    assert not len(none.row)
    assert not len(Pool([]).views(head, again=again).whole)


def test_rows_of_a_pool_are_what_a_pool_of_them_is(scorer: Scorer) -> None:
    texts = [row.comment.text + "." for row in corpus()]
    long = [Comment(text=" ".join(texts[k:]), author="Ruth") for k in range(0, 24, 3)]
    rows = [*corpus(), *(Row(c, True, None, "long", k, "x") for k, c in enumerate(long))]
    at = np.array([0, 3, 4, 7, *range(20, len(rows), 2)])
    taken = Pool.taken(Pool(rows), at)
    plain = Pool([rows[k] for k in at])
    assert taken.rows == plain.rows
    assert np.array_equal(taken.dense, plain.dense)
    assert np.array_equal(taken.unwanted, plain.unwanted)
    for name in ("indptr", "indices", "data"):
        assert np.array_equal(getattr(taken.grams, name), getattr(plain.grams, name))
    assert taken.keys == plain.keys
    head, _ = fit_to(scorer.bundle, Encoder())
    trees = trees_for(scorer.bundle, Encoder())
    for again in (ONCE, Again(2, 0.0, 99.0)):
        asked = (head, scorer.bundle.sentences, trees, again)
        found = Pool.join([plain, taken]).views(*asked)
        alone = plain.views(*asked)
        assert len(alone.row)
        count, windows = len(plain), len(alone.row)
        assert np.array_equal(found.whole[count:], alone.whole)
        assert np.array_equal(found.row[windows:], alone.row + count)
        # The windows of both are scored in one batch, whose sums are rounded otherwise.
        assert np.allclose(found.segment[windows:], alone.segment, rtol=0, atol=1e-9)
        assert np.array_equal(taken.views(*asked).segment, alone.segment)


def test_keys_see_through_marks_and_case() -> None:
    texts = ("Nice  song\ufeff", "nice song", "nice songs", "<b>Nice</b> song &amp; clip")
    pool = Pool([Row(Comment(text=t), False, None, "x", n, "g") for n, t in enumerate(texts)])
    assert pool.keys == ("nice song", "nice song", "nice songs", "nice song & clip")


def test_the_store_reads_back_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments = [row.comment for row in corpus(groups=2)]
    first = Store(tmp_path).chunks(comments)
    assert len(list(tmp_path.iterdir())) == 1
    again = Store(tmp_path).chunks(comments)
    assert np.array_equal(first[0].dense, again[0].dense)
    assert np.array_equal(first[0].grams.words, again[0].grams.words)
    # Other code is another name: nothing stale is ever read.
    monkeypatch.setattr(store, "encoder_digest", lambda: "other")
    Store(tmp_path).chunks(comments)
    assert len(list(tmp_path.iterdir())) == 2
