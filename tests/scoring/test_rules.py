"""What decides beside the score: who writes, and whether all of it was read."""

from __future__ import annotations

import pytest

from commentguard.comment import Comment
from commentguard.scoring.rules import ADMINISTRATOR, PARTLY_READ, is_administrator, ruled
from commentguard.scoring.scorer import Scorer
from commentguard.verdict import Action, Label

ADVERT = (
    "Nice photos! We offer slate roofing in Leeds, Bradford and Wakefield. Call us now on 01632 960 148 "
    "for a free quote, unbeatable prices."
)


@pytest.mark.parametrize("role", ["administrator", " Administrator", "editor, administrator"])
def test_an_administrator_is_published(scorer: Scorer, role: str) -> None:
    for text in (ADVERT, f"{ADVERT} " * 300):
        verdict = scorer.score(Comment(text=text, author_role=role))
        assert (verdict.action, verdict.notes) == (Action.PUBLISH, (ADMINISTRATOR,))
        # What the model makes of it stays to be seen.
        assert verdict.label is not Label.HAM


@pytest.mark.parametrize("role", ["", "administratorx", "super_admin", "editor", "author", "admin"])
def test_other_roles_are_judged(scorer: Scorer, role: str) -> None:
    assert not is_administrator(Comment(author_role=role))
    verdict = scorer.score(Comment(text=ADVERT, author_role=role))
    assert (verdict.action, verdict.notes) == (Action.HOLD, ())


@pytest.mark.parametrize("action", list(Action))
def test_only_what_would_be_published_unread_is_held(action: Action) -> None:
    decided, notes = ruled(Comment(text="x"), action, truncated=True)
    assert decided is (Action.HOLD if action is Action.PUBLISH else action)
    assert notes == ((PARTLY_READ,) if action is Action.PUBLISH else ())
    assert ruled(Comment(text="x"), action, truncated=False) == (action, ())
