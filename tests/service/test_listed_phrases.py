"""Words and phrases at word limits, in any script, disguised or not, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps import steps

from commentguard.comment import Comment
from commentguard.service.listed_phrases import PHRASE, said_in, spoken
from commentguard.storage.listed import Entry


def listed(*phrases: str) -> list[Entry]:
    return [
        Entry(n, "blog", "phrase", n, phrase, None, "", 0, None) for n, phrase in enumerate(phrases)
    ]


def found(text: str, *phrases: str, author: str = "") -> list[str]:
    return [one.words for one in spoken(listed(*phrases), Comment(text=text, author=author))]


FOUND = pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("online casino", "The best ONLINE  Casino, for you"),
        ("online casino", "online-casino"),
        ("online casino", "an online\n<b>cas</b>ino"),
        ("casino", "cаsіno, with letters that look Latin"),
        ("casino", "ｃａｓｉｎｏ"),
        ("casino", "cas\u00adi\u200bno"),
        ("Straße", "in der STRASSE"),
        ("don't", "I don't"),
        ("赌场", "网上赌场推荐"),
        ("カジノ", "オンラインカジノです"),
        ("คาสิโน", "เล่นคาสิโนออนไลน์"),
        ("казино", "Лучшее КАЗИНО!"),
        ("कसीनो", "यह कसीनो है"),
        ("caf\u00e9", "cafe\u0301"),
    ],
)


@FOUND
def test_it_is_found(phrase: str, text: str) -> None:
    assert found(text, phrase) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("casino", "casinos"),
        ("ass", "class and passage"),
        ("online casino", "casino online"),
        ("online casino", "online the casino"),
        ("की", "का के"),
        (".*", "anything"),
        ("c.sino", "casino"),
    ],
)
def test_it_is_not_found(phrase: str, text: str) -> None:
    assert found(text, phrase) == []


def test_the_name_of_the_author_is_read_but_not_across_into_the_text() -> None:
    assert found("hello", "best casino", author="The Best Casino") == ["best casino"]
    assert found("casino of mine", "best casino", author="Best") == []


WORDS = st.lists(st.from_regex(r"[^\W_]{1,8}", fullmatch=True), min_size=1, max_size=6)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_typed_it_is_found_between_other_words(
    before: list[str], phrase: list[str], after: list[str]
) -> None:
    written = " ".join(phrase)
    text = f"{' '.join(before)} {written}, {' '.join(after)}"
    if said_in(written) and len(written) <= PHRASE:
        assert found(text, written) == [written]


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=3))
def test_it_is_found_where_its_words_stand_in_a_row(text: list[str], phrase: list[str]) -> None:
    size = len(phrase)
    expected = size > 0 and any(
        text[at : at + size] == phrase for at in range(len(text) - size + 1)
    )
    # Words of several letters, which no disguise is read into.
    longer = {"a": "gardens", "b": "tomato", "c": "fence"}
    words = [" ".join(longer[one] for one in some) for some in (text, phrase)]
    assert bool(found(words[0], words[1])) == expected


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=PHRASE), max_size=4))
def test_nothing_breaks_it(text: str, phrases: list[str]) -> None:
    for one in spoken(listed(*phrases), Comment(text=text)):
        assert said_in(one.words)


def test_many_phrases_that_begin_alike_cost_no_more_than_the_text() -> None:
    comment = Comment(text="go " * 5_400)

    def work(last_words: int) -> int:
        phrases = listed(
            *(" ".join(["go"] * n + [f"word{k}"]) for n in range(1, 26) for k in range(last_words))
        )
        # The first time draws them.
        assert spoken(phrases, comment) == []
        return steps(lambda: spoken(phrases, comment))

    assert work(20) < 1.1 * work(1)
