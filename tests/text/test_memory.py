"""What is remembered is computed once, and a stranger cannot make it grow."""

from __future__ import annotations

from commentguard.text import memory
from commentguard.text.memory import Memory


def test_a_word_is_computed_once() -> None:
    asked: list[str] = []
    lengths = Memory[int](lambda word: asked.append(word) or len(word))  # type: ignore[func-returns-value]
    assert [lengths["abc"], lengths["abc"]] == [3, 3]
    assert asked == ["abc"]


def test_long_words_and_many_words_are_not_kept() -> None:
    lengths = Memory(len)
    assert lengths["a" * 16384] == 16384
    assert not lengths
    for number in range(memory._SIZE + 10):
        lengths[str(number)]
    assert len(lengths) <= memory._SIZE
