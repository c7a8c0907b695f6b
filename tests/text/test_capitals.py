"""Capitals: places and shares are those of plain Python, for texts of which much was folded as well."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.text import traces
from commentguard.text.capitals import capital_share
from commentguard.text.document import Document
from commentguard.text.page import DOUBTFUL, SEPARATOR

TEXTS = st.lists(
    st.text("aBc dÉéЖж.\n_'1ⒶⒶ\u00ad\t  ﬁ", max_size=30).map(lambda t: t.replace(DOUBTFUL, "")),
    min_size=1,
    max_size=6,
)


def plain(doc: Document) -> list[int]:
    """Where words of the folded text begin with a capital as written."""
    cased = doc.cased
    if doc.kept:
        return [
            at
            for at, c in enumerate(cased)
            if c.isupper() and c.isalnum() and not re.match(r"\w", (SEPARATOR + cased)[at])
        ]
    begins = {m.start() for m in re.finditer("[^ ]+", doc.spaced)}
    return [at for at, c in enumerate(cased) if c.isupper() and c.isalnum() and at in begins]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_capitals_stand_where_plain_python_finds_them(texts: list[str]) -> None:
    for doc in Document.many([Comment(text=text) for text in texts])[0]:
        assert doc.capitals == plain(doc)
        # Alone, letters in fancy dress have no share, and are loud for the trace.
        assert doc.traces & traces.CAPITALS or capital_share(doc.cased) <= 0.2


@pytest.mark.parametrize("text", ["A " * 8192, "Ж " * 5000, "A" * 16384, "", "A"])
def test_the_longest_and_the_shortest_texts_fit(text: str) -> None:
    for doc in Document.many([Comment(text=text), Comment(text=text)])[0]:
        assert doc.capitals == plain(doc)
