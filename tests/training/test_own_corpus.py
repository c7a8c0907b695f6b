"""Our own comments keep every rule of `corpus_check`, with the amounts that are promised.

The rules are shown failing in `test_corpus_check` and `test_record_check`; here they meet the corpus.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.training.own import FOLDER, both_halves

from commentguard.training.agreement import agreement
from commentguard.training.corpus_check import RULES, Demands
from commentguard.training.record_check import faults
from commentguard.training.records import read_records


def test_every_record_is_sound() -> None:
    assert [str(problem) for record in both_halves() for problem in faults(record)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_corpus_keeps_the_rule(rule: Any) -> None:
    assert [str(problem) for problem in rule(both_halves(), Demands())] == []


def test_the_promise_is_not_lowered_by_the_way() -> None:
    assert Demands() == Demands(
        rows=3000, subjects=60, languages=9, ham_share=1 / 2, hard_share=2 / 3, paired_rows=600,
        test_ham=60, overlap=0.6,
    )  # fmt: skip


def test_the_test_half_is_the_frozen_one() -> None:
    listed = dict(
        line.split("  ")[::-1]
        for line in (FOLDER / "TEST_SHA256SUMS").read_text("ascii").splitlines()
    )
    found = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FOLDER.glob("test-*.jsonl")
    }
    assert found == listed


def test_two_passes_agree_as_the_datasheet_says() -> None:
    first, second = (
        list(read_records(FOLDER.parent / "agreement" / f"{name}_pass.jsonl"))
        for name in ("first", "second")
    )
    found = agreement(first, second)
    assert found.label is not None
    assert found.label >= 0.75
    assert found.reasons is not None
    assert found.reasons >= 0.8
