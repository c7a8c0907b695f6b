"""Phrase lists in nine languages, matched in one pass.

The lists are reviewed text files (`lexicons/LANGUAGE/CLASS.txt`), one phrase a line, because
what counts as a call to action is linguistic knowledge and not code. All languages always
run: a comment is free to change language, and a guess may be wrong. Single words are the
ambiguous ones (*die*, *come*, *on*), so they count only in the guessed language.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np

from commentguard.errors import DataError
from commentguard.text.drawing import Rest, draw
from commentguard.text.folding import fold_phrase
from commentguard.text.phrasebook import Phrasebook
from commentguard.text.transcribe import transcriber

log = logging.getLogger(__name__)

DRAWN = "drawn.npz"
"""Where the graph of all phrases is kept, beside the lexicons (`make lexicons`)."""

# A hyphen inside a phrase reads as a space: "sub-for-sub".
_NOT_WORD = re.compile(r"[^\w'%#€$£@&+]|_")
_spaced = transcriber(lambda character: " " if _NOT_WORD.match(character) else character)
_NOT_PATTERN = re.compile(r"[^\w'%#€$£@&+()|*]|_")
_GROUP = re.compile(r"\(([^()]*)\)")
# What looks like a pattern and is none: a star inside a word, "?", "[a-z]".
_NO_PATTERN = re.compile(r"(?:^|[\s(|*])\*|\*[^\s)|]|\w\?|[\[\]]")
MAX_PHRASES = 2000
"""Phrases one line may stand for: a slip of the pen should not cost a megabyte."""

# Not matched in running text: looked up by their own readers.
_TABLES = frozenset({"digits", "given_names"})


def spaced(text: str) -> str:
    """`text`, same length, with a space for every character that is not part of a word.

    Two spaces in a row mean punctuation, and no phrase matches across them: *"come visit.
    Our shop"* does not hold *visit our shop*.
    """
    return _spaced(text)


def expand(line: str) -> list[str]:
    """Every phrase that a lexicon line stands for: ``(a|b|)`` are alternatives and may nest.

    Raises `DataError` on an unbalanced bracket or more than `MAX_PHRASES` phrases.
    """
    if "(" not in line and ")" not in line:
        # Nearly all lines of tables, which are expanded as a model loads.
        alone = " ".join(line.split())
        return [alone] if alone else []
    phrases, done = [line], []
    while phrases:
        phrase = phrases.pop()
        group = _GROUP.search(phrase)
        if group:
            before, after = phrase[: group.start()], phrase[group.end() :]
            phrases += [f"{before}{choice}{after}" for choice in group[1].split("|")]
        elif "(" in phrase or ")" in phrase:
            raise DataError(f"unbalanced brackets in lexicon line {line!r}")
        else:
            done.append(" ".join(phrase.split()))
        if len(done) + len(phrases) > MAX_PHRASES:
            raise DataError(f"more than {MAX_PHRASES} phrases in lexicon line {line!r}")
    return [phrase for phrase in dict.fromkeys(reversed(done)) if phrase]


def lines(language: str, name: str) -> Iterator[str]:
    """The lines of one lexicon file, without comments; nothing if there is no such file."""
    path = _folder().joinpath(language, f"{name}.txt")
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            # A line of "# 1" is a phrase ("#1"), a comment has a space behind its sign.
            bare = line.strip()
            if bare and bare != "#" and not line.startswith(("# ", "#\t")):
                yield bare


@cache
def phrases(language: str, name: str) -> frozenset[str]:
    """The folded phrases of one file, expanded: for look-ups outside running text."""
    return frozenset(fold_phrase(p) for line in lines(language, name) for p in expand(line))


def _folder() -> Traversable:
    return files("commentguard.text").joinpath("lexicons")


def _normal(line: str) -> str:
    """A line as running text would be written, its brackets, bars and stars kept.

    Once a line and not once a phrase: a line may stand for hundreds. Raises `DataError` where a
    star ends no word, or "?" or "[a-z]" ask for what lines cannot do: such a line would never
    match, and nobody would notice.
    """
    if _NO_PATTERN.search(line):
        raise DataError(
            f"a star that ends no word, or a sign of patterns, in lexicon line {line!r}"
        )
    return _NOT_PATTERN.sub(" ", fold_phrase(line))


def read_lines() -> list[Rest]:
    """The lines of all classes and languages, as `drawing` reads them."""
    return [
        (_normal(line), name, language)
        for language, name in sorted(_sources())
        for line in lines(language, name)
    ]


def digest() -> bytes:
    """Of everything that `read_lines` reads."""
    told = blake2b(digest_size=16)
    for (language, name), path in sorted(_sources().items()):
        told.update(f"\0{language}/{name}\0".encode() + path.read_bytes())
    return told.digest()


def _sources() -> dict[tuple[str, str], Traversable]:
    return {
        (folder.name, name): path
        for folder in _folder().iterdir()
        if folder.is_dir() and folder.name != "shared" and not folder.name.startswith("_")
        for path in folder.iterdir()
        if (name := path.name.removesuffix(".txt")) not in _TABLES
    }


@cache
def lexicon() -> Phrasebook:
    """The phrases of all lexicons, on first use: as they were drawn, or drawn anew where a line has been edited since."""
    drawn = _folder().joinpath(DRAWN)
    if drawn.is_file():
        with np.load(BytesIO(drawn.read_bytes())) as kept:
            if kept["digest"].tobytes() == digest():
                return Phrasebook(dict(kept))
    log.warning("lexicons have changed since they were drawn: drawing them (`make lexicons`)")
    return Phrasebook.of(draw(read_lines()))
