"""`commentguard data`: what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from commentguard.cli.main import app

RUN = CliRunner()
OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def test_split_writes_what_it_can_and_lists_all(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text("{}")
    done = RUN.invoke(
        app,
        ["data", "split", "--out", str(tmp_path), "--data", str(OWN), "--corpora", str(tmp_path)],
    )
    assert done.exit_code == 0
    assert done.stdout.split() == [str(tmp_path / "own_calibration.json")]
    listed = (tmp_path / "SHA256SUMS").read_text()
    assert "own_calibration.json" in listed
    assert "kept.json" in listed


def test_check_names_record_and_rule(tmp_path: Path) -> None:
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
