"""A verdict for people: the comment with its evidence marked, and the reasons in plain words."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

from commentguard.comment import Comment
from commentguard.verdict import Action, Verdict
from commentguard.words import AUDIBLE, IN_WORDS, chance

_COLOURS = {Action.PUBLISH: "green", Action.HOLD: "yellow", Action.DISCARD: "red"}
_MARKS = ("bold yellow", "bold cyan", "bold magenta", "bold red", "bold blue")
_CLUES = 4
_JOINER = "\u200d"
# Pictures, after which a variant or a tone of skin may stand.
_JOINED = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f300-\U0001faff])"
)


class Explainer:
    """Prints verdicts; colours only on a terminal, and never where NO_COLOR is set."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)

    def show(self, comment: Comment, verdict: Verdict) -> None:
        out = self._console
        head = Text()
        head.append(verdict.action.value.upper(), style=f"bold {_COLOURS[verdict.action]}")
        head.append(f"  {verdict.label.value}, {chance(verdict.probability)} likely unwanted")
        head.append(f"  {verdict.id}", style="dim")
        out.print(head)
        out.print(self._marked(comment, verdict))
        for number, reason in enumerate(verdict.reasons):
            line = Text("  • ", style=_MARKS[number % len(_MARKS)])
            line.append(IN_WORDS[reason.code], style="default")
            line.append(f"  +{reason.weight:.2f}", style="dim")
            out.print(line)
        clues = [clue for clue in verdict.clues if clue.weight > 0][:_CLUES]
        if clues and verdict.action is not Action.PUBLISH:
            said = "also" if verdict.reasons else "only"
            words = ", ".join(f"“{clue.token}” +{clue.weight:.2f}" for clue in clues)
            out.print(Text(f"  • the wording speaks {said}: {words}", style="dim"))
        told = verdict.sentence
        if told and told.weight >= AUDIBLE and verdict.action is not Action.PUBLISH:
            said = shown(told.span.cut(comment.text).replace("\n", " "))
            quoted = f"  • a sentence like an advert's: “{said}” +{told.weight:.2f}"
            out.print(Text(quoted, style="dim"))
        if verdict.together >= AUDIBLE and verdict.action is not Action.PUBLISH:
            added = f"  • how it all goes together +{verdict.together:.2f}"
            out.print(Text(added, style="dim"))
        for note in verdict.notes:
            out.print(Text(f"  {note}", style="dim"))
        out.print()

    def _marked(self, comment: Comment, verdict: Verdict) -> Text:
        safe = shown(comment.text)
        if not self._console.color_system:
            return Text(_bracketed(safe, verdict))
        text = Text(safe)
        for number, reason in enumerate(verdict.reasons):
            for span in reason.spans:
                text.stylize(_MARKS[number % len(_MARKS)], span.start, span.end)
        return text


def shown(text: str) -> str:
    """A text whose control characters do not reach the terminal: it may be hostile. Same length.

    What joins two emoji into one is no more than that, and stays.
    """
    return _JOINER.join(map(_plain, _JOINED.split(text)))


def _plain(text: str) -> str:
    return "".join(c if c == "\n" or c.isprintable() or c == "\t" else "�" for c in text)


def _bracketed(text: str, verdict: Verdict) -> str:
    """Evidence between brackets, for pipes, files and people without colours."""
    marked = {k for r in verdict.reasons for s in r.spans for k in range(s.start, s.end)}
    pieces: list[str] = []
    for k, character in enumerate(text):
        if k in marked and k - 1 not in marked:
            pieces.append("⟦")
        pieces.append(character)
        if k in marked and k + 1 not in marked:
            pieces.append("⟧")
    return "".join(pieces)
