"""Files of one name stay two tracks, and no file takes the name of a track that is another thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.training.report.naming import told_apart
from commentguard.training.report.program import Programme


def test_a_file_is_called_by_its_stem_where_that_is_enough() -> None:
    paths = (Path("june/comments.jsonl"), Path("promo_dev.jsonl"))
    assert told_apart(paths, ()) == {"comments": paths[0], "promo_dev": paths[1]}


def test_two_files_of_one_name_are_both_there() -> None:
    june, july = Path("june/comments.jsonl"), Path("july/comments.jsonl")
    found = told_apart((june, july), ())
    assert found == {"june/comments.jsonl": june, "july/comments.jsonl": july}


@pytest.mark.parametrize("name", ["own_test", "outside_ham", "prequential", "sms_first"])
def test_a_file_takes_no_name_of_a_track(name: str) -> None:
    path = Path("mine") / f"{name}.jsonl"
    assert Programme((path,)).files() == {f"mine/{name}.jsonl": path}


def test_a_file_takes_no_name_of_a_further_table() -> None:
    path = Path("mine/comments_attacked.jsonl")
    assert list(told_apart((path,), ())) == ["mine/comments_attacked.jsonl"]


def test_one_file_twice_and_names_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(DataError, match="the same file twice"):
        told_apart((Path("a/x.jsonl"), Path("b/../a/x.jsonl")), ())
    with pytest.raises(DataError, match="rename one"):
        told_apart((Path("1/a/x.jsonl"), Path("2/a/x.jsonl")), ())


def test_a_file_that_is_not_there_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        Programme((tmp_path / "nofile.jsonl",)).check()


def test_a_comparison_has_no_learning_curve_to_ask_for() -> None:
    Programme(tracks=frozenset({"prequential"})).check()
    with pytest.raises(DataError, match="no track 'prequential'"):
        Programme(tracks=frozenset({"prequential"}), whole=False).check()
