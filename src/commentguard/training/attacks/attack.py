"""What an attack is: a change of an advert that a person reads through and a filter should not miss.

Reproducible: the chance of every change comes from the comment's own text and the attack's name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from commentguard.comment import Comment

Change = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Attack:
    """`change` rewrites a text; `kind` groups attacks that share a target.

    `pads` says that `change` needs innocent sentences, given to it by `with_sentences`.
    """

    name: str
    kind: str
    change: Change
    pads: float = 0.0

    def on(self, comment: Comment, sentences: Sequence[str] = ()) -> Comment:
        """The attacked comment; everything but the text stays as it is."""
        chance = random.Random(f"{self.name}/{comment.text}")
        text = comment.text
        if self.pads:
            text = padded(text, sentences, self.pads, chance)
        return replace(comment, text=self.change(text, chance))


def padded(text: str, sentences: Sequence[str], times: float, chance: random.Random) -> str:
    """The text somewhere among `times` its own length of sentences: not always in the middle."""
    if not sentences:
        return text
    around: list[str] = []
    while sum(map(len, around)) < max(40, int(times * len(text))):
        around.append(chance.choice(sentences))
    place = chance.randint(0, len(around))
    return " ".join((*around[:place], text, *around[place:]))


def same(text: str, chance: random.Random) -> str:
    """No change of letters: for attacks that only add."""
    del chance
    return text
