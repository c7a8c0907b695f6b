"""The families of augmentation, and training rows with changed copies of some of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from commentguard.training.augment import contacts, letters, structure
from commentguard.training.corpora import Row
from commentguard.training.padding import innocent_sentences

Change = Callable[[str, random.Random], str]

FAMILIES: dict[str, Change] = {
    "cyrillic": letters.cyrillic,
    "accented": letters.accented,
    "marked": letters.marked,
    "symbols": letters.symbols,
    "broken": letters.broken,
    "slips": letters.slips,
    "tagged": structure.tagged,
    "reported": structure.reported,
    "contacts": contacts.rewritten,
}


def augmented(rows: Sequence[Row], copies: float, seed: int = 1) -> list[Row]:
    """Changed copies of a share `copies` of the rows, ham and unwanted alike, at half their weight.

    Ham is changed as often as adverts are: otherwise a disguise itself would be what is learned,
    and readers with odd keyboards would pay for it. A copy keeps its group, so it never crosses
    a line that its original does not cross. One family in ten is sentences in between.
    """
    sentences = innocent_sentences([row.comment for row in rows if not row.unwanted])
    found = []
    for row in rows:
        chance = random.Random(f"{seed}/{row.corpus}/{row.number}/{row.comment.text}")
        if chance.random() >= copies:
            continue
        text = row.comment.text
        if row.unwanted and chance.random() < 0.1:
            text = structure.interleaved(text, sentences, chance)
        else:
            text = FAMILIES[chance.choice(sorted(FAMILIES))](text, chance)
        if text != row.comment.text:
            comment = replace(row.comment, text=text)
            found.append(replace(row, comment=comment, weight=row.weight / 2))
    return found
