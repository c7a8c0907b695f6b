"""What lies beside the corpus, unfitted: that it is whole, and that no part of it has been fitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.training.own import both_halves

from commentguard.training.corpus_check import Demands, identities, pairs, templates
from commentguard.training.record_check import faults
from commentguard.training.records import read_records

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def unfitted() -> list[dict[str, Any]]:
    return [
        row for path in sorted((DATA / "unfitted").glob("*.jsonl")) for row in read_records(path)
    ]


def test_records_are_whole(unfitted: list[dict[str, Any]]) -> None:
    assert len(unfitted) == 6714
    assert [str(problem) for row in unfitted for problem in faults(row)] == []
    demands = Demands()
    assert [str(p) for rule in (identities, pairs) for p in rule(unfitted, demands)] == []


def test_nothing_that_fits_reads_them(unfitted: list[dict[str, Any]]) -> None:
    assert {row["split"] for row in unfitted} == {"test"}


def test_no_comment_of_the_corpus_is_among_them(unfitted: list[dict[str, Any]]) -> None:
    corpus = both_halves()
    assert not {row["id"] for row in unfitted} & {row["id"] for row in corpus}
    asked = {row["id"] for row in unfitted}
    found = [p for p in templates([*corpus, *unfitted], Demands()) if p.where in asked]
    assert [str(problem) for problem in found] == []
