"""A comment's text cut where its evidence begins and ends, so that a template can mark it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from commentguard.scoring.policy import Policy
from commentguard.verdict import Action, Code, Label, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same reasons, none for plain text; or, without text, an `edge` of what nobody read."""

    text: str
    codes: tuple[str, ...]
    edge: str = ""


LISTED = "listed"
"""In place of a reason's code: what an entry of the site's deny-list is about."""


def pieces(text: str, verdict: Mapping[str, Any], rule: Sequence[Span] = ()) -> list[Piece]:
    """`text` in pieces whose concatenation is `text`; `rule` is where a rule that decided found its cause.

    Spans of a verdict count code points of the text as received, may overlap and may, after a
    repair of the database, lie outside; what lies outside is left out.
    """
    spans = [(one.start, one.end, LISTED) for one in rule if one.start < one.end <= len(text)]
    for reason in verdict.get("reasons", ()):
        for span in reason.get("spans", ()):
            start, end = max(0, int(span["start"])), min(len(text), int(span["end"]))
            if start < end:
                spans.append((start, end, str(reason["code"])))
    edges = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for start, end, code in spans:
        opening.setdefault(start, []).append(code)
        closing.setdefault(end, []).append(code)
    standing: list[str] = []
    found: list[Piece] = []
    for start, end in pairwise(edges):
        for code in closing.get(start, ()):
            standing.remove(code)
        standing += opening.get(start, ())
        # What decided gives a piece its look.
        codes = tuple(sorted(dict.fromkeys(standing), key=LISTED.__ne__))
        if found and found[-1].codes == codes:
            found[-1] = Piece(found[-1].text + text[start:end], codes)
        else:
            found.append(Piece(text[start:end], codes))
    return found


def against(verdict: Mapping[str, Any]) -> bool:
    """Whether the score spoke against a comment, whatever a list, a rule or a person then made of it.

    What a rule decided has an action that is not the score's: only its probabilities tell that.
    """
    if not verdict.get("notes") or "probabilities" not in verdict:
        return bool(verdict) and verdict.get("action") != Action.PUBLISH.value
    named = {one["code"] for one in verdict.get("reasons", ())}
    fired = [code for code in Code if code.value in named]
    chances = verdict["probabilities"]
    action = Policy(**verdict["policy"]).decide(
        verdict["probability"], chances[Label.SPAM.value], Label(verdict["label"]), fired,
        approved_author=False,
    )  # fmt: skip
    return action is not Action.PUBLISH


def edged(found: Sequence[Piece], unread: Span | None) -> list[Piece]:
    """`found` with a sign where what was not read begins, and one where it ends."""
    if unread is None:
        return list(found)
    before, behind = parted(found, unread.start)
    between, after = parted(behind, unread.end - unread.start)
    return [*before, Piece("", (), "from"), *between, Piece("", (), "to"), *after]


def parted(found: Sequence[Piece], most: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces up to `most` characters, and the rest."""
    head: list[Piece] = []
    left = most
    for place, piece in enumerate(found):
        if len(piece.text) <= left:
            head.append(piece)
            left -= len(piece.text)
            continue
        if left:
            head.append(Piece(piece.text[:left], piece.codes))
        return head, [Piece(piece.text[left:], piece.codes), *found[place + 1 :]]
    return head, []


@dataclass(frozen=True, slots=True)
class Folded:
    """A long text with its evidence in view: `between` and `rest` are folded away, `around` is what the
    first marks stand in where they stand far below the beginning.
    """

    head: list[Piece]
    between: list[Piece]
    around: list[Piece]
    rest: list[Piece]

    @property
    def skipped(self) -> int:
        """How many characters stand unseen between the beginning and the evidence."""
        return sum(len(piece.text) for piece in self.between)


def folded(found: Sequence[Piece], most: int) -> Folded:
    """`found` with some `most` characters in view: the beginning, unless it holds no evidence and what
    comes later does.
    """
    start = end = 0
    for piece in found:
        start, end = end, end + len(piece.text)
        if piece.codes:
            break
    else:
        return Folded(*_first(found, most))
    if start < most:
        return Folded(*_first(found, max(most, min(end, 2 * most))))
    lead, before = most // 3, most // 6
    head, tail = parted(found, lead)
    between, tail = parted(tail, start - before - lead)
    around, rest = parted(tail, before + most // 2)
    return Folded(head, between, around, rest)


def _first(
    found: Sequence[Piece], most: int
) -> tuple[list[Piece], list[Piece], list[Piece], list[Piece]]:
    head, rest = parted(found, most)
    return head, [], [], rest
