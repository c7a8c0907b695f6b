"""Whose word counts where several speak about one comment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commentguard.comment import Comment
from commentguard.scoring.rules import ADMINISTRATOR
from commentguard.scoring.scorer import Scorer
from commentguard.service.allowlist import Welcome
from commentguard.service.denylist import Rule
from commentguard.service.entries import Kind
from commentguard.service.precedence import Before, settled
from commentguard.service.repeats import Word, overruled
from commentguard.verdict import Action, Label, Verdict

ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."

DENIED = Rule(Kind.RANGE, 3)


def fixed(verdict: Verdict, said: Word | None) -> Verdict:
    """A door that promised to hold this one."""
    return replace(verdict, action=Action.HOLD)


@pytest.mark.parametrize(
    ("before", "action"),
    [
        (Before(), Action.HOLD),
        (Before(known=True), Action.PUBLISH),
        (Before(said=Word(Label.HAM)), Action.PUBLISH),
        (Before(said=Word(Label.SPAM)), Action.HOLD),
        (Before(said=Word(Label.SPAM), known=True), Action.HOLD),
        (Before(allowed=Welcome("email")), Action.PUBLISH),
        (Before(said=Word(Label.SPAM), allowed=Welcome("email")), Action.PUBLISH),
        (Before(denied=DENIED), Action.HOLD),
        (Before(denied=DENIED, known=True), Action.HOLD),
        (Before(denied=DENIED, said=Word(Label.HAM)), Action.PUBLISH),
        (Before(denied=DENIED, allowed=Welcome("email")), Action.PUBLISH),
    ],
)
def test_who_decides(scorer: Scorer, before: Before, action: Action) -> None:
    verdict = scorer.score(Comment(text=ADVERT))
    assert verdict.action is Action.HOLD
    assert settled(verdict, before, overruled).action is action
    # Label and weights stay the model's, so that a moderator sees what it would have done.
    assert settled(verdict, before, overruled).label is verdict.label


@pytest.mark.parametrize(
    "before", [Before(known=True), Before(allowed=Welcome("ip")), Before(Word(Label.HAM))]
)
def test_what_a_door_has_promised_is_kept(scorer: Scorer, before: Before) -> None:
    verdict = scorer.score(Comment(text=ADVERT))
    assert settled(verdict, before, fixed).action is Action.HOLD


@pytest.mark.parametrize(
    ("before", "action"),
    [
        (Before(), Action.HOLD),
        (Before(known=True), Action.HOLD),
        (Before(Word(Label.HAM)), Action.PUBLISH),
        (Before(allowed=Welcome("email")), Action.PUBLISH),
    ],
)
def test_likeness_says_nothing_of_what_was_not_read(
    scorer: Scorer, before: Before, action: Action
) -> None:
    verdict = scorer.score(
        Comment(text="Thanks, the tip about cold frames saved my tomatoes this spring. " * 400)
    )
    assert settled(verdict, before, overruled).action is action


@pytest.mark.parametrize(
    "before",
    [Before(), Before(Word(Label.SPAM)), Before(known=True), Before(allowed=Welcome("ip"))],
)
def test_an_administrator_is_overruled_by_no_memory(scorer: Scorer, before: Before) -> None:
    verdict = scorer.score(Comment(text=ADVERT, author_role="administrator"))
    answered = settled(verdict, before, overruled)
    assert (answered.action, answered.notes) == (Action.PUBLISH, (ADMINISTRATOR,))
