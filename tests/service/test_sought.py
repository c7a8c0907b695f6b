"""A search finds words in any order, without accents and case, and numbers however they are written."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest
from sqlalchemy import literal, or_, select
from tests.service.desk import another, arrive
from tests.steps import steps

from commentguard.service.guard import Guard
from commentguard.service.review import Filter, listed
from commentguard.service.sought import sought_words
from commentguard.storage.engine import connect
from commentguard.storage.letters import APART, composed, folded, ways
from commentguard.storage.tables import comments as table
from commentguard.storage.within import within

Form = Literal["NFC", "NFD"]

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


@pytest.mark.parametrize(
    "written",
    [
        "Zürich Café Łódź Nguyễn",
        "Йоэль Ёлка",
        "Τηλέφωνο",
        "한글 검색",
        "がっこう パン",
        "नमस्ते ज़रा",
        "שָׁלוֹם",
        "آب",
        "q̃uick",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_are_found_taken_apart_and_whole(guard: Guard, written: str, form: Form) -> None:
    comment_id = arrive(guard, another())
    text = unicodedata.normalize(form, f"On [{written}], a word")
    with guard.store.transaction() as connection:
        connection.execute(table.update().where(table.c.id == comment_id).values(text=text))
    for word in written.split():
        assert finds(guard, unicodedata.normalize("NFC", word))
        assert finds(guard, unicodedata.normalize("NFD", word))
    assert not finds(guard, f"{written[0]}absent")
    if form == "NFD" and written.startswith("Z"):
        assert finds(guard, "zurich LODZ nguyen")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_long_texts_are_read_as_short_ones(guard: Guard, form: Form) -> None:
    comment_id = arrive(guard, another())
    text = unicodedata.normalize(form, "é word " * 3000 + _TEXT + " Nguyễn שָׁלוֹם")
    with guard.store.transaction() as connection:
        connection.execute(table.update().where(table.c.id == comment_id).values(text=text))
    for words in (
        "zurich ANGSTROM",
        "lodz nguyen",
        "йоэлю",
        "[50%",
        "a\\b_c^d?*",
        "שָׁלוֹם",
        "01632960148",
    ):
        assert finds(guard, words)
    for words in ("zurichs", "a?b", "50_", "[a-z]"):
        assert not finds(guard, words)


def test_a_text_of_plain_letters_is_read_once(tmp_path: Path) -> None:
    """As a value, every side of an OR is worked out: each such text was put together in vain."""
    engine, asked = connect(f"sqlite:///{tmp_path / 'one.db'}"), list[str]()

    def noted(text: str, *_: str) -> str:
        asked.append(text)
        return text

    query = select(literal(1)).where(or_(within(literal("plain words"), "zurich")))
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.create_function("composed", 1, noted)
        raw.create_function("spelled", 2, noted)
        assert connection.scalar(query) is None
    engine.dispose()
    assert not asked


def test_no_letter_is_written_apart_unnoticed() -> None:
    noticed = re.compile(f"[{APART}]")
    for letter in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(letter)[0] not in "LM" or unicodedata.is_normalized("NFD", letter):
            continue
        for text in {letter, unicodedata.normalize("NFD", letter)}:
            stands_in_a_class = text in ways(folded(text)[:1])
            assert composed(text) == text or stands_in_a_class or noticed.search(text), hex(
                ord(letter)
            )


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
    twice, once = ("1 " * count + "x" for count in (100_000, 50_000))
    assert steps(lambda: sought_words(twice)) < 2.15 * steps(lambda: sought_words(once))
