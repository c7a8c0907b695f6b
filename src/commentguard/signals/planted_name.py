"""A name planted in an otherwise pleasant comment: "ProofNest keeps your jar within half a degree".

Fluent adverts of the machine-written kind have no link, no number and no shouting. They
restate the post, then introduce a name that neither the post nor the thread has mentioned.
Names written as two words in one are how products, and hardly anything else, are called.

False positives to remember: well-known names (listed), screen names addressed to somebody,
acronyms, the post's own vocabulary, German nouns, class names, a product that the comment complains of.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.business import given_names
from commentguard.text.document import Document
from commentguard.text.lexicon import phrases
from commentguard.text.names import find_names

_CAP = 2
_BLAMED = 0.15
_PITCH = ("offer", "offer_weak", "superlative", "cta", "testimonial")


class PlantedName:
    """Names joined from two words, and names with a verb, that the thread has not mentioned."""

    name = "planted_name"
    columns = (Column("joined", sign=1), Column("named", sign=1), Column("together", sign=1))
    wakes = traces.NAME
    silent = Reading.nothing(3)

    def read(self, doc: Document) -> Reading:
        visible = doc.visible
        if visible.islower():
            return self.silent
        joined, named = find_names(visible)
        if not (joined or named) or doc.technical:
            return self.silent
        comment = doc.comment
        known = " ".join(
            (
                comment.post_title,
                comment.post_text,
                *comment.post_tags,
                comment.parent_text,
                comment.author,
                comment.parent_author,
            )
        ).casefold()
        household = phrases("shared", "household_names")
        places = {doc.text[p.start : p.end] for p in doc.places}

        def new(name: str) -> bool:
            folded = name.casefold()
            return (
                folded not in known
                and folded not in household
                and folded not in given_names()
                and folded not in places
            )

        joined = {n for n in joined if new(n)}
        named = {n for n in named if new(n)} - joined
        if doc.hits["complaint"] or doc.hits["warning"]:
            # Named to be blamed: nobody plants a name that way.
            return Reading((_BLAMED * bool(joined), 0.0, 0.0))
        told = doc.hits["first_person_report"] or doc.hits["customer"]
        praised = doc.hits.any_of(_PITCH) or bool(doc.prices and not told)
        value = min(len(joined), _CAP) / _CAP
        return Reading(
            (
                0.5 + value / 2 if joined else 0.0,
                min(len(named), _CAP) / _CAP,
                float(bool(joined or named) and praised),
            )
        )
