"""A finding is computed on first use, once, and for its own document."""

from __future__ import annotations

from commentguard.text.finding import Finding


class Page:
    def __init__(self, text: str) -> None:
        self.text = text
        self.reads = 0

    @Finding
    def length(self) -> int:
        """How long the text is."""
        self.reads += 1
        return len(self.text)


def test_it_is_computed_once_and_for_its_own_document() -> None:
    one, other = Page("ab"), Page("abc")
    assert [one.length, one.length, other.length] == [2, 2, 3]
    assert one.reads == 1


def test_it_keeps_its_documentation() -> None:
    assert Page.length.__doc__ == "How long the text is."
