"""Words and phrases on a site's list, found in a comment at the limits of words.

No patterns: whoever writes a list is no programmer, and one bad pattern would halt the server. Words are
compared as written (case aside) and as the guard folds them, so that a disguise does not help, and a
phrase that folding reads otherwise in its sentence than alone is still found as it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from commentguard.comment import Comment
from commentguard.service.fingerprints import INVISIBLE
from commentguard.storage.listed import Entry
from commentguard.text.document import Document
from commentguard.text.transcribe import transcriber

PHRASE = 100
"""Characters of a phrase: with it every place of a text costs a bounded number of steps."""

_AUTHOR = 200
# Thai, Lao, Burmese, Khmer, Japanese and Chinese put no space between words: there each character is one.
ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{ALONE}]|[^\\s{ALONE}]+")


def _is_of_word(character: str) -> bool:
    # A vowel sign is no letter in Unicode's eyes, and without it Hindi words would be their consonants.
    return character.isalnum() or unicodedata.category(character).startswith("M")


_spaced = transcriber(lambda character: character if _is_of_word(character) else " ")


@dataclass(slots=True)
class _Node:
    """Where phrases stand after a word: what may follow, and the phrases that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    ending: list[str] = field(default_factory=list)


def said_in(text: str) -> tuple[str, ...]:
    """The words of a text as written, case and spelling of single characters aside."""
    return tuple(match.group() for match in words_in(spelling(text)))


def spelling(text: str) -> str:
    """The text in one spelling of its characters, without those that nobody sees."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return INVISIBLE.sub("", text)


def words_in(spelt: str) -> Iterator[re.Match[str]]:
    """The words of a text in this spelling, where they stand."""
    return _WORD.finditer(_spaced(spelt))


def spoken(entries: Sequence[Entry], comment: Comment) -> list[Entry]:
    """The phrases among `entries` that the comment's text or its author's name holds.

    Steps grow with the length of what is read of the text and not with the number of phrases.
    """
    if not entries:
        return []
    root = _drawn(tuple(one.words for one in entries))
    found: set[str] = set()
    for text in (comment.text, comment.author[:_AUTHOR]):
        for words in readings(text):
            _walk(root, words, found)
    return [one for one in entries if one.words in found]


def _walk(root: _Node, words: Sequence[str], found: set[str]) -> None:
    for start, word in enumerate(words):
        node = root.following.get(word)
        at = start
        while node is not None:
            found.update(node.ending)
            at += 1
            node = node.following.get(words[at]) if at < len(words) else None


@lru_cache(maxsize=64)
def _drawn(phrases: tuple[str, ...]) -> _Node:
    root = _Node()
    for phrase in phrases:
        for words in readings(phrase):
            node = root
            for word in words:
                node = node.following.setdefault(word, _Node())
            if words:
                node.ending.append(phrase)
    return root


def readings(text: str) -> set[tuple[str, ...]]:
    """A text as written and as folded; one where they are the same."""
    if not text.strip():
        return set()
    document = Document(Comment(text=text), slips=False)
    return {said_in(document.visible), said_in(document.text)}
