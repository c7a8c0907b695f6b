"""What stands around a comment: read with others as alone, and kept within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.text import asking
from commentguard.text.asking import Around, Asked
from commentguard.text.document import Document

SILENT = Asked(above=False, question=False, post=False)
TEXTS = st.sampled_from(
    [
        "", " ", "\n", "Lovely photos.", "First!", "Why?", "Does anyone know a sweep near Otley?",
        "<b>Does anyone know</b> a sw&eacute;ep near Otley?", "Kennt jemand einen guten Klempner?",
        "Three leaks in a year. Who fixed yours? Leave names below.", "\ud800\x00?", "?" * 3000,
        "Нужен хороший сантехник, посоветуйте", "“Can anyone recommend a plumber?” they all wrote.",
    ]
)  # fmt: skip
COMMENTS = st.builds(
    Comment, text=st.just("Bert does."), lang=st.sampled_from(["", "en", "de"]),
    parent_text=TEXTS, post_title=TEXTS, post_text=TEXTS,
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    asking._KEPT.clear()


@given(st.lists(COMMENTS, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_batch_is_read_as_each_alone(comments: list[Comment]) -> None:
    asking._KEPT.clear()
    together = Around(comments)
    found = [together.asked(row) for row in range(len(comments))]
    asking._KEPT.clear()
    assert found == [Around([one]).asked(0) for one in comments]
    documents, _ = Document.many(comments)
    assert [doc.asked for doc in documents] == found
    assert [Document(one).asked for one in comments] == found


@given(COMMENTS)
@settings(max_examples=60, deadline=None)
def test_it_is_what_a_whole_document_of_them_says(comment: Comment) -> None:
    above = Document(Comment(text=comment.parent_text, lang=comment.lang)).hits
    post = f"{comment.post_title[:300]}\n{comment.post_text[:2000]}"
    wants = Document(Comment(text=post, lang=comment.lang)).hits["wanted"]
    seeks = bool(above["seeking"] or above["wanted"])
    assert Around([comment]).asked(0) == Asked(seeks, "?" in comment.parent_text, bool(wants))


def test_nothing_around_is_nothing_asked() -> None:
    assert Document(Comment(text="Does anyone know a sweep near Otley?")).asked == SILENT
    assert not asking._KEPT


def test_a_slip_of_whoever_asked_is_put_right() -> None:
    assert Around([Comment(parent_text="Does anyone knwo a sweep near Otley?")]).asked(0).above


def test_what_was_read_is_kept_and_read_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = Comment(parent_text="Does anyone know a sweep near Otley?", post_title="Soot")
    first = Around([comment]).asked(0)
    monkeypatch.setattr(asking, "lay", None)
    assert Around([comment, comment]).asked(1) == first


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_SIZE", 5)
    comments = [Comment(parent_text=f"Anyone know roofer {k}?") for k in range(12)]
    around = Around(comments)
    assert all(around.asked(row).question for row in range(12))
    assert 0 < len(asking._KEPT) <= 5
