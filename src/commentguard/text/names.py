"""Names in running text: joined from two words, or with a verb behind them.

Whether such a name is anything to worry about is the signal's to say.
"""

from __future__ import annotations

import re

_VERBS = "is|has|was|does|keeps|lets|makes|offers|handles|sends|turns|runs|gives|takes|can|will|and|for|from"
_CALLED = "called"
# The capital first and what stands before it behind: such a pattern is searched at once.
_CAMEL = re.compile(r"[A-Z](?<![\w@/.#].)[a-z]{1,15}[A-Z][a-z]{1,15}\w{0,12}(?!\w|\.\w)")
_NAME = re.compile(
    rf"[A-Z](?:(?<=[a-z,;:] .)[a-z]{{3,20}}(?= (?:{_VERBS})\b)|(?<=\b{_CALLED} .)[a-z]{{2,20}})"
)
_FOLLOWS = re.compile(rf"(?:{_VERBS})\b")


def find_names(written: str) -> tuple[set[str], set[str]]:
    """Names of two words in one, and names with a verb, in a text as it was written."""
    return (
        {match.group() for match in _CAMEL.finditer(written)},
        {match.group() for match in _NAME.finditer(written)},
    )


def follows_name(word: str) -> bool:
    """Whether a name may stand before `word`."""
    return bool(_FOLLOWS.match(word))


def leads_to_name(word: str) -> bool:
    """Whether a name may stand behind `word`."""
    return word.endswith(_CALLED)
