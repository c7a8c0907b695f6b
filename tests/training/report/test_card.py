"""The card says what the model's own record says of its training, and no more."""

from __future__ import annotations

import json
from typing import Any

from commentguard.scoring.shipped import default_model
from commentguard.training.report.card import model_card


def _report(corpora: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "model": {"name": "mine", "version": "1", "digest": "d" * 64},
        "training": {} if corpora is None else {"corpora": corpora},
        "notes": [], "left_out": [], "tracks": {}, "targets": [],
    }  # fmt: skip


def test_a_model_of_ones_own_comments_names_no_public_corpus() -> None:
    card = model_card(_report({"blog_comments": {"ham": 1200, "unwanted": 34}}))
    assert "1,200 + 34 comments in our own layout" in card
    for word in ("TubeSpam", "SMS", "Telegram", "ham_", "and on public corpora"):
        assert word not in card


def test_somebody_elses_comments_are_not_called_ours() -> None:
    own = {"own": {"ham": 12, "unwanted": 3}}
    card = model_card(_report(own))
    assert "12 + 3 comments of somebody's own in our layout" in card
    for word in ("blog_comments", "synthetic", "and on public corpora"):
        assert word not in card
    both = model_card(_report({**own, "ham_foxnews": {"ham": 7, "unwanted": 0}}))
    assert "(`--data`), and on public corpora" in both


def test_public_corpora_are_named_as_far_as_they_were_there() -> None:
    counts = {"ham_foxnews": {"ham": 7, "unwanted": 0}}
    card = model_card(_report({"blog_comments": {"ham": 1, "unwanted": 2}, **counts}))
    assert "public corpora, each under the licence" in card
    assert "ham_foxnews (7 + 0)" in card
    assert "sms_spam_collection" not in card
    assert "our own layout" not in model_card(_report(counts))


def test_a_model_without_a_record_says_so() -> None:
    assert "the model has no record of it" in model_card(_report(None))


def test_the_shipped_card_is_that_of_the_shipped_report() -> None:
    folder = default_model()
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert (folder / "MODEL_CARD.md").read_text("utf-8") == model_card(report)
