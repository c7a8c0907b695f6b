"""Clues: the loudest words that the kernel finds are those of plain Python, with all of their places."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.bundle import fit_to, load
from commentguard.scoring.explanation import _MAX_SPANS, MAX_CLUES, Wording, _clues
from commentguard.scoring.linear import COUNT, Heads, Weighed, views_of, weigh
from commentguard.scoring.shipped import default_model
from commentguard.verdict import Span

ENCODER, BUNDLE = Encoder(), load(default_model(), prove=False)
HEADS = Heads.of(*fit_to(BUNDLE, ENCODER), BUNDLE.sentences.as_head(len(ENCODER.columns)))
WORDS = st.sampled_from(
    [
        "call",
        "us",
        "now",
        "for",
        "a",
        "free",
        "quote",
        "bread",
        "12",
        "ünfolded",
        "ж",
        "x.",
        "…",
        "shop,",
        "shop",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=120).map(" ".join)
Told = list[tuple[str, float, list[tuple[int, int]]]]


def plain(encoded: Encoded, weighed: Weighed, view: list[int]) -> Told:
    row, start, end, first, last = view
    grams, document, sums = encoded.grams, encoded.documents[row], weighed.sums
    origin = grams.starts.item(row)
    chars = sqrt(max(sums[end, COUNT] - sums[start, COUNT], 1.0))
    base = weighed.words
    words = sqrt(max(sums[base + last, COUNT] - sums[base + first, COUNT], 1.0))
    weights: dict[str, float] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    here = start
    for k in range(first, last):
        a, b = grams.word_at.item(k) - origin, grams.word_end.item(k) - origin
        reached = end if k == last - 1 else b + origin
        token = document.text[a:b]
        said = (sums.item(reached, 0) - sums.item(here, 0)) / chars
        said += (sums.item(base + k + 1, 0) - sums.item(base + k, 0)) / words
        weights[token] = weights.get(token, 0.0) + said
        places.setdefault(token, []).append((a, b))
        here = reached
    loud = sorted((-abs(weight), token) for token, weight in weights.items())[:MAX_CLUES]
    return [
        (
            token,
            weights[token],
            [
                (s.start, s.end)
                for s in document.received([Span(*place) for place in places[token][:_MAX_SPANS]])
            ],
        )
        for size, token in loud
        if -size >= 0.02
    ]


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_clues_are_those_of_plain_python(texts: list[str]) -> None:
    encoded = ENCODER.encode([Comment(text=text) for text in texts])
    weighed = weigh(encoded, HEADS)
    for view in views_of(encoded, encoded.segments).T.tolist():
        found = _clues(encoded, Wording.of(encoded, weighed), view)
        expected = plain(encoded, weighed, view)
        assert [(c.token, [(s.start, s.end) for s in c.spans]) for c in found] == [
            (token, spans) for token, _, spans in expected
        ]
        assert [c.weight for c in found] == pytest.approx([weight for _, weight, _ in expected])


def test_a_long_text_of_words_that_are_all_others_has_clues() -> None:
    text = " ".join(f"w{number:x}" for number in range(2500))
    encoded = ENCODER.encode([Comment(text=text), Comment(text=text)])
    weighed = weigh(encoded, HEADS)
    views = views_of(encoded, encoded.segments).T.tolist()
    assert len(_clues(encoded, Wording.of(encoded, weighed), views[1])) <= MAX_CLUES
    assert [c.token for c in _clues(encoded, Wording.of(encoded, weighed), views[0])] == [
        c.token for c in _clues(encoded, Wording.of(encoded, weighed), views[1])
    ]
