"""A search finds words in any order, without accents and case, and numbers however they are written."""

from __future__ import annotations

import time

import pytest
from tests.service.desk import another, arrive

from commentguard.service.guard import Guard
from commentguard.service.review import Filter, listed
from commentguard.service.sought import sought_words
from commentguard.storage.letters import folded, ways
from commentguard.storage.tables import comments as table

_TEXT = "Café Ångström in Zürich: ЗВОНИТЕ Йоэлю, Łódź, Τηλέφωνο 01632 960-148 [50% off] a\\b_c^d?*"


def finds(guard: Guard, words: str = "", author: str = "") -> bool:
    with guard.store.engine.connect() as connection:
        return bool(listed(connection, Filter("blog", words=words, author=author)).items)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("zurich cafe", True), ("CAFÉ zürich", True), ("cafe berlin", False), ("angstrom", True),
        ("звоните иоэлю", True), ("йоэлю ЗВОНИТЕ", True), ("lodz", True), ("τηλεφωνο", True),
        ("01632960148", True), ("+01632 960148", True), ("(01632) 960.148", True), ("01632960149", False),
        ("960 01632", True), ("960148", True), ("zurich 01632960148 cafe", True), ("1632960 zurich", True),
        ("[50%", True), ("off]", True), ("50_", False), ("a\\b_c^d?*", True), ("a?b", False), ("*", True),
        ("cafe*zurich", False), ("[a-z]", False), ("cafe\u0301", True), ("\u0301", True), ("mira zurich", True),
    ],
)  # fmt: skip
def test_what_a_search_finds(guard: Guard, words: str, found: bool) -> None:
    comment_id = arrive(guard, another())
    with guard.store.transaction() as connection:
        connection.execute(
            table.update().where(table.c.id == comment_id).values(text=_TEXT, author="Mira Öz")
        )
    assert finds(guard, words) is found
    assert finds(guard, author="oz MIRA")
    assert not finds(guard, author="zurich")


def test_every_letter_stands_for_itself_and_its_capital() -> None:
    for letter in "aeiouyczsniиеηß漢1]":
        assert folded(letter)[0] in ways(folded(letter)[0])
        assert len(folded(letter)) == 1
    assert ways("ß") == "ßẞ"
    assert set("aAÄâ") <= set(ways("a"))


def test_a_search_is_taken_apart_and_bounded() -> None:
    assert sought_words("Été 01632 960 148 été x") == (
        ["ete", "x"],
        {"01632960148": ["01632", "960", "148"]},
    )
    assert sought_words("12 34 500% 2026") == (["12", "34", "500%", "2026"], {})
    words, numbers = sought_words(" ".join(f"w{k} {k:07}" for k in range(50)))
    assert (len(words), len(numbers)) == (12, 12)
    begun = time.perf_counter()
    sought_words("1 " * 100_000 + "x")
    assert time.perf_counter() - begun < 1
