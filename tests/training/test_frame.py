"""One frame for all corpora: every column checked, order in time, provenance that finds the row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.training.own import training_half

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.training.corpora import SOURCES, Row, read_public
from commentguard.training.frame import SCHEMA, frame
from commentguard.verdict import Label

OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def rows() -> list[Row]:
    dates = ["2015-03-01", "", "2014-01-01", "2015-03-01"]
    return [
        Row(Comment(text=f"t{n}", posted_at=date, lang="en"), n == 1, None if n == 1 else Label.HAM, "x", n, "g")
        for n, date in enumerate(dates)
    ]  # fmt: skip


def test_order_counts_in_time_and_is_missing_without_a_date() -> None:
    made = frame(rows())
    assert made["order"].astype(object).where(made["order"].notna(), None).tolist() == [
        1,
        None,
        0,
        2,
    ]
    assert made["provenance"].str.startswith("x:0:").tolist() == [True, False, False, False]
    assert set(made.columns) == set(SCHEMA.columns)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda r: replace(r, unwanted=True),
        lambda r: replace(r, number=1),
        lambda r: replace(r, number=-1),
        lambda r: replace(r, corpus=""),
        lambda r: replace(r, weight=-1.0),
    ],
)
def test_what_is_wrong_is_refused(wrong: object) -> None:
    assert callable(wrong)
    first, *rest = rows()
    with pytest.raises(DataError, match="not a frame"):
        frame([wrong(first), *rest])


def test_our_own_comments_pass() -> None:
    made = frame(training_half())
    assert {"ham", "promotional", "spam"} == set(made["label"])


@pytest.mark.parametrize("name", [source.folder for source in SOURCES])
def test_every_public_corpus_passes(name: str, corpora: Path) -> None:
    made = frame(read_public(next(s for s in SOURCES if s.folder == name), corpora))
    assert (made["corpus"] == name).all()
    assert made["order"].notna().sum() == (made["posted_at"] != "").sum()
