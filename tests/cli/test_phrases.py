"""`commentguard data phrases`: what adverts of a folder repeat, and a clear word where there are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app

RUN = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    told = [
        ("spam", "Purple gutter magic for street {}, the same thing"),
        ("ham", "The same thing happened on street {} again"),
    ]
    records = [
        {
            "id": f"{label}-{k}", "lang": "en", "split": "train", "label": label, "text": text.format(k),
            "post_title": f"Street {k}",
        }
        for label, text in told
        for k in "abcde"
    ]  # fmt: skip
    (tmp_path / "mine.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return tmp_path


def test_phrases_of_adverts_come_first(folder: Path) -> None:
    done = RUN.invoke(app, ["data", "phrases", "en", "--data", str(folder), "--at-most", "4"])
    assert done.exit_code == 0, done.output
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    found = {phrase: float(ratio) for ratio, phrase in lines}
    assert 0 < len(lines) <= 4
    assert found["gutter magic"] > found.get("same thing", 0.0)


def test_a_language_without_adverts_is_refused_with_those_there_are(folder: Path) -> None:
    done = RUN.invoke(app, ["data", "phrases", "nl", "--data", str(folder)])
    assert done.exit_code == 3
    assert "no advert in 'nl'" in done.output
    assert "languages there: en" in done.output
