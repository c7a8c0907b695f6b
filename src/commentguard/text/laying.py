"""Texts of opened comments laid on one page: folded, their slips put right, their words found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from commentguard.text.folding import fold_many
from commentguard.text.opened import Opened
from commentguard.text.page import Page
from commentguard.text.shapes import Shapes, shapes
from commentguard.text.slips import put_right, said_before, slips_in
from commentguard.text.words import Found, find_words


def lay(opened: Sequence[Opened], *, slips: bool = True) -> tuple[Found, Shapes]:
    """Fold what was opened, put its slips right unless `slips` are meant, and find the words."""
    folded, page, shown = fold_many([each.visible for each in opened])
    found = find_words(page)
    corrected = False
    for row, own in groupby(slips_in(found) if slips else (), attrgetter("row")):
        one, spelled = folded[row], said_before(opened[row].comment)
        kept = [slip for slip in own if one.text[slip.start : slip.end] not in spelled]
        if kept:
            text, moved = put_right(one.text, kept)
            folded[row] = one._replace(text=text, offsets=moved.after(one.offsets))
            corrected = True
    for each, one in zip(opened, folded, strict=True):
        each.fold(one)
    if corrected:
        page, shown = Page.of([each.text for each in opened]), None
        found = find_words(page)
    return found, shown or shapes(page)
