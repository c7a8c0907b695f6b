"""Scores of a batch: what the kernel says is what plain Python says, one by one and together."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.bundle import fit_to, load, trees_for
from commentguard.scoring.linear import COUNT, Heads, Weighed, weigh
from commentguard.scoring.scores import KIND, SENTENCES, UNWANTED, Judge, Price, score_batch
from commentguard.scoring.shipped import default_model

ENCODER, BUNDLE = Encoder(), load(default_model(), prove=False)
HEADS = Heads.of(*fit_to(BUNDLE, ENCODER), BUNDLE.sentences.as_head(len(ENCODER.columns)))
JUDGE = Judge(
    HEADS.bias,
    BUNDLE.sentences,
    trees_for(BUNDLE, ENCODER),
    Price(BUNDLE.segment_penalty, BUNDLE.segment_discount),
)

SENTENCES_OF = st.sampled_from(
    [
        "My loaf came out flat and the crust was far too dark.",
        "Call us now for a free stove quote, visit our shop today!",
        "Hi!", "e.g. ", "no stop", "…", "\n", "  ", "Ring 01632 960 148.", "ж", "Ünfolded ﬁne text here?",
    ]
)  # fmt: skip
TEXTS = st.lists(SENTENCES_OF, max_size=30).map(" ".join)

Range = tuple[int, int, int]


class Plain:
    """The same scores from the same sums, step by step."""

    def __init__(self, encoded: Encoded, weighed: Weighed) -> None:
        self.encoded, self.weighed = encoded, weighed
        starts = encoded.grams.starts.tolist()
        self.whole: list[Range] = [
            (row, 0, starts[row + 1] - 1 - starts[row]) for row in range(len(encoded.documents))
        ]
        self.views = [*self.whole, *map(self.of, encoded.segments.T.tolist())]
        self.sentences = [*map(self.of, encoded.utterances.T.tolist())]

    def of(self, given: list[int]) -> Range:
        return given[0], given[1], given[2]

    def wording(self, part: Range, head: int) -> float:
        row, start, end = part
        grams = self.encoded.grams
        origin = grams.starts.item(row)
        start, end = start + origin, end + origin
        first, last = ((grams.word_at < limit).sum() for limit in (start, end))
        sums, words = self.weighed.sums, self.weighed.words
        total = 0.0
        for a, b in ((start, end), (words + first, words + last)):
            told = sums[b] - sums[a]
            total += told[head] / sqrt(max(told[COUNT], 1.0))
        return total

    def score(self, part: Range, head: int) -> float:
        return float(
            self.wording(part, head) + self.weighed.dense[part[0], head] + HEADS.bias[head]
        )

    def likelihood(self, part: Range) -> float:
        return 1 / (1 + exp(min(-self.score(part, SENTENCES), 700.0)))

    def spoken(self, view: Range) -> list[Range]:
        """The sentences that begin in a view, or the one that it lies in."""
        row, start, end = view
        mine = [part for part in self.sentences if part[0] == row and part[1] < end]
        return [part for part in mine if part[1] >= start] or mine[-1:]

    def asked(self, view: Range) -> tuple[float, float, float, float]:
        chances = [self.likelihood(part) for part in self.spoken(view)] or [0.0]
        mean = sum(chances) / len(chances)
        return mean, max(chances), chances[-1], self.wording(view, UNWANTED)

    def plain(self, view: Range) -> float:
        asked = self.asked(view)
        lift = sum(w * x for w, x in zip(BUNDLE.sentences.weights, asked, strict=False))
        inputs = np.array([[*self.encoded.dense[view[0]], *asked]])
        return self.score(view, UNWANTED) + lift + float(JUDGE.trees.scores(inputs)[0])

    def best(self, row: int) -> tuple[float, int]:
        of_all = self.plain(self.whole[row])
        best, winner = of_all, row
        for k, view in enumerate(self.views):
            if view[0] == row and k != row:
                score = self.plain(view)
                score -= JUDGE.price.discount * (score - of_all) + JUDGE.price.penalty
                if score > best:
                    best, winner = score, k
        return best, winner


@given(st.lists(TEXTS, min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_scores_are_those_of_plain_python(texts: list[str]) -> None:
    encoded = ENCODER.encode([Comment(text=text) for text in texts])
    weighed = weigh(encoded, HEADS)
    found, plain = score_batch(encoded, weighed, JUDGE).listed(), Plain(encoded, weighed)

    def same(one: list[float], other: list[float]) -> None:
        assert one == pytest.approx(other, rel=0, abs=1e-10)

    starts = encoded.grams.starts.tolist()
    moved = [[(row, a + starts[row], b + starts[row]) for row, a, b in part] for part in (plain.views, plain.sentences)]  # fmt: skip
    assert [tuple(found.view(k)[:3]) for k in range(len(plain.views))] == moved[0]
    assert [tuple(found.sentence(k)[:3]) for k in range(len(plain.sentences))] == moved[1]
    same(found.likelihood, [plain.likelihood(part) for part in plain.sentences])
    same(found.plain, [plain.plain(view) for view in plain.views])
    same(found.kind, [plain.score(view, KIND) for view in plain.whole])
    for k, view in enumerate(plain.views):
        same(found.asked_about(k), list(plain.asked(view)))
        spoken = plain.spoken(view)
        assert (found.first[k] >= 0) == bool(spoken)
        if spoken:
            assert plain.sentences[found.first[k] : found.behind[k]] == spoken
    best = [plain.best(row) for row in range(len(texts))]
    same(found.log_odds, [score for score, _ in best])
    assert found.winner == [winner for _, winner in best]


@given(st.lists(TEXTS, min_size=2, max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_batch_equals_its_texts_one_by_one(texts: list[str]) -> None:
    comments = [Comment(text=text) for text in texts]

    def scored(some: list[Comment]) -> list[tuple[float, float]]:
        encoded = ENCODER.encode(some)
        found = score_batch(encoded, weigh(encoded, HEADS), JUDGE).listed()
        return list(zip(found.log_odds, found.kind, strict=True))

    alone = [numbers for comment in comments for numbers in scored([comment])]
    for one, other in zip(scored(comments), alone, strict=True):
        assert one == pytest.approx(other, rel=0, abs=1e-10)


def test_a_window_wins() -> None:
    padding = "I walked the dog and thought about your post for a while. " * 12
    advert = "Call us now for a free stove quote on 01632 960 148, visit our shop today! " * 3
    encoded = ENCODER.encode([Comment(text=padding + advert + padding)])
    assert score_batch(encoded, weigh(encoded, HEADS), JUDGE).listed().winner != [0]


def test_none_have_no_scores() -> None:
    encoded = ENCODER.encode([])
    found = score_batch(encoded, weigh(encoded, HEADS), JUDGE)
    assert not any(found.listed())
    assert found.of("log_odds").shape == (0,)


def test_weights_in_whole_numbers_weigh_the_same() -> None:
    encoded = ENCODER.encode([Comment(text="My loaf came out flat. Call us now for a quote!")])

    def scored(weights: tuple[float, ...]) -> list[float]:
        judge = JUDGE._replace(sentences=replace(JUDGE.sentences, weights=weights))
        return list(score_batch(encoded, weigh(encoded, HEADS), judge).of("plain"))

    assert scored((2, 1, 1)) == scored((2.0, 1.0, 1.0)) != scored((0, 0, 0))
