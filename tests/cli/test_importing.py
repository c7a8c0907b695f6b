"""`commentguard data import`: from a table to a folder that training and the checks accept."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commentguard.cli.main import app
from commentguard.training.corpora import read_own
from commentguard.training.records import read_records
from commentguard.training.tracks.own_test import Opening, open_test

RUN = CliRunner()
HEAD = ("comment_content", "status", "author", "post_title", "lang", "unread")


def _table(path: Path, rows: list[tuple[str, ...]], head: tuple[str, ...] = HEAD) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def _rows() -> list[tuple[str, ...]]:
    return [
        (
            f"Text {k},\nof two lines",
            ("approved", "spam")[k % 2],
            "Ann",
            f"Post {k % 20}",
            "en",
            "x",
        )
        for k in range(60)
    ]


def _run(table: Path, folder: Path, *more: str) -> Result:
    columns = ["--column", "text=comment_content", "--column", "label=status"]
    labels = ["--label", "ham=approved"]
    return RUN.invoke(app, ["data", "import", str(table), str(folder), *columns, *labels, *more])


def test_a_table_becomes_a_folder_that_the_check_accepts(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    table = _table(tmp_path / "t.csv", [*_rows(), (" ", "spam", "", "", "", "")])
    done = _run(table, folder)
    assert done.exit_code == 0, done.output
    assert "1 rows without a text left out" in done.stderr
    train = read_own(folder, "train")
    test = open_test(folder, Opening("2026-01-01", "m" * 64, "test"))
    assert len(train) + len(test) == 60
    assert 0 < len(test) < 30
    assert not {r["post_title"] for r in test} & {row.comment.post_title for row in train}
    assert {row.comment.author for row in train} == {"Ann"}
    assert {str(row.label) for row in train} == {"ham", "spam"}
    assert all("of two lines" in row.comment.text for row in train)
    assert RUN.invoke(app, ["data", "check", str(folder)]).exit_code == 0


def test_the_same_table_gives_the_same_files_and_no_share_no_test(tmp_path: Path) -> None:
    table = _table(tmp_path / "t.csv", _rows())
    for name in ("one", "two"):
        assert _run(table, tmp_path / name).exit_code == 0
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert _run(table, tmp_path / "all", "--test-share", "0").exit_code == 0
    assert [p.name for p in (tmp_path / "all").iterdir()] == ["train-own.jsonl"]
    first = json.loads((tmp_path / "all" / "train-own.jsonl").read_text("utf-8").splitlines()[0])
    assert first == {
        "text": "Text 0,\nof two lines", "author": "Ann", "lang": "en", "post_title": "Post 0",
        "label": "ham", "split": "train",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--column", "lang=body"], "no column 'body' for lang; has comment_content"),
        (["--column", "colour=status"], "no field 'colour'"),
        (["--column", "text"], "NAME=VALUE is wanted"),
        (["--label", "eggs=1"], "'eggs' is none of ham"),
        (["--label", "spam=junk"], "t.csv:5: label 'spam' is none of approved, junk"),
        (["--separator", "||"], "one sign is wanted"),
        (
            ["--column", "author=unread", "--column", "author=author"],
            "author is one column, not unread, author",
        ),
        (["--label", "spam=approved"], "'approved' would be ham and spam"),
        (["--label", "ham=spam"], "'spam' would be ham and spam"),
        (["--column", "near_duplicates=unread"], "t.csv:3: near_duplicates must be a number"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path, more: list[str], said: str
) -> None:
    done = _run(_table(tmp_path / "t.csv", _rows()), tmp_path / "mine", *more)
    assert done.exit_code == 3
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "mine").exists()


def test_a_row_of_more_cells_than_columns_is_refused(tmp_path: Path) -> None:
    table = _table(tmp_path / "t.csv", [("x",) * len(HEAD), (*_rows()[0], " and more of it")])
    done = _run(table, tmp_path / "mine", "--label", "spam=x")
    assert done.exit_code == 3
    assert "t.csv:4: more cells than columns" in done.stderr
    assert not (tmp_path / "mine").exists()


def test_a_folder_with_comments_in_it_is_left_alone(tmp_path: Path) -> None:
    table = _table(tmp_path / "t.csv", _rows())
    assert _run(table, tmp_path / "mine").exit_code == 0
    again = _run(table, tmp_path / "mine")
    assert again.exit_code == 3
    assert "is there; name another folder" in again.stderr


def test_no_table_and_an_empty_one(tmp_path: Path) -> None:
    assert "cannot read" in _run(tmp_path / "none.csv", tmp_path / "mine").stderr
    bare = _table(tmp_path / "t.csv", [("", "spam", "", "", "", "")])
    assert "no comments to train on, 1 without" in _run(bare, tmp_path / "mine").stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "t.csv is empty; a line of column names is wanted"),
        (b'text,label\na,ham\n"b,spam\nc,promotional\n', "t.csv:3: a quotation mark opens"),
        (b"text,label,label\na b,ham,spam\n", "t.csv has 2 columns called 'label'"),
        (
            "text,label\na,ham\ncafé,ham\n".encode("latin-1"),
            "t.csv:3: not UTF-8; convert it: iconv",
        ),
    ],
)
def test_a_table_that_would_be_misread_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    done = RUN.invoke(app, ["data", "import", str(tmp_path / "t.csv"), str(tmp_path / "mine")])
    assert done.exit_code == 3
    assert said in done.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_table_is_read_by_the_mark_at_its_beginning(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t.csv").write_text("text,label\nCafé,ham\n", encoding)
    folder = tmp_path / "mine"
    done = RUN.invoke(
        app, ["data", "import", str(tmp_path / "t.csv"), str(folder), "--test-share", "0"]
    )
    assert done.exit_code == 0, done.output
    assert [row.comment.text for row in read_own(folder, "train")] == ["Café"]


def test_the_language_of_rows_that_name_none_may_be_told(tmp_path: Path) -> None:
    rows = [(*row[:4], "" if k % 2 else "nl", "x") for k, row in enumerate(_rows())]
    table = _table(tmp_path / "t.csv", rows)
    for name, more, spoken in (
        ("bare", [], {"", "nl"}), ("told", ["--lang", "en"], {"en", "nl"}),
    ):  # fmt: skip
        assert _run(table, tmp_path / name, *more).exit_code == 0
        assert {row.comment.lang for row in read_own(tmp_path / name, "train")} == spoken
    refused = RUN.invoke(app, ["data", "phrases", "en", "--data", str(tmp_path / "bare")])
    assert "languages there: nl\n" in refused.stderr
    none = _table(tmp_path / "none.csv", [(*row[:4], "", "x") for row in _rows()])
    assert _run(none, tmp_path / "none").exit_code == 0
    refused = RUN.invoke(app, ["data", "phrases", "en", "--data", str(tmp_path / "none")])
    assert "no row has `lang`" in refused.stderr


def test_a_post_is_whole_in_whatever_languages_it_is_answered(tmp_path: Path) -> None:
    head = ("text", "label", "post_title", "permalink", "lang")
    table = _table(
        tmp_path / "t.csv",
        [
            (f"Text {k} {lang}", "ham", title, address, lang)
            for k in range(40)
            for title, address in ((f"Post {k}", ""), ("", f"https://blog.example/{k}"))
            for lang in ("en", "nl", "")
        ],
        head,
    )
    folder = tmp_path / "mine"
    assert RUN.invoke(app, ["data", "import", str(table), str(folder)]).exit_code == 0
    sides = [
        {r.get("post_title") or r["permalink"] for r in read_records(folder / f"{half}-own.jsonl")}
        for half in ("train", "test")
    ]
    assert all(sides)
    assert sum(map(len, sides)) == 80


@pytest.mark.parametrize(("more", "said"), [([], True), (["--test-share", "0"], False)])
def test_no_test_half_is_said_where_one_was_wanted(
    tmp_path: Path, more: list[str], said: bool
) -> None:
    table = _table(tmp_path / "t.csv", _rows()[:1])
    done = _run(table, tmp_path / "mine", *more)
    assert done.exit_code == 0
    assert ("none of these posts falls to the test half" in done.stderr) is said
