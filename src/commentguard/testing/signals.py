"""The contract that every signal keeps, checkable on any text."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.evidence import Reading, Signal
from commentguard.text.document import Document


def check_signal(signal: Signal, comment: Comment) -> Reading:
    """Read `comment` twice and check every promise of `Reading`; returns the reading.

    Raises `AssertionError` naming the promise that was broken.
    """
    reading = signal.read(Document(comment))
    assert reading == signal.read(Document(comment)), f"{signal.name} is not a pure function"
    if not Document(comment).traces & signal.wakes:
        assert reading == signal.silent, f"{signal.name} has something to say and is not woken"
    assert len(reading.values) == len(signal.columns), f"{signal.name}: wrong number of values"
    for column, value in zip(signal.columns, reading.values, strict=True):
        assert 0.0 <= value <= 1.0, f"{signal.name}.{column.name} = {value} is outside [0, 1]"
    moved = {c.code for c, v in zip(signal.columns, reading.values, strict=True) if v > 0}
    for code in reading.fired:
        assert code in moved, f"{signal.name} fired {code} without a column above 0"
    for code in reading.faint:
        assert code in moved, f"{signal.name} hinted {code} without a column above 0"
        assert code not in reading.fired, f"{signal.name} both fired and hinted {code}"
    length = len(comment.text)
    for code, spans in reading.spans.items():
        shown = code in reading.fired or code in reading.faint
        assert shown, f"{signal.name} gave spans for {code}, which did not fire"
        for span in spans:
            assert 0 <= span.start < span.end <= length, f"{signal.name}: {span} out of text"
    return reading
