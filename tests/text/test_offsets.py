"""Maps between derived and received text: every span must survive every stage."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.text.offsets import Builder, OffsetMap
from commentguard.verdict import Span

ODD = st.sampled_from(
    ["a", "B", "é", "ß", "\u200b", "\ud800", "\x00", "ﬁ", "①", "&amp;", "<b>", "</b>", "  ", "\n", "ｘ", "İ", "😀"]
)  # fmt: skip


def test_identity_maps_to_itself() -> None:
    assert OffsetMap().span(3, 5).cut("abcdefg") == "de"


def test_a_dropped_character_is_inside_a_span_but_never_its_end() -> None:
    out = Builder()
    out.copy("ab", 0)
    out.copy("cd", 3)
    text, offsets = out.finish()
    assert text == "abcd"
    assert offsets.span(0, 4).cut("ab\u200bcd") == "ab\u200bcd"
    assert offsets.span(0, 2).cut("ab\u200bcd") == "ab"


@given(st.lists(ODD, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_every_character_of_the_folded_text_points_into_the_comment(text: str) -> None:
    doc = Document(Comment(text=text))
    last = 0
    for at in range(len(doc.text)):
        span = doc.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= last - 8
        last = span.start


@given(st.lists(ODD, max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_words_that_were_not_changed_are_found_where_they_stand(text: str) -> None:
    doc = Document(Comment(text=text + " plainword " + text))
    at = doc.text.find("plainword")
    assert at >= 0
    assert doc.span(at, at + 9).cut(doc.comment.text) == "plainword"


@given(
    st.lists(ODD, max_size=40).map("".join),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=5),
)
def test_several_spans_are_those_asked_for_one_by_one(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    offsets = Document(Comment(text=text)).offsets
    found = offsets.spans(ranges)
    assert found == tuple(offsets.span(start, end) for start, end in ranges)
    assert all(type(one) is Span for one in found)
