"""Keyword lists written for search engines.

Blog platforms show *labels* below a post; sellers write their own below a comment, towns and
services in every combination, so that the page ranks for them. Since 2006 and still.

False positives to remember: symptom lists in a personal question, ingredients, packing
lists, exercise plans, sightings, authors of a study, settings. They are announced for readers,
stand in a sentence, or belong to a first person.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.lists import KeywordRun
from commentguard.verdict import Code

# The formula and its constants were measured on hand-written lists (docs/signals.md): five
# items are any list, fifteen are a list written for machines.
_FREE_ITEMS, _SPAN_ITEMS = 5, 10
_MAX_FUNCTION_SHARE = 0.25
_FIRE = 0.5
# Too short to say by itself; on a comment that is held for more, it is what it looks like.
_HINT = 0.15
_ALIKE = 0.3


class LabelStuffing:
    """How much the worst run of short items reads like a keyword list."""

    name = "label_stuffing"
    columns = (Column("listed", Code.LABEL_STUFFING), Column("hashtags", Code.LABEL_STUFFING))
    wakes = traces.RUN
    silent = Reading.nothing(2)

    def read(self, doc: Document) -> Reading:
        runs = doc.runs
        if runs and doc.technical:
            # Matrices and parameter lists are as telegraphic as searches, and nobody's keywords.
            runs = tuple(run for run in runs if run.header)
        if not runs:
            return self.silent
        listed = max((stuffing(run) for run in runs if not run.hashtags), default=0.0)
        tags = max((_hashtags(run) for run in runs if run.hashtags), default=0.0)
        spans = tuple(
            doc.span(run.start, run.end)
            for run in runs
            if (_hashtags(run) if run.hashtags else stuffing(run)) >= _FIRE
        )
        if not spans:
            short = tuple(
                doc.span(run.start, run.end)
                for run in runs
                if not run.hashtags and stuffing(run) >= _HINT
            )
            if not short:
                return Reading((listed, tags))
            code = Code.LABEL_STUFFING
            return Reading((listed, tags), {code: short}, faint=(code,))
        return Reading((listed, tags), {Code.LABEL_STUFFING: spans}, (Code.LABEL_STUFFING,))


def stuffing(run: KeywordRun) -> float:
    """From 0 (a list for readers) to 1 (a list for search engines)."""
    length = min(1.0, max(0, run.count - _FREE_ITEMS) / _SPAN_ITEMS)
    telegraphic = max(0.0, 1 - run.function_share / _MAX_FUNCTION_SHARE)
    value = length * telegraphic * (0.5 + 0.5 * run.text_share)
    if run.count > 3 and not run.reader:
        # "slate roofer, flat roof, roof repair": the same nouns over and over.
        value += 0.5 * run.redundancy * telegraphic * min(1.0, (run.count - 3) / 4)
    if run.count > _FREE_ITEMS and not (run.reader or run.personal or run.introduced):
        # Readers list things, sellers list searches: "carpet steam cleaning", not "carpet".
        value += 0.4 * run.compound * telegraphic * min(1.0, (run.count - _FREE_ITEMS) / 3)
    if run.introduced and not run.header and run.redundancy < _ALIKE:
        # "Here are the ciders I know:": a list that a sentence leads to answers somebody.
        value *= 0.5
    if run.header:
        return min(1.0, value + 0.25 + 0.05 * run.count)
    if run.reader:
        value *= 0.3
    if run.personal:
        value *= 0.5
    return min(1.0, value)


def _hashtags(run: KeywordRun) -> float:
    return min(1.0, run.count / 10) if run.count >= 5 else 0.0
