"""`commentguard data`: what it writes, what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app

RUN = CliRunner()
OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def test_split_writes_what_it_can_and_lists_all(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text("{}")
    data = tmp_path / "data"
    data.mkdir()
    # A part of our own: `test_split_files` asks what the rule gives for all of it.
    for path in (OWN / "BRIEFS.md", OWN / "train-en-b.jsonl"):
        shutil.copy(path, data)
    done = RUN.invoke(
        app,
        ["data", "split", "--out", str(tmp_path), "--data", str(data), "--corpora", str(tmp_path)],
    )
    assert done.exit_code == 0
    assert done.stdout.split() == [str(tmp_path / "own_calibration.json")]
    listed = (tmp_path / "SHA256SUMS").read_text()
    assert "own_calibration.json" in listed
    assert "kept.json" in listed


def test_comments_of_ones_own_are_asked_for_the_layout_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    good: dict[str, object] = {"label": "ham", "text": "hello", "split": "train"}
    path.write_text(json.dumps(good) + "\n")
    done = RUN.invoke(app, ["data", "check", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "train: 1 ham, 0 promotional, 0 spam" in done.stderr
    assert "1 without permalink and post_title" in done.stderr
    assert "none to fit to is labelled promotional, spam\n" in done.stderr
    kinds = [{**good, "label": label} for label in ("ham", "promotional", "spam")]
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kinds))
    whole = RUN.invoke(app, ["data", "check", str(tmp_path)])
    assert "none to fit to" not in whole.stderr
    (tmp_path / "all.jsonl").unlink()
    wrong: list[tuple[dict[str, object], str]] = [
        ({"split": "dev"}, "split: 'dev' is neither"),
        ({"text": 7}, "text must be a string"),
        ({"reasons": ["eggs"]}, "reasons: unknown eggs"),
        ({"reasons": "offer"}, "reasons: must be a list"),
        ({"evidence": {"offer": ["bye"]}}, "evidence: what is quoted for offer"),
        ({"post_titel": "A walk"}, "did you mean 'post_title'"),
        ({"id": "twice"}, "id: 'twice' is used more"),
        ({"pair_of": "nobody"}, "pair_of: there is no 'nobody'"),
        ({"era": "2020"}, "era: must be a year"),
    ]
    lines = [good, {**good, "id": "twice"}, *({**good, **change} for change, _ in wrong)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = RUN.invoke(app, ["data", "check", str(tmp_path)])
    assert done.exit_code == 3
    for number, (_, said) in enumerate(wrong, 3):
        (told,) = [one for one in done.stdout.splitlines() if f"mine.jsonl:{number}:" in one]
        assert said in told
    assert "1 of no split" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": ["a"]}, "id must be a string"),
        ({"split": {}}, "split: {} is neither"),
        ({"pair_of": [1]}, "pair_of: must be the id"),
    ],
)
def test_check_tells_fields_of_the_wrong_type(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    path = tmp_path / "mine.jsonl"
    row = {"label": "ham", "text": "hello", "split": "train", **change}
    path.write_text("  \n" + json.dumps(row) + "\n")
    done = RUN.invoke(app, ["data", "check", str(path)])
    assert done.exit_code == 3
    assert f"mine.jsonl:2: {said}" in done.stdout
    assert "1 comments, 1 problems" in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[" * 100_000, "not JSON"), ("text,label", "by `commentguard data import`"),
        ("[]", "not a JSON object"), ("{}", "label is missing"),
        ('{"label": []}', "label: [] is none of ham, promotional, spam"),
        ('{"label": "Spam"}', "label: 'Spam' is none of ham, promotional, spam"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_told_with_its_number(
    tmp_path: Path, line: str, said: str
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{line}\n\n{line}")
    done = RUN.invoke(app, ["data", "check", str(path)])
    assert (done.exit_code, done.stdout.count("\n")) == (3, 2)
    assert "mine.jsonl:1: " in done.stdout
    assert "mine.jsonl:3: " in done.stdout
    assert said in done.stdout
    assert "2 comments, 2 problems" in done.stderr


def test_check_names_record_and_rule(tmp_path: Path) -> None:
    (tmp_path / "BRIEFS.md").touch()
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({"id": "m1", "label": "ham", "text": "hello"}) + "\n")
    done = RUN.invoke(app, ["data", "check", str(path)])
    assert done.exit_code == 3
    assert "fields: m1:" in done.stdout
    assert "1 comments, 1 problems" in done.stderr
    assert RUN.invoke(app, ["data", "check", str(tmp_path / "none")]).exit_code == 3


def test_check_of_rows_passes_on_our_training_half() -> None:
    done = RUN.invoke(
        app, ["data", "check", "--rows-only", *map(str, sorted(OWN.glob("train-*.jsonl")))]
    )
    assert (done.exit_code, done.stdout) == (0, "")


def test_the_catalogue_is_listed_and_told() -> None:
    listed = RUN.invoke(app, ["data", "list", "--corpora", "nowhere"])
    assert listed.exit_code == 0
    assert listed.stdout.count("\tmissing\t") == 8
    told = RUN.invoke(app, ["data", "describe", "sms_spam_collection"]).stdout
    assert "source: https://raw.githubusercontent.com/justmarkham/DAT8/" in told
    assert "trap: campaigns repeat" in told
    assert RUN.invoke(app, ["data", "describe", "eggs"]).exit_code == 3


def test_verify_passes_only_when_all_is_here(corpora: Path, tmp_path: Path) -> None:
    assert RUN.invoke(app, ["data", "verify", "--corpora", str(corpora)]).exit_code == 0
    done = RUN.invoke(app, ["data", "verify", "--corpora", str(tmp_path)])
    assert (done.exit_code, done.stdout.count("missing")) == (3, 8)


def test_fetch_tells_what_does_not_answer_and_leaves_nothing(tmp_path: Path) -> None:
    done = RUN.invoke(
        app,
        [
            "data",
            "fetch",
            "ham_foxnews",
            "--from",
            "http://127.0.0.1:1",
            "--corpora",
            str(tmp_path),
        ],
    )
    assert done.exit_code == 3
    assert "try again" in done.stderr
    assert not list(tmp_path.rglob("*.csv"))
    assert RUN.invoke(app, ["data", "fetch", "eggs"]).exit_code == 3
