"""Splits: the published ones as published, our own without a group on both sides."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.training.corpora import SOURCES, Row, masked, read_public
from commentguard.training.near_duplicates import twins_across
from commentguard.training.splits import (
    VIDEOS,
    Fold,
    calibration_line,
    calibration_part,
    campaign_folds,
    first_share,
    grouped_folds,
    leave_one_video_out,
    own_video,
    pooled,
)


def rows(*texts: str, corpus: str = "sms_spam_collection", group: str = "") -> list[Row]:
    """One row a text; texts that start with ``!`` are unwanted."""
    return [
        Row(Comment(text=text), text.startswith("!"), None, corpus, n, group or masked(text))
        for n, text in enumerate(texts)
    ]


def public(folder: Path, name: str) -> list[Row]:
    return read_public(next(s for s in SOURCES if s.folder == name), folder)


def test_own_video_takes_the_first_part_of_each_class() -> None:
    video = next(iter(VIDEOS))
    made = rows("a", "!b", "c", "!d", "e", "!f", "!g", "h", "i", "j", group=video)
    fold = own_video(made)[0]
    # Six ham: four are fitted. Four spam: two are fitted (2.8, rounded down).
    assert fold.train == (0, 1, 2, 3, 4, 7)
    assert fold.test == (5, 6, 8, 9)


def test_own_video_gives_the_tests_of_the_authors(corpora: Path) -> None:
    folds = own_video(public(corpora, "youtube_tubespam"))
    assert {f.name: len(f.test) for f in folds} == {
        "Psy": 106, "KatyPerry": 106, "LMFAO": 132, "Eminem": 135, "Shakira": 112,
    }  # fmt: skip


def test_pooled_is_the_five_together_and_leaving_one_out_covers_all(corpora: Path) -> None:
    tube = public(corpora, "youtube_tubespam")
    (together,) = pooled(tube)
    assert len(together.test) == 591
    assert sorted((*together.train, *together.test)) == [row.number for row in tube]
    out = leave_one_video_out(tube)
    assert sorted(n for fold in out for n in fold.test) == [row.number for row in tube]
    assert all(len(fold.train) + len(fold.test) == len(tube) for fold in out)


def test_the_first_share_is_taken_in_file_order() -> None:
    (fold,) = first_share(rows(*"abcdefghijk"))
    assert fold.train == (0, 1, 2)
    assert fold.test == tuple(range(3, 11))


def test_grouped_folds_keep_campaigns_whole_and_both_classes_everywhere() -> None:
    made = rows(
        *(f"!Win {n % 7} cars, call {n}" for n in range(20)), *(f"see you {c}" for c in "abcdefgh")
    )
    folds = grouped_folds(made, 4)
    side = {n: fold.name for fold in folds for n in fold.test}
    assert len(side) == len(made)
    for one, two in itertools.combinations(made, 2):
        if masked(one.comment.text) == masked(two.comment.text):
            assert side[one.number] == side[two.number]
    assert all(any(not made[n].unwanted for n in fold.test) for fold in folds)


def test_grouped_folds_do_not_depend_on_the_order_of_rows() -> None:
    made = rows(*(f"text {c}{d}" for c in "abcdefg" for d in "xyz"))
    assert grouped_folds(made, 3) == grouped_folds(made[::-1], 3)


def test_campaigns_with_other_words_in_them_stay_together_too() -> None:
    advert = "!Ring this number at once and ask for your own prize, dear friend: it is a {}"
    made = rows(*(advert.format(w) for w in ("car", "boat", "house", "horse")), *"abcdefgh")
    folds = campaign_folds(made, 3)
    assert sorted(n for fold in folds for n in fold.test) == list(range(12))
    assert any({0, 1, 2, 3} <= set(fold.test) for fold in folds)


def test_no_campaign_is_divided_in_published_folds(corpora: Path) -> None:
    telegram = public(corpora, "telegram_tgspam")
    for fold in campaign_folds(telegram):
        parts = [[telegram[n] for n in side] for side in (fold.train, fold.test)]
        assert twins_across(*parts) == set()


def test_the_calibration_line_follows_the_part_of_a_row() -> None:
    made = rows(*(f"post {c}" for c in "abcdefghijklmnop"))
    fitted, held = calibration_line(made, 0.25)
    assert held == [k for k, row in enumerate(made) if row.part < 0.25]
    assert sorted((*fitted, *held)) == list(range(16))
    (fold,) = calibration_part(made, 0.25)
    assert (fold.train, fold.test) == (tuple(fitted), tuple(held))


def test_a_twin_of_a_fitted_row_does_not_calibrate() -> None:
    text = "the bees came back in april and settled in the old box by the wall"
    made = [
        Row(Comment(text=text + " again" * (k % 2)), False, None, "x", k, f"group {k}")
        for k in range(20)
    ]
    assert {row.part < 0.25 for row in made} == {True, False}
    fitted, held = calibration_line(made, 0.25)
    assert held == []
    assert fitted == [k for k, row in enumerate(made) if row.part >= 0.25]


def test_a_fold_with_a_row_on_both_sides_is_refused() -> None:
    with pytest.raises(DataError, match="both sides"):
        Fold("x", (1, 2), (2, 3))
