"""Golden verdicts: own writing, one line a case. A change here is a change of the product."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["comment"]["text"][:30])
def test_golden(scorer: Scorer, case: dict[str, object]) -> None:
    comment = case["comment"]
    assert isinstance(comment, dict)
    verdict = scorer.score(Comment.from_mapping(comment))
    assert verdict.action.value == case["action"]
    assert sorted(reason.code.value for reason in verdict.reasons) == case["reasons"]
