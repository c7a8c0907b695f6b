"""A verdict as a terminal shows it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from commentguard.cli.explain import Explainer, shown
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.99996, ", over 99.9% likely"), (0.5, ", 50.0% likely"), (0.0001, ", under 0.1% likely")],
)
def test_a_head_line_never_claims_to_be_certain(
    scorer: Scorer, probability: float, said: str
) -> None:
    comment, out = Comment(text="Mine split in January."), io.StringIO()
    verdict = replace(scorer.score(comment), probability=probability)
    Explainer(Console(file=out, soft_wrap=True)).show(comment, verdict)
    assert said in out.getvalue().splitlines()[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a family 👨‍👩‍👧, ❤️‍🔥 and 👩🏽‍🚀, 🏃‍♂️", "a family 👨‍👩‍👧, ❤️‍🔥 and 👩🏽‍🚀, 🏃‍♂️"),
        ("ca\u200dsino \u200d👧 \x1b[2J", "ca�sino �👧 �[2J"),
    ],
)
def test_emoji_are_whole_and_what_hides_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
