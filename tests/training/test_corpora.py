"""Corpora: every row read, groups kept together, leaks gone, parts disjoint."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.training.own import training_half, what_is_fitted

from commentguard.errors import DataError
from commentguard.text.document import Document
from commentguard.training.corpora import (
    BRIEFS,
    SOURCES,
    aimed_briefs,
    brief_of,
    called,
    labelled_records,
    read_own,
    read_public,
)
from commentguard.training.fit import Settings
from commentguard.training.records import read_records

OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def test_public_corpora_are_read_whole(corpora: Path) -> None:
    counts = {s.folder: len(read_public(s, corpora)) for s in SOURCES}
    assert counts["youtube_tubespam"] == 1956
    assert counts["sms_spam_collection"] == 5574
    assert counts["ham_foxnews"] == 1528


def test_the_reporting_corpus_is_not_trained_on(corpora: Path) -> None:
    assert not {row.corpus for row in what_is_fitted(corpora)} & {"ham_foxnews", "promo_dev"}


def test_the_label_does_not_leak_through_marks(corpora: Path) -> None:
    rows = read_public(next(s for s in SOURCES if "tubespam" in s.folder), corpora)
    marked = [row for row in rows if "\ufeff" in row.comment.text]
    assert marked, "the trap is gone from the data; so should this test be"
    for row in marked[:200]:
        assert "\ufeff" not in Document(row.comment).text


def test_no_group_is_on_both_sides_of_the_line() -> None:
    rows = training_half()
    share = Settings().calibration_share
    sides: dict[str, set[bool]] = {}
    for row in rows:
        sides.setdefault(row.group, set()).add(row.part < share)
    assert all(len(side) == 1 for side in sides.values())
    held = sum(row.part < share for row in rows) / len(rows)
    assert 0.1 < held < 0.4


def test_the_mark_of_utf_8_at_the_beginning_belongs_to_no_record(tmp_path: Path) -> None:
    """As `commentguard score` reads it; anywhere else it is a sign of the text."""
    path = tmp_path / "mine.jsonl"
    record = {"text": "\ufeffThe jam set at last.", "label": "ham", "split": "train"}
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8-sig")
    assert list(read_records(path)) == [record]
    assert read_own(tmp_path, "train")[0].comment.text == record["text"]


def test_malformed_files_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"label": "ham", "text": "a"}\n{"label": "eggs"}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:2"):
        list(read_records(path))
    path.write_text('{"text": "a"}\n')
    with pytest.raises(DataError, match=r"x\.jsonl:1: label is missing"):
        list(read_records(path))
    with pytest.raises(DataError):
        read_public(SOURCES[0], tmp_path)


@pytest.mark.parametrize(
    "evidence", [["a"], {"offer": "a"}, {"offer": ["a", 7]}, {"offer": [None]}]
)
@pytest.mark.parametrize("title", [f"post {k}" for k in range(4)])
def test_evidence_that_is_no_quote_is_named(tmp_path: Path, evidence: object, title: str) -> None:
    record = {"text": "a", "label": "spam", "lang": "en", "split": "train", "post_title": title}
    (tmp_path / "train-en.jsonl").write_text(json.dumps({**record, "evidence": evidence}), "utf-8")
    with pytest.raises(DataError, match="evidence"):
        read_own(tmp_path, "train")


def test_a_row_reads_back_as_it_was_written() -> None:
    for path in OWN.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines()[:5]:
            assert json.loads(line)["text"]


def test_every_brief_weighs_alike(tmp_path: Path) -> None:
    (tmp_path / BRIEFS).write_text("as ours")
    for name, count in (("train-en", 1), ("train-en-b", 2), ("train-en-c", 6), ("train-en-d1", 3)):
        records = [
            {"text": f"{name} {k}", "label": "ham", "lang": "en", "split": "train"}
            for k in range(count)
        ]
        text = "".join(json.dumps(record) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    rows = read_own(tmp_path, "train")
    assert [row.number for row in rows] == list(range(12))
    shares = [
        sum(row.weight for row in rows if row.comment.text.startswith(names))
        for names in (("train-en ", "train-en-b"), "train-en-c", "train-en-d1")
    ]
    assert shares == pytest.approx([4.0, 4.0, 4.0])
    (tmp_path / BRIEFS).unlink()
    assert {row.weight for row in read_own(tmp_path, "train")} == {1.0}


def test_our_own_corpus_says_that_its_names_tell_briefs() -> None:
    assert (OWN / BRIEFS).is_file()


@pytest.mark.parametrize(
    ("told", "aimed"),
    [
        ("Words about briefs.\n\nAimed: c e\n", {"c", "e"}),
        ("Aimed: d", {"d"}),
        ("Some are Aimed: c e\n", set()),
        ("", set()),
    ],
)
def test_the_file_of_briefs_says_which_were_aimed_at_a_model(
    tmp_path: Path, told: str, aimed: set[str]
) -> None:
    (tmp_path / BRIEFS).write_text(told)
    for brief in "cde":
        record = {"text": brief, "label": "ham", "lang": "en", "split": "train"}
        (tmp_path / f"train-en-{brief}1.jsonl").write_text(json.dumps(record), "utf-8")
    found = {row.comment.text for row in read_own(tmp_path, "train") if row.aimed}
    assert found == aimed
    (tmp_path / BRIEFS).unlink()
    assert not any(row.aimed for row in read_own(tmp_path, "train"))


def test_two_of_our_own_briefs_knew_no_model() -> None:
    briefs = [brief_of(path) for path in OWN.glob("train-*.jsonl")]
    aimed = set(aimed_briefs(OWN))
    assert aimed < set(briefs)
    assert set(briefs) - aimed == {"a", "e"}
    counts = Counter(
        brief_of(path) in aimed
        for path in OWN.glob("train-*.jsonl")
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    )
    assert Counter(row.aimed for row in training_half()) == counts


def _mine(folder: Path, *records: object) -> Path:
    path = folder / "mine.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


GOOD = {"text": "Thank you", "label": "ham", "split": "train"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"split": "valid"}, "split is 'valid'; it must be 'train'"),
        ({"split": None}, "split is missing"),
        ({"text": 7}, "text must be a string, not int"),
        ({"text": " "}, "text is empty"),
        ({"text": None}, "text is null"),
        ({"evidence": ["x"]}, "evidence must be an object"),
    ],
)
def test_what_would_be_dropped_or_misread_is_refused_with_file_and_line(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = _mine(tmp_path, GOOD, {**GOOD, **change})
    with pytest.raises(DataError, match=re.escape(f"{path}:2: {said}")):
        read_own(tmp_path, "train")
    if "split" not in change:  # a file that is judged as it stands needs none
        with pytest.raises(DataError, match=re.escape(f"{path}:2: {said}")):
            labelled_records(path)


def test_comments_without_a_post_are_no_single_group(tmp_path: Path) -> None:
    texts = ("Thank you", "Call 01632 960140", "Call 01632 960999", "How long did it take?")
    _mine(tmp_path, *({**GOOD, "text": text} for text in texts))
    groups = [row.group for row in read_own(tmp_path, "train")]
    assert len(set(groups)) == 3
    assert groups[1] == groups[2]


def test_a_post_of_ones_own_is_known_by_address_and_title_in_whatever_language(
    tmp_path: Path,
) -> None:
    walk = {"post_title": "A walk", "permalink": "https://blog.example/walk"}
    records = [
        {**GOOD, **walk, "text": "Mooi", "lang": "nl"},
        {**GOOD, **walk, "text": "Nice", "lang": "en", "permalink": f"{walk['permalink']}#c-7"},
        {**GOOD, "text": "Lovely", "permalink": walk["permalink"]},
        {**GOOD, "text": "One", "post_title": "A walk", "lang": "nl"},
        {**GOOD, "text": "Two", "post_title": "A walk"},
    ]
    _mine(tmp_path, *records)
    groups = [row.group for row in read_own(tmp_path, "train")]
    assert groups == [walk["permalink"]] * 3 + ["A walk"] * 2
    # The splits of the shipped corpus hang on its groups.
    (tmp_path / "BRIEFS.md").touch()
    assert [row.group for row in read_own(tmp_path, "train")][3:] == ["nl/A walk", "/A walk"]


def test_only_ours_are_recorded_under_their_name(tmp_path: Path) -> None:
    assert called(OWN) == "blog_comments"
    (tmp_path / "blog_comments").mkdir()
    assert called(tmp_path / "blog_comments") == "own"
