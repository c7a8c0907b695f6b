"""What posts and the comments above ask for: read together for a batch, by nothing but the lexicons.

"Anyone know a sweep near Otley?" makes the number below it an answer. Posts repeat, and so do the comments that
many answer: what was read is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from commentguard.comment import Comment
from commentguard.text.hits import Hits
from commentguard.text.language import spoken_in
from commentguard.text.laying import lay
from commentguard.text.opened import Opened
from commentguard.text.words import read_found

_PARENT, _TITLE, _POST = 2000, 300, 2000
_SIZE = 2048


class Asked(NamedTuple):
    """What the comment above seeks or wants, whether it holds a question at all, and whether the post wants names."""

    above: bool
    question: bool
    post: bool


class _Text(NamedTuple):
    text: str
    lang: str


class _Said(NamedTuple):
    seeks: bool
    wants: bool


_NOTHING = _Said(seeks=False, wants=False)
_KEPT: dict[_Text, _Said] = {}


class Around:
    """The posts and the comments above those of a batch, read when one of them is asked for first."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self._comments = comments
        self._asked: list[Asked] | None = None

    def asked(self, row: int) -> Asked:
        """What stands around comment `row`."""
        if self._asked is None:
            around = [(_above(comment), _post(comment)) for comment in self._comments]
            said = _read(dict.fromkeys(chain.from_iterable(around)))
            self._asked = [
                Asked(any(said[above]), "?" in above.text, said[post].wants)
                for above, post in around
            ]
        return self._asked[row]


def _above(comment: Comment) -> _Text:
    return _Text(comment.parent_text[:_PARENT], comment.lang)


def _post(comment: Comment) -> _Text:
    return _Text(f"{comment.post_title[:_TITLE]}\n{comment.post_text[:_POST]}", comment.lang)


def _read(texts: dict[_Text, None]) -> dict[_Text, _Said]:
    said = {}
    new = []
    for each in texts:
        kept = _KEPT.get(each) if each.text.strip() else _NOTHING
        if kept is None:
            new.append(each)
        else:
            said[each] = kept
    for each, hits in zip(new, _hits(new), strict=True):
        found = _Said(bool(hits["seeking"]), bool(hits["wanted"]))
        said[each] = found
        if len(_KEPT) >= _SIZE:
            # Not the oldest one by one: other threads may be adding theirs.
            _KEPT.clear()
        _KEPT[each] = found
    return said


def _hits(texts: Sequence[_Text]) -> list[Hits]:
    if not texts:
        return []
    opened = [Opened(Comment(text=each.text, lang=each.lang)) for each in texts]
    words, _ = read_found(lay(opened)[0])
    told = words.said.languages
    return [
        Hits(
            words.said,
            row,
            spoken_in(one.text, told[row], one.comment.lang),
            one.text,
        )
        for row, one in enumerate(opened)
    ]
