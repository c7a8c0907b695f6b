"""What stands on a list is meant as it was typed."""

from __future__ import annotations

from commentguard.service.listed_phrases import readings


def test_a_listed_misspelling_is_no_other_word() -> None:
    assert readings("Plese") == {("plese",)}
