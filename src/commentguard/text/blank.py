"""Whether a text shows its readers nothing at all: white space, signs without ink, markup around nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.text.intake import admit
from commentguard.text.markup import strip

# Fillers of Hangul and the empty pattern of Braille count as letters and signs, and leave no ink.
_INK = re.compile(
    "[^\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def is_blank(text: str) -> bool:
    """Whether `text` has nothing to be read. A picture, a link and what is too long to be read whole are something."""
    first = _INK.search(text)
    if first is None:
        return True
    if first.group() not in "<&[" or "//" in text:
        return False
    intake = admit(text)
    if intake.truncated:
        return False
    markup = strip(intake.text)
    return not markup.anchors and not _INK.search(markup.text)


def to_judge(row: Mapping[str, Any]) -> Comment:
    """`Comment.to_judge`, which refuses what is empty as it stands; what only looks so it cannot know.

    Raises `DataError` where the text is blank, and names all other wrong fields too.
    """
    text, wrong = row.get("text"), []
    if isinstance(text, str) and text.strip() and is_blank(text):
        wrong.append(DataError("text is empty", field="/text"))
    try:
        comment = Comment.to_judge(row)
    except DataError as error:
        wrong.append(error)
    if wrong:
        raise DataError.together(wrong)
    return comment
