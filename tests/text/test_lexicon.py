"""Phrase lists: well-formed, folded, matched whole, quiet in the wrong language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import commentguard.text
from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.text.document import Document
from commentguard.text.hits import Hits
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import _normal, expand, lexicon, lines

FOLDER = Path(commentguard.text.__file__).parent / "lexicons"
FILES = sorted(FOLDER.glob("*/*.txt"))


def matched(text: str) -> Hits:
    return Document(Comment(text=text)).matched


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_line_expands_and_none_is_there_twice(path: Path) -> None:
    found = list(lines(path.parent.name, path.stem))
    assert found
    assert [line for line, n in Counter(found).items() if n > 1] == []
    for line in found:
        assert expand(line)


def test_every_language_has_the_classes_that_speak_for_and_against() -> None:
    for language in LANGUAGES:
        have = {p.stem for p in (FOLDER / language).glob("*.txt")}
        assert {"cta", "offer", "contact", "trade", "function_words", "seeking", "warning"} <= have


@pytest.mark.parametrize("line", ["(a|b", "a|b)", "(" * 3])
def test_unbalanced_lines_are_refused(line: str) -> None:
    with pytest.raises(DataError):
        expand(line)


@pytest.mark.parametrize(
    "line", ["holi*day in", "a * b", "*", "walk*(s|ed)", "(a|*)", "b**", "uggs?", "no [a-z]+"]
)
def test_what_would_never_match_is_refused(line: str) -> None:
    with pytest.raises(DataError):
        _normal(line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("our holidays in the caravan", "itinerary"),
        ("online casinos im test", "scam"),
        ("einzigartiges angebot", "superlative"),
        ("изменили мою жизнь", "testimonial"),
        ("модераторы удалите", "disclosure"),
    ],
)
def test_a_star_inside_a_phrase_stands_for_any_ending(text: str, name: str) -> None:
    hits = Document(Comment(text=text)).hits[name]
    assert max(hit.end - hit.start for hit in hits) > len(max(text.split(), key=len))


def test_alternatives_may_nest_and_be_empty() -> None:
    assert set(expand("a (b (c|d)|) e")) == {"a b c e", "a b d e", "a e"}


def test_whole_words_only_and_never_across_punctuation() -> None:
    assert matched("visit our shop")["cta"]
    assert not matched("revisit our shopping")["cta"]
    assert not matched("a short visit. our shop")["cta"]


def test_single_words_count_in_their_own_language_only() -> None:
    batch, row = Document(Comment(text="anrufen")).read
    said = batch.words.said
    assert Hits(said, row)["contact"]
    assert not Hits(said, row, "en")["contact"]
    assert Hits(said, row, "de")["contact"]


def test_lexicons_that_were_edited_are_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = lexicon().arrays()
    monkeypatch.setattr("commentguard.text.lexicon.digest", lambda: bytes(16))
    drawn = lexicon.__wrapped__().arrays()
    assert all(np.array_equal(drawn[name], kept[name]) for name in drawn)
