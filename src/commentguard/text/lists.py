"""Runs of short items: keyword lists, and the honest lists they must be told from.

A run is a stretch of items between commas, bars or line breaks, each of one to four words
and without the grammar of a sentence. What surrounds it (a header, an announcement such as
*ingredients*, a question) is noted for the signal to weigh.

Written as one pass over separators: a first draft as a single pattern was quadratic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from commentguard.text.hits import Hits
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import phrases

Int = NDArray[np.int64]

# One set of signs first, their conditions behind: such a pattern is searched at once. Only where
# there is a slash must every space be looked at.
_SEPARATOR = re.compile(r"[,;|•·\n\t،、!?:.](?:(?<![:.])|(?<=:)(?=\s|$)|(?<=[^\d\W]\.)(?=\s|$))")
_SEPARATOR_OR_SLASH = re.compile(rf"[,;|•·\n\t،、]|\s/\s|{_SEPARATOR.pattern}")
_HASHTAG = re.compile(r"(?<![\w#&])#[^\W\d_]\w{1,40}")
_WORD = re.compile(r"[^\W_][\w'\-&+.]*")
BREAKS = frozenset(":.!?")
# Those of ASCII, keep with the separators that are no breaks.
_BETWEEN = b",;|\n\t"

MIN_ITEMS = 4
MIN_ANNOUNCED = 3
"""Items behind a header; in prose three short pieces are no list of anything."""
_MIN_TAGS = 3
MAX_ITEM_CHARS, AROUND = 40, 5
"""Characters of an item; of a separator, a space at either end, and a sign outside ASCII that may be cut off with its
stop."""
MAX_ITEM_WORDS = 4
_MAX_INTRODUCTION = 9
# A first person or a question this near turns a list into a reader's list.
_NEAR = 80
_FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|i've|my|we|our|mi|yo|ich|mein|meine|je|mes|mon|ma|eu|minha|meu|ik|mijn|io|mio|mia|я|мой|мои|у меня|saya|aku)\b"
)


@dataclass(frozen=True, slots=True)
class KeywordRun:
    """A run of `count` items at [start, end) of the folded text, header excluded.

    Shares are in [0, 1]: `function_share` of its words, `text_share` of the comment's
    characters, `redundancy` of items that repeat a word of another item,
    `compound` of items of two words or more. `header` says that
    a word such as *Labels* announces it, `reader` one such as *ingredients*; `personal` that a
    first person or a question stands near, `introduced` that a clause and a colon lead to it.
    """

    start: int
    end: int
    count: int
    function_share: float
    text_share: float
    redundancy: float
    compound: float
    header: bool
    reader: bool
    personal: bool
    introduced: bool = False
    hashtags: bool = False


def find_tags(text: str) -> tuple[KeywordRun, ...]:
    """The hashtags of a text as one run, if there are at least three."""
    tags = list(_HASHTAG.finditer(text))
    if len(tags) < _MIN_TAGS:
        return ()
    start, end = tags[0].start(), tags[-1].end()
    share = sum(len(t.group()) for t in tags) / max(1, len(text))
    run = KeywordRun(
        start, end, len(tags), 0.0, share, 0.0, 0.0, False, False, False, hashtags=True
    )
    return (run,)


def find_runs(
    text: str, least: int, hits: Callable[[], Hits], language: Callable[[], str]
) -> tuple[KeywordRun, ...]:
    """Runs of `MIN_ITEMS` items and more, and behind a header from `MIN_ANNOUNCED` on.

    `least` is the smaller of the two where a header may be there; `hits` and `language` are those of the
    text, if they are needed.
    """
    found: list[KeywordRun] = []
    if text.isascii() and "/" not in text:
        # Between two items stands a sign that ends no run. They are counted in C.
        raw = text.encode("ascii")
        if len(raw) - len(raw.translate(None, _BETWEEN)) < least - 1:
            return ()
    separator = _SEPARATOR_OR_SLASH if "/" in text else _SEPARATOR
    cuts = [m.span() for m in separator.finditer(text)]
    if len(cuts) < least - 1 or not _may_list(text, cuts, least):
        return ()
    stop = _function_words(language())
    run: list[tuple[int, int, list[str]]] = []
    function_words = 0
    header_end = -1

    def close() -> None:
        nonlocal run, function_words, header_end
        if not run:
            header_end = -1
            return
        if len(run) >= least:
            header = header_end >= 0 and hits().near("list_header", header_end - 1, header_end, 12)
            if header or len(run) >= MIN_ITEMS:
                found.append(
                    _describe(text, run, function_words, header_end, hits(), header=header)
                )
        run, function_words, header_end = [], 0, -1

    start = 0
    for cut, after in (*cuts, (len(text), len(text))):
        sign = text[cut : cut + 1]
        piece = text[start:cut].lstrip()
        at, start = cut - len(piece), after
        item = piece.rstrip()
        if not item:
            # A blank line or a doubled comma is a gap in the list, not its end.
            continue
        # A long item is none, whatever its words; only a clause before a colon is longer.
        if len(item) > MAX_ITEM_CHARS and sign != ":":
            close()
            continue
        words = _WORD.findall(item)
        if sign == ":" and len(words) <= _MAX_INTRODUCTION:
            close()
            header_end = cut
            continue
        functional = sum(map(stop.__contains__, words))
        listed = (
            0 < len(words) <= MAX_ITEM_WORDS
            and len(item) <= MAX_ITEM_CHARS
            and functional * 3 <= len(words)
        )
        if not listed:
            # The last item before the list often carries the end of a sentence.
            close()
            continue
        run.append((at, at + len(item), words))
        function_words += functional
        if sign in BREAKS and sign:
            close()
    close()
    return tuple(found)


def _may_list(text: str, cuts: list[tuple[int, int]], least: int) -> bool:
    """Whether `least` pieces in a row are short enough to be items, and no mark ends them before.

    White space around an item does not count towards its length; in a folded text there is one
    space at either end at the most.
    """
    start = row = 0
    for cut, after in cuts:
        row = row + 1 if cut - start <= MAX_ITEM_CHARS + 2 else 0
        if row >= least:
            return True
        # Behind nothing, a mark ends nothing.
        if row and text[cut] in BREAKS and text[start:cut].strip():
            row = 0
        start = after
    return row >= least - 1 and len(text) - start <= MAX_ITEM_CHARS + 2


def _describe(
    text: str,
    run: list[tuple[int, int, list[str]]],
    function_words: int,
    header_end: int,
    hits: Hits,
    *,
    header: bool,
) -> KeywordRun:
    start, end = run[0][0], run[-1][1]
    header_at = header_end if header_end >= 0 else start
    words = [word for _, _, item in run for word in item]
    counts = Counter(
        word[:6] for _, _, item in run for word in {w[:6] for w in item} if len(word) > 3
    )
    repeated = sum(any(counts[w[:6]] > 1 for w in item) for _, _, item in run)
    around = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
    return KeywordRun(
        start,
        end,
        len(run),
        function_words / max(1, len(words)),
        (end - start) / max(1, len(text)),
        repeated / len(run),
        sum(len(item) > 1 for _, _, item in run) / len(run),
        header=header,
        reader=hits.near("list_reader", header_at - 40, header_at, 0),
        personal="?" in around or bool(_FIRST_PERSON.search(around)),
        introduced=header_end >= 0,
    )


@cache
def _function_words(language: str) -> frozenset[str]:
    wanted = (language,) if language in LANGUAGES else LANGUAGES
    return frozenset[str]().union(*(phrases(code, "function_words") for code in wanted))
