"""Outlines say what `re` says, and no cheap question denies what its pattern would find."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.signals import shape
from commentguard.text import gibberish, links
from commentguard.text.document import Document
from commentguard.text.lexicon import spaced
from commentguard.text.outline import outline

PIECES = [
    "shop", "call", "me", "at", "dot", "com", "x", "o", "nine", "two", "zero", "one's", "qwrtp", "asdf",
    "c a l l", "v1agra", "c-a-l-l", "joan [at] shop.com", "shop (dot) com", "shop. com/a(b", "shop .com",
    "www.a.com", "@x", "07700", "900 123", "0l7", "tiles", "roof", "Leeds",
    ".", ",", ":", "\n", "  ", "\t", "/", "(", "]", "...", "é", "ß", "٣", "½", "\u00a0", "😀", "ЗВОНИ", "ａ",
]  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "", "\n", "_", "'"])), max_size=25
).map(lambda parts: "".join(a + b for a, b in parts))


@given(st.text(max_size=40))
def test_kinds_are_those_of_the_patterns(text: str) -> None:
    sketch = outline(text)
    assert len(sketch) == len(text)
    for character, kind in zip(text, sketch, strict=True):
        assert (kind == "0") == bool(re.fullmatch(r"\d", character))
        assert (kind == "a") == bool(re.fullmatch(r"[^\W\d_]", character))
        if re.fullmatch(r"\s", character):
            assert kind == ("\n" if character == "\n" else " ")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_random_letters_are_never_denied(text: str) -> None:
    doc = Document(Comment(text=text))
    lowered = gibberish._ACRONYM.sub(" ", doc.visible).lower()
    tokens = gibberish._TOKEN.findall(lowered)
    found = len(list(gibberish._RANDOM.finditer(lowered))) + sum(
        t in gibberish._KEYS for t in tokens
    )
    assert (shape._random(doc) > 0) == (found >= shape._MIN_RANDOM)


@given(st.text(max_size=40))
def test_words_are_the_same_in_either_script(text: str) -> None:
    plain = "".join(c for c in text if c.isascii())
    assert spaced(plain) == spaced(plain + "é")[:-1]


ADDRESSES = st.lists(
    st.sampled_from(["a", "shop", ".", "-", "@", "/", ":", " ", "_", "com", "co", "uk", "www.", "?x=", "é", "+", "'"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(ADDRESSES)
@settings(max_examples=500, deadline=None)
def test_addresses_are_found_where_the_pattern_alone_would_find_them(text: str) -> None:
    bare = [m.span() for m in links._around(links._BARE, "_.@/:-", text, ".aa", outline(text))]
    mail = [m.span() for m in links._around(links._EMAIL, "_.+-@", text, "@", text)]
    assert bare == [m.span() for m in links._BARE.finditer(text)]
    assert mail == [m.span() for m in links._EMAIL.finditer(text)]
