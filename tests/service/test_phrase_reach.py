"""A phrase that ordinary comments have is asked about before it is listed."""

from __future__ import annotations

import asyncio

import pytest

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service import lists, phrase_reach
from commentguard.service.entries import Kind
from commentguard.service.guard import Guard
from commentguard.service.lists import DENY
from commentguard.service.receive import receive


def deny(guard: Guard, phrase: str, *, sure: bool = False) -> int:
    with guard.store.transaction() as connection:
        return lists.add(
            connection, DENY, guard.secret, "blog", Kind.PHRASE, phrase, 7, "ann", sure=sure
        )


def read(guard: Guard, *texts: str, site: str = "blog") -> None:
    for text in texts:
        asyncio.run(receive(guard, guard.directory.sites[site], Comment(text=text, author="Ann")))


@pytest.mark.parametrize("phrase", ["a", "A.", "ab", "5g", "a - b", "où"])
def test_a_phrase_of_two_letters_is_asked_about(guard: Guard, phrase: str) -> None:
    with pytest.raises(DataError, match="fewer than 3 letters") as caught:
        deny(guard, phrase)
    assert caught.value.field == "/sure"
    number = deny(guard, phrase, sure=True)
    # What stands there is not asked about again, for a new label say.
    assert deny(guard, phrase) == number


@pytest.mark.parametrize("phrase", ["赌", "ซ", "대출", "buy", "賭場"])
def test_a_word_in_its_own_writing_is_not_short(guard: Guard, phrase: str) -> None:
    assert deny(guard, phrase)


def test_what_readers_say_is_asked_about(guard: Guard) -> None:
    read(guard, "The bucket held.", "My bucket froze.", "It rained all week.", "Mine came up late.")
    read(guard, *(["One bucket is enough."] * 3), site="other")
    # Two of four are more than a tenth, and too few to say anything.
    assert deny(guard, "bucket")
    read(guard, "Mine did not.", "Mine is late, too.")
    with pytest.raises(DataError, match="would have held 3 of the 6 newest published comments"):
        deny(guard, "mine")
    # By the author's name, too, which a phrase is looked for in.
    with pytest.raises(DataError, match="held 6 of the 6"):
        deny(guard, "Ann")
    assert deny(guard, "mine", sure=True)


def test_a_tenth_is_asked_about_and_less_is_not(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrase_reach, "_FEWEST", 1)
    read(guard, "Slugs again.", *(f"Day {n} was wet here." for n in range(9)))
    with pytest.raises(DataError, match="1 of the 10"):
        deny(guard, "slugs")
    read(guard, "And the last day was dry.")
    assert deny(guard, "slugs")
