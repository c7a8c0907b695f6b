"""Judgements: read back by citation, refused with the line when they are not judgements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.training.adjudication import read_judgements

LINE = {
    "corpus": "ham_foxnews", "row": 7, "sha256": "abcdef012345",
    "verdict": "unwanted", "judgement": "sells a diet",
}  # fmt: skip
ROOT = Path(__file__).parents[2]


def test_a_judgement_is_found_by_its_citation(tmp_path: Path) -> None:
    path = tmp_path / "adjudicated.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n")
    found = read_judgements(path)
    assert found["ham_foxnews:7:abcdef012345"].unwanted
    assert read_judgements(tmp_path / "none.jsonl") == {}


@pytest.mark.parametrize(
    "change", [{"verdict": "spam"}, {"judgement": " "}, {"row": "x"}, {"corpus": None, "row": None}]
)
def test_what_is_no_judgement_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "adjudicated.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + json.dumps({**LINE, "row": 8, **change}) + "\n")
    with pytest.raises(DataError, match=r"adjudicated\.jsonl:2"):
        read_judgements(path)


def test_nobody_is_judged_twice(tmp_path: Path) -> None:
    path = tmp_path / "adjudicated.jsonl"
    path.write_text(2 * (json.dumps(LINE) + "\n"))
    with pytest.raises(DataError, match="twice"):
        read_judgements(path)


def test_the_committed_judgements_can_be_read() -> None:
    read_judgements(ROOT / "data" / "adjudicated.jsonl")
