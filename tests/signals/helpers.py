"""Reading one signal in one line, for the FIRES and QUIET tables."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.evidence import Reading, Signal
from commentguard.text.document import Document
from commentguard.verdict import Code


def read(signal: Signal, text: str, **fields: object) -> Reading:
    return signal.read(Document(Comment.from_mapping({"text": text, **fields})))


def evidence(signal: Signal, code: Code, text: str, **fields: object) -> list[str]:
    """The substrings that a signal points at for `code`."""
    return [span.cut(text) for span in read(signal, text, **fields).spans.get(code, ())]
