"""No trace denies what a finding or a signal would find, for one text and for many."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.signals import SIGNALS
from commentguard.text import disguise, folding, links, numbers, traces
from commentguard.text.document import Document
from commentguard.text.outline import outline
from commentguard.text.page import Page
from commentguard.text.shapes import shapes

FINDINGS = ("prices", "links", "places", "numbers", "runs", "quotes", "speaker")
PIECES = [
    "shop", "call", "me", "at", "dot", "com", "x", "o", "nine", "two", "zero", "one's", "qwrtp", "asdf",
    "c a l l", "v1agra", "c-a-l-l", "joan [at] shop.com", "shop (dot) com", "shop[.]com", "shop( . )com", "joan{ titik }", "shop. com/a(b", "shop .com",
    "www.a.com", "@x", "07700", "900 123", "0l7", "0l7 0o0 l23", "tiles", "roof", "Leeds", "York", "Milton Keynes",
    "ЗВОНИ", "ａ", "Москве", "ProofNest keeps", "called Zorb", "and Mirax is", "our", "we", "they", "£20", "5 ₽",
    "visit my shop", "labels", "roof repair", "slate roofs", "#one", "#two", "tiles, roofs, slates", "a / b / c",
    ".", ",", ":", "\n", "  ", "\t", "/", "(", "]", "...", "é", "ß", "٣", "½", "\u00a0", "😀", "👉", '"', "'", "…", "、",
]  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", "", "\n", "_", "'"])), max_size=25
).map(lambda parts: "".join(a + b for a, b in parts))
BATCHES = st.lists(TEXTS, min_size=2, max_size=10)


def asked(doc: Document) -> Document:
    """The same document, which every finding and signal looks for everything in."""
    anew = Document(doc.comment)
    Document.traces.keep(anew, traces.EVERYTHING)
    return anew


def check(doc: Document) -> None:
    open_minded = asked(doc)
    for name in FINDINGS:
        if name != "speaker":
            assert getattr(doc, name) == getattr(open_minded, name), name
    for signal in SIGNALS:
        found = signal.read(open_minded)
        if doc.traces & signal.wakes:
            assert signal.read(doc) == found, signal.name
        else:
            assert signal.silent == found, signal.name


@given(BATCHES)
@settings(max_examples=100, deadline=None)
def test_nothing_is_denied_in_a_batch(texts: list[str]) -> None:
    for doc in Document.many([Comment(text=text) for text in texts])[0]:
        check(doc)


@given(TEXTS, st.sampled_from(PIECES), st.sampled_from(["", "Leeds Roofing 24"]))
@settings(max_examples=150, deadline=None)
def test_nothing_is_denied_alone(text: str, title: str, author: str) -> None:
    check(Document(Comment(text=text, author=author, post_title=title, parent_text=title)))


@given(BATCHES)
@settings(max_examples=100, deadline=None)
def test_documents_read_together_are_those_read_alone(texts: list[str]) -> None:
    comments = [Comment(text=text) for text in texts]
    for doc, comment in zip(Document.many(comments)[0], comments, strict=True):
        alone = Document(comment)
        assert (doc.text, doc.offsets, doc.disguises) == (
            alone.text,
            alone.offsets,
            alone.disguises,
        )
        assert doc.capitals == alone.capitals
        assert doc.language == alone.language


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_shapes_are_never_denied(text: str) -> None:
    folded = text.lower()
    page = Page.of([folded])
    found = traces.together(shapes(page).by_text.item(0))
    if disguise._APART.search(folded):
        assert found & traces.SET_APART
    if disguise._LEET_INSIDE.search(folded):
        assert found & traces.LEET
    if folding._SPACE.search(folded):
        assert found & (traces.SPACES | traces.TAB)
    for pattern in (
        links._BARE,
        links._URL,
        links._HANDLE,
        links._BRACKETED_AT,
        links._BRACKETED_DOT,
    ):
        if pattern.search(folded) and "." in folded + "@":
            assert found & traces.LINK or not links.find_links(
                folded,
                traces.EVERYTHING & ~(traces.SPOKEN_AT | traces.SPOKEN_DOT),
                lambda: outline(folded),
            )


@pytest.mark.parametrize(
    "text", ["07700 900 123", "0 7 7 0 0 9 0 0 1 2 3", "o77oo 9oo l23", "l0l0l0l0", "0.7.7.0-0 9 0"]
)
def test_no_number_is_passed_over_before_it_is_read(text: str) -> None:
    if numbers._CANDIDATE.search(text):
        assert numbers._DENSE.search(text)
    leet = numbers._LEET.search(text)
    if leet and sum(map(str.isdigit, leet.group())) >= 4:
        assert numbers._MIXED.search(text)
        parts = re.split(r"[ .\-]", leet.group())
        if any(any(map(str.isdigit, part)) and not part.isdigit() for part in parts):
            assert numbers._BESIDE.search(text)


def test_classes_have_traces_of_their_own() -> None:
    assert traces.said("cta", "offer") == traces.said("cta") | traces.said("offer")
    assert not traces.said("cta") & (traces.said("offer") | traces.LINK | traces.POST)


def test_every_trace_has_a_bit_of_its_own_and_kernels_have_those_they_can_write() -> None:
    single = {
        name: bit
        for name, bit in vars(traces).items()
        if name.isupper() and isinstance(bit, int) and bit.bit_count() == 1
    }
    assert len(set(single.values())) == len(single)
    assert all(bit < traces.DISGUISE for bit in (traces.ANNOUNCED, traces.LIST, traces.MARKS))
    assert max(traces.ANNOUNCED, traces.LIST, traces.PLACE, traces.MARKS) < 1 << 31
    three = Document(Comment(text="stoves, slates, tiles"))
    assert not three.traces & traces.ANNOUNCED
    assert not three.traces & traces.DISGUISE
