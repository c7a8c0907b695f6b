"""Verdicts: exact explanations, batch equal to single, honest views, sound on any input."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard import load
from commentguard.comment import Comment
from commentguard.scoring.policy import Policy
from commentguard.scoring.rules import PARTLY_READ
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
from commentguard.text.intake import CAP
from commentguard.verdict import Action, Label, Learned, Verdict

ADVERT = Comment(
    text="Nice photos! We offer slate roofing in Leeds, Bradford and Wakefield. Call us now on "
    "01632 960 148 for a free quote, unbeatable prices.",
    author="Slate Roofing Leeds",
)
READER = Comment(text="Mine came out flat as well, then I bought a thermometer.", author="Ruth")
TEXTS = st.lists(
    st.sampled_from([*ADVERT.text.split(), *READER.text.split(), "\n", "\u200b", "😀", "http://a.example"]),
    max_size=60,
).map(" ".join)  # fmt: skip


def explained(verdict: Verdict) -> float:
    reasons = sum(reason.weight for reason in verdict.reasons)
    return verdict.bias + reasons + sum(clue.weight for clue in verdict.clues) + verdict.rest


def test_an_advert_is_held_with_its_reasons(scorer: Scorer) -> None:
    verdict = scorer.score(ADVERT)
    codes = {reason.code.value for reason in verdict.reasons}
    assert verdict.action is Action.HOLD
    assert {"phone_number", "location_ad", "call_to_action", "offer"} <= codes


def test_a_reader_is_published(scorer: Scorer) -> None:
    assert scorer.score(READER).action is Action.PUBLISH


@given(text=TEXTS)
@settings(max_examples=80, deadline=None)
def test_the_explanation_adds_up(text: str) -> None:
    verdict = load_once().score(Comment(text=text, author="Slate Roofing Leeds"))
    assert explained(verdict) == pytest.approx(verdict.log_odds, abs=1e-9)
    for reason in verdict.reasons:
        assert all(span.cut(text) for span in reason.spans)


@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_batch_and_single_agree(texts: list[str]) -> None:
    scorer = load_once()
    comments = [Comment(text=text) for text in texts]
    for together, comment in zip(scorer.score_many(comments), comments, strict=True):
        alone = scorer.score(comment)
        assert together.log_odds == pytest.approx(alone.log_odds, abs=1e-9)
        assert together.action is alone.action
    chances = scorer.probabilities(comments)
    assert chances.sum(axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "😀" * 9000, "a" * 50_000, "\n" * 20_000, "&#0;" * 5000]
)
def test_any_text_gets_a_verdict(scorer: Scorer, text: str) -> None:
    verdict = scorer.score(Comment(text=text))
    assert 0.0 <= verdict.probability <= 1.0
    assert verdict.to_mapping(text)["action"] == verdict.action.value


def test_padding_does_not_hide_an_advert(scorer: Scorer) -> None:
    padding = "We walked along the canal and the children counted the ducks again. " * 12
    padded = Comment(text=padding + ADVERT.text + " " + padding, author=ADVERT.author)
    assert scorer.score(padded).action is Action.HOLD


def test_a_held_comment_always_says_why(scorer: Scorer) -> None:
    everything = Policy(hold=0.0)
    for text in ("x", READER.text, ADVERT.text):
        verdict = scorer.score(Comment(text=text), everything)
        assert verdict.action is Action.HOLD
        assert verdict.reasons or verdict.clues


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("اتصل بنا الآن على هذا الرقم", ""),
        ("&#1575;&#1578;&#1589;&#1604; &#1576;&#1606;&#1575;", ""),
        ("<p>玉露は日陰で育てられます</p>", ""),
        ("Πολύ καλό άρθρο", ""),
        ("बहुत अच्छा लेख", ""),
        ("Я вчера тоже пробовал, но получилось не очень", "ru"),
        ("Lovely!", "en"),
    ],
)
def test_a_hint_is_not_told_as_the_language_of_other_letters(
    scorer: Scorer, text: str, language: str
) -> None:
    assert scorer.score(Comment(text=text, lang="en")).language == language


def test_the_language_hint_changes_little(scorer: Scorer) -> None:
    for comment in (ADVERT, READER):
        fields = comment.to_mapping()
        actions = {
            scorer.score(Comment.from_mapping({**fields, "lang": code})).action
            for code in ("", "en", "de", "es", "ru")
        }
        assert len(actions) == 1


def test_truncation_is_noted(scorer: Scorer) -> None:
    assert scorer.score(Comment(text="word " * 10_000)).truncated
    assert not scorer.score(READER).truncated


def test_what_was_read_in_part_is_not_published(scorer: Scorer) -> None:
    reader = "Thanks, the tip about cold frames saved my tomatoes this spring. "
    within = replace(READER, text=(reader * 1000)[:CAP])
    beyond = replace(READER, text=(reader * 1000)[: CAP + 1])
    hidden = replace(READER, text=reader * 200 + ADVERT.text + " " + reader * 200)
    assert scorer.score(within).action is Action.PUBLISH
    assert scorer.score(within).notes == ()
    for comment in (beyond, hidden):
        verdict = scorer.score(comment)
        assert (verdict.action, verdict.notes) == (Action.HOLD, (PARTLY_READ,))
        assert verdict.label is Label.HAM
    # Where the score decides, no rule is named; it may still discard.
    held = scorer.score(replace(ADVERT, text=f"{ADVERT.text} " * 400))
    assert held.truncated
    assert (held.action, held.notes) == (Action.HOLD, ())


_loaded: list[Scorer] = []


def load_once() -> Scorer:
    if not _loaded:
        _loaded.append(load())
    return _loaded[0]


def test_documents_are_read_once(document: Callable[..., object]) -> None:
    doc = document("Call us now")
    assert getattr(doc, "hits") is getattr(doc, "hits")  # noqa: B009 - reads a cached property


def test_a_folder_may_be_named_by_a_string() -> None:
    assert load(str(default_model())).bundle.digest == load().bundle.digest


class _Says:
    """A site whose decisions add `weight` to every comment."""

    def __init__(self, weight: float) -> None:
        self.weight = weight

    def __bool__(self) -> bool:
        return True

    def learned(self, *_: object) -> Learned:
        return Learned(self.weight, 9)


def test_hints_follow_what_the_site_has_learned(scorer: Scorer) -> None:
    comment = Comment(text="Ours is https://ours.example, it was 40 euros.")
    plain = scorer.score(comment)
    assert plain.probability < 0.5
    lifted = scorer.score(comment, adaptation=_Says(4.0))
    assert lifted.probability > 0.5
    assert {reason.code for reason in plain.reasons} < {reason.code for reason in lifted.reasons}
    assert explained(lifted) + 4.0 == pytest.approx(lifted.log_odds, abs=1e-9)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("honeypot_filled", True), ("seconds_on_page", 1.0), ("user_agent", "curl/8"),
        ("referrer", "https://x.example/"), ("comment_type", "pingback"),
        ("posted_at", "1999-01-01T00:00:00Z"), ("author_ip", "203.0.113.9"),
    ],
)  # fmt: skip
def test_what_the_documentation_says_is_not_counted_is_not(
    scorer: Scorer, field: str, value: object
) -> None:
    """`docs/akismet.md`, under "What is kept". A model that counts one of them has to change it."""
    told = Comment.from_mapping({**READER.to_mapping(), field: value})
    assert scorer.score(told).log_odds == scorer.score(READER).log_odds


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("a string", "not str: Comment(text=...)"), (["a"], "not list: Comment.from_mapping"),
        ({"text": "a"}, "not dict: Comment.from_mapping"), (None, "not NoneType: Comment.from_mapping"),
    ],
)  # fmt: skip
def test_what_is_no_comment_is_refused_in_plain_words(
    scorer: Scorer, wrong: Any, told: str
) -> None:
    for asked in (
        lambda: scorer.score(wrong),
        lambda: scorer.score_many([READER, wrong]),
        lambda: scorer.probabilities([READER, wrong]),
    ):
        with pytest.raises(TypeError, match=re.escape(f"a Comment is wanted, {told}")):
            asked()


def test_a_string_is_no_sequence_of_comments(scorer: Scorer) -> None:
    with pytest.raises(TypeError, match="a Comment is wanted, not str"):
        scorer.score_many("a string")  # type: ignore[arg-type]


def test_comments_may_come_in_a_column_or_one_by_one(scorer: Scorer) -> None:
    expected = scorer.score_many([ADVERT, READER])
    assert scorer.score_many(pd.Series([ADVERT, READER])) == expected  # type: ignore[arg-type]
    assert scorer.score_many(one for one in (ADVERT, READER)) == expected  # type: ignore[arg-type]
    assert scorer.score_many(pd.Series([], dtype=object)) == []  # type: ignore[arg-type]
