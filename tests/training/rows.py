"""A tiny made-up corpus: enough wording to learn from, small enough to count by hand."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.training.corpora import Row
from commentguard.verdict import Label

_SUBJECTS = ("stove", "canal", "violin", "orchard", "ferry", "quilt", "kettle", "attic")
_READER = (
    "I mended my {s} last week and it rained all day",
    "Does anybody know why a {s} squeaks in winter?",
    "My aunt had a {s} like that, thank you for writing",
    "You are wrong about the {s}, it was never green",
)
_ADVERT = (
    "Call us now for a free {s} quote on 01632 960 14{k}",
    "We offer the cheapest {s} repair, visit www.{s}s.example today",
    "Best {s} deals, book your appointment at my shop!",
    "Subscribe to my {s} channel and check out my videos",
)


def corpus(name: str = "made_up", groups: int = 8) -> list[Row]:
    """Eight rows a group (a subject), half of them unwanted, numbered in order."""
    rows: list[Row] = []
    for k, subject in enumerate(_SUBJECTS[:groups]):
        for label, texts in ((Label.HAM, _READER), (Label.PROMOTIONAL, _ADVERT)):
            for n, text in enumerate(texts):
                unwanted = label is not Label.HAM
                kind = Label.SPAM if unwanted and n % 2 else label
                comment = Comment(text=text.format(s=subject, k=k), author=f"Reader {n}")
                rows.append(Row(comment, unwanted, kind, name, len(rows), subject))
    return rows
