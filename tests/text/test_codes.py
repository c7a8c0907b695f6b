"""Lists are asked for many words at once, and say what they say of each."""

from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.text.codes import among, code
from commentguard.text.gazetteer import gazetteer
from commentguard.text.lexicon import lexicon
from commentguard.text.places import place_of, places_of

_WORDS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["leeds", "york", "call", "we", "москва", "москве", "recommended", "", "z"]
        ),
    )
)


@given(
    st.lists(st.integers(0, 2**32 - 1)),
    st.lists(st.integers(0, 2**32 - 1)),
    st.lists(st.booleans()),
)
def test_what_is_held_is_found_and_nothing_else(
    held: list[int], others: list[int], take: list[bool]
) -> None:
    sought = [one for one, taken in zip(held, take, strict=False) if taken] + others
    inside = set(held)
    in_order = array("I", sorted(inside))
    for many in (sought, sought * 20):
        assert among(many, in_order) == [one in inside for one in many]


@settings(deadline=None)  # The first one loads the lists.
@given(_WORDS, st.integers(1, 20))
def test_many_words_are_told_what_each_is_told(words: list[str], times: int) -> None:
    words = words * times
    codes = [code(word) for word in words]
    assert places_of(words, codes) == [place_of(word) for word in words]
    assert lexicon().numbers(words, codes) == [lexicon().number(word) for word in words]


def test_every_name_of_a_place_is_found() -> None:
    held = gazetteer()
    names = [line.partition(b"\t")[0].decode() for line in held._block.splitlines()[1:]]
    assert all(held.may_have([code(name) for name in names]))
    assert all(held.may_have([code(name)]) == [True] for name in names[::500])
