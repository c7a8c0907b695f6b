"""Windows read again: which, as what comment, and what of it shows in verdicts."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.scoring.again import LONGEST, MOST_WINDOWS, Again, alone, loudest
from commentguard.scoring.bundle import FORMAT, load
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
from commentguard.text.document import Document
from commentguard.verdict import Verdict

ONCE = Scorer(replace(load(default_model(), prove=False), again=Again()))
# Without a price, so that a window which says more than its comment always speaks for it.
AGAIN = Scorer(
    replace(ONCE.bundle, again=Again(3, 0.0, 9.0), segment_discount=0.0, segment_penalty=0.0)
)
READER = "We walked along the canal and the children counted the ducks again. "
ADVERT = (
    "We offer slate roofing in Leeds, Bradford and Wakefield. Call us now on 01632 960 148 for a "
    "free quote, unbeatable prices. "
)
ASKS = "Does anybody know why? I have no connection with them, sadly, and my mother was cheated. "
PADDED = Comment(text=READER * 6 + ADVERT + ASKS * 4, author="Ruth")
PIECES = st.lists(
    st.sampled_from(
        [READER, ADVERT, ASKS, "<b>Call us now</b> &amp; ring! ", "\u200b", "\n", "😀 ", "ﬁne ﬂats. ",
         "<a href='http://pills.example'>cheap pills</a> ", "Ｃａｌｌ ｕｓ ｎｏｗ! "]
    ),
    max_size=24,
).map("".join)  # fmt: skip


def explained(verdict: Verdict) -> float:
    reasons = sum(reason.weight for reason in verdict.reasons)
    return verdict.bias + reasons + sum(clue.weight for clue in verdict.clues) + verdict.rest


def test_the_loudest_of_each_comment_are_chosen_in_order() -> None:
    rows = np.array([0, 0, 0, 2, 2, 3])
    plain = np.array([0.0, 9.0, 1.0, 5.0, 1.5, 3.0, 2.0, 0.5, 4.0, 2.5])
    assert loudest(rows, plain, Again(2, 1.0, 4.0)).tolist() == [1, 2, 4]
    assert loudest(rows, plain, Again(9, 1.0, 6.0)).tolist() == [1, 2, 0, 4, 5]
    assert loudest(rows[:0], plain, Again(2, 1.0, 4.0)).tolist() == []


def test_of_windows_that_only_rounding_tells_apart_the_first_is_chosen() -> None:
    plain = np.array([0.0, 2.0, 2.0 + 1e-12])
    assert loudest(np.array([0, 0]), plain, Again(1, 1.0, 4.0)).tolist() == [0]


def test_a_window_is_the_comment_with_another_text() -> None:
    document = Document(PADDED)
    window = alone(document, 10, 40)
    assert window is not None
    assert window.begin == 10
    assert window.comment == replace(PADDED, text=PADDED.text[10:40])


def test_a_window_has_the_tags_and_entities_that_open_it() -> None:
    text = "Hi. <a href='http://pills.example'>Cheap pills</a> &amp; more"
    document = Document(Comment(text=text))
    at = document.text.index("cheap"), document.text.index("&")
    window = alone(document, at[0], at[1])
    assert window is not None
    assert window.comment.text == text[4 : text.index("</a>") + 5]
    assert Document(window.comment).anchors[0].url == "http://pills.example"
    window = alone(document, at[1], len(document.text))
    assert window is not None
    assert window.comment.text == "&amp; more"
    window = alone(Document(Comment(text="&amp; more")), 0, 3)
    assert window is not None
    assert (window.comment.text, window.begin) == ("&amp; m", 0)


def test_a_window_of_marks_that_nobody_sees_is_not_read_again() -> None:
    text = "Call" + "\u200b" * LONGEST + " us now"
    assert alone(Document(Comment(text=text)), 0, 11) is None
    assert alone(Document(Comment(text=text)), 5, 11) is not None


def test_readers_around_an_advert_do_not_speak_for_it() -> None:
    whole, again = ONCE.score(PADDED), AGAIN.score(PADDED)
    assert again.log_odds > whole.log_odds + 1
    assert again.view == "segment"
    # What wins is what the window says as a comment.
    by_itself = ONCE.score(replace(PADDED, text=again.view_span.cut(PADDED.text)))
    assert by_itself.view == "whole"
    assert again.log_odds == pytest.approx(by_itself.log_odds, abs=1e-9)
    assert {r.code: r.weight for r in again.reasons} == pytest.approx(
        {r.code: r.weight for r in by_itself.reasons}
    )
    assert again.together == pytest.approx(by_itself.together)


def test_evidence_is_shown_where_it_stands() -> None:
    found, alone_ = AGAIN.score(PADDED), ONCE.score(Comment(text=ADVERT, author="Ruth"))
    shown = {span.cut(PADDED.text) for reason in found.reasons for span in reason.spans}
    assert {s.cut(ADVERT) for r in alone_.reasons for s in r.spans} <= shown
    for clue in found.clues:
        for span in clue.spans:
            assert span.cut(PADDED.text).lower() == clue.token
            assert found.view_span.start <= span.start < span.end <= found.view_span.end
    assert found.sentence is not None
    assert found.sentence.span.cut(PADDED.text).strip() in ADVERT


def test_kinds_stay_with_their_comments() -> None:
    comments = [PADDED, Comment(text=READER), Comment(text=ADVERT), PADDED]
    chances = AGAIN.probabilities(comments)
    for verdict, expected in zip(AGAIN.score_many(comments), chances.tolist(), strict=True):
        assert list(verdict.probabilities.values()) == pytest.approx(expected)


def test_a_price_is_paid() -> None:
    bundle = replace(AGAIN.bundle, segment_discount=0.4, segment_penalty=0.5)
    own, paying = AGAIN.score(PADDED), Scorer(bundle).score(PADDED)
    whole = Scorer(replace(bundle, segment_penalty=99.0)).score(PADDED)
    assert whole.view == "whole"
    expected = whole.log_odds + 0.6 * (own.log_odds - whole.log_odds) - 0.5
    assert paying.log_odds == pytest.approx(expected, abs=1e-9)
    assert paying.penalty == pytest.approx(own.log_odds - paying.log_odds)
    assert explained(paying) == pytest.approx(paying.log_odds, abs=1e-9)


def test_what_is_an_advert_as_a_whole_is_not_read_again() -> None:
    low = Scorer(replace(AGAIN.bundle, again=Again(3, 0.0, -9.0)))
    assert low.score(PADDED).view == "whole"
    assert low.score(PADDED).log_odds < AGAIN.score(PADDED).log_odds


def test_no_window_wins_by_the_signals_of_the_whole() -> None:
    deaf = Scorer(replace(AGAIN.bundle, again=Again(3, 99.0, 9.0)))
    comment = Comment(text=ADVERT * 3 + READER * 12)
    assert ONCE.score(comment).view == "segment"
    assert deaf.score(comment).view == "whole"


@given(st.lists(PIECES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_everything_adds_up_alone_and_together(texts: list[str]) -> None:
    comments = [Comment(text=text) for text in texts]
    log_odds = AGAIN.log_odds(Encoder().encode(comments))
    chances = AGAIN.probabilities(comments)
    for k, (verdict, comment) in enumerate(zip(AGAIN.score_many(comments), comments, strict=True)):
        assert explained(verdict) == pytest.approx(verdict.log_odds, abs=1e-9)
        assert verdict.log_odds == pytest.approx(log_odds[k], abs=1e-9)
        assert verdict.probability == pytest.approx(1 - chances[k, 0])
        alone_ = AGAIN.score(comment)
        assert alone_.log_odds == pytest.approx(verdict.log_odds, abs=1e-9)
        assert alone_.view_span == verdict.view_span
        spans = [span for reason in verdict.reasons for span in reason.spans]
        spans += [span for clue in verdict.clues for span in clue.spans]
        assert all(0 <= start < end <= len(comment.text) for start, end in spans)
        assert 0 <= verdict.view_span.start <= verdict.view_span.end <= len(comment.text)


def test_it_is_kept_with_a_model(tmp_path: Path) -> None:
    saved = AGAIN.bundle.save(tmp_path / "again")
    assert saved.again == AGAIN.bundle.again
    assert f'"format": {FORMAT}' in (tmp_path / "again" / "bundle.json").read_text("utf-8")
    assert ONCE.bundle.save(tmp_path / "once").again == Again()


@pytest.mark.parametrize(
    "told",
    [
        {"most": 0},
        {"most": MOST_WINDOWS + 1},
        {"most": 2.5},
        {"above": inf},
        {"below": nan},
        {"below": "4"},
    ],
)
def test_what_is_out_of_bounds_is_refused(told: dict[str, str | float]) -> None:
    with pytest.raises(DataError):
        Again.read({"most": 3, "above": 1.0, "below": 4.0, **told})
