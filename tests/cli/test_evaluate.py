"""`evaluate` and `compare` from the command line, on made-up corpora."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.training.bench import made_up, records, write_records
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.registry.floors import FLOORS, figure
from commentguard.training.tracks.own_test import OPENINGS, SUMS


def _options(folder: Path) -> list[str]:
    made_up(folder)
    write_records(folder / "promo_dev.jsonl", records(4))
    return [
        "--data", str(folder / "blog_comments"), "--corpora", str(folder),
        "--cache", str(folder / "cache"), "--track", "promo_dev",
    ]  # fmt: skip


def test_evaluate_writes_a_report_and_tells_the_targets(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["evaluate", *_options(tmp_path), "--no-baselines", "--out", str(tmp_path / "out"),
         "--development", str(tmp_path / "promo_dev.jsonl")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["tracks"]["promo_dev"]["contestants"]["model"]["n"] == 32
    assert "own_test" not in report
    assert (
        done.stderr.splitlines()[-1] == f"measured: promo_dev; the report is in {tmp_path / 'out'}"
    )
    assert "left out" not in done.stderr
    assert "promo-dev (development): F1 of unwanted" in done.output


@pytest.mark.parametrize("named", ["--data", "--corpora"])
@pytest.mark.parametrize("command", [["evaluate"], ["compare", "baseline:rules", "shipped"]])
def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, command: list[str], named: str
) -> None:
    missing, out = tmp_path / "missing", tmp_path / "out"
    asked = [*command, named, str(missing), "--track", "own_folds", "--out", str(out)]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, done.stderr) == (3, f"commentguard: no such folder: {missing}\n")
    assert not out.exists()


def test_what_was_read_goes_into_a_report_that_is_there(tmp_path: Path) -> None:
    options, out = _options(tmp_path)[:-1], tmp_path / "out"
    command = ["evaluate", *options, "outside_ham", "--out", str(out)]
    assert CliRunner().invoke(app, command).exit_code == 0
    first = (out / "report.json").read_bytes()
    card = (out / "MODEL_CARD.md").read_bytes()
    (out / "MODEL_CARD.md").unlink()
    assert CliRunner().invoke(app, [*command, "--read-again"]).exit_code == 0
    assert (out / "report.json").read_bytes() == first
    assert (out / "MODEL_CARD.md").read_bytes() == card
    nothing = [*command[:-1], str(tmp_path / "nowhere"), "--read-again"]
    assert "no report with outside ham" in CliRunner().invoke(app, nothing).output


def test_a_half_that_is_not_frozen_cannot_be_opened(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["evaluate", *_options(tmp_path), "--open-test", "--track", "own_test",
         "--development", str(tmp_path / "promo_dev.jsonl")],
    )  # fmt: skip
    assert done.exit_code == 3
    assert "not frozen" in done.output


def test_compare_tells_fold_by_fold(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["compare", "baseline:rules", "shipped", *_options(tmp_path),
         "--on", str(tmp_path / "promo_dev.jsonl"), "--out", str(tmp_path / "out")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    (track,) = told["tracks"].values()
    assert {fold["fold"] for fold in track["folds"]} == {"de", "en"}
    assert (tmp_path / "out" / "comparison.md").read_text("utf-8").startswith("# shipped against")


def test_a_file_alone_is_all_that_is_judged_and_its_training_rows_are_warned_of(
    tmp_path: Path,
) -> None:
    options, file = _options(tmp_path)[:-2], tmp_path / "mine.jsonl"
    write_records(file, [*records(3, "train"), *records(1, "test")])
    done = CliRunner().invoke(
        app, ["compare", "baseline:rules", "shipped", *options, "--on", str(file), "--out", str(tmp_path)]
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert list(json.loads((tmp_path / "comparison.json").read_text("utf-8"))["tracks"]) == ["mine"]
    assert f"warning: 24 of 32 rows of {file} say split: train" in done.stderr
    write_records(file, records(4, "test"))
    quiet = CliRunner().invoke(
        app, ["compare", "baseline:rules", "shipped", *options, "--on", str(file)]
    )
    assert "warning" not in quiet.stderr


def test_the_last_is_compared_with_each_before_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["compare", "baseline:rules", "baseline:tfidf", "shipped", *_options(tmp_path),
         "--on", str(tmp_path / "promo_dev.jsonl"), "--out", str(tmp_path / "out")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    for first in ("rules", "tfidf"):
        told = json.loads(
            (tmp_path / "out" / f"comparison-baseline-{first}.json").read_text("utf-8")
        )
        assert (told["first"], told["second"]) == (f"baseline:{first}", "shipped")


def test_one_model_is_no_comparison(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["compare", "shipped", *_options(tmp_path)])
    assert done.exit_code == 3
    assert "two models or more" in done.output


def test_a_track_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    for command in (["evaluate", "--no-baselines"], ["compare", "baseline:rules", "shipped"]):
        options = _options(tmp_path / command[0])
        done = CliRunner().invoke(app, [*command, *options, "--track", "tubespam"])
        assert done.exit_code == 3
        # `promo_dev` is a track only where a file of that name is given.
        assert "no track 'promo_dev'; there are tubespam_own_video" in done.output
        known = CliRunner().invoke(app, [*command, *options[:-2], "--track", "tubespam"])
        assert "no track 'tubespam'" in known.output


def test_compare_refuses_one_model_twice_and_unknown_baselines(tmp_path: Path) -> None:
    twice = CliRunner().invoke(app, ["compare", "shipped", "shipped", *_options(tmp_path / "a")])
    assert twice.exit_code == 3
    unknown = CliRunner().invoke(
        app, ["compare", "baseline:magic", "shipped", *_options(tmp_path / "b")]
    )
    assert unknown.exit_code == 3
    assert "baseline:tfidf" in unknown.output


def test_what_was_asked_for_and_left_out_is_told(tmp_path: Path) -> None:
    options, file, out = _options(tmp_path)[:-1], tmp_path / "promo_dev.jsonl", tmp_path / "out"
    done = CliRunner().invoke(
        app,
        ["evaluate", *options, "own_test", "--model", "shipped", "--no-baselines", "--out", str(out), "--development", str(file)],
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "left out: own_test: the frozen test half was not opened (--open-test)",
        f"left out: {file}: --track names others (--track promo_dev)",
        f"measured: nothing; the report is in {out}",
    ]
    assert (out / "report.json").is_file()


@pytest.mark.parametrize("kept", ["ham", "promotional"])
def test_a_half_of_one_kind_gets_its_report(tmp_path: Path, kept: str) -> None:
    options = _options(tmp_path)
    half = tmp_path / "blog_comments" / "test-en.jsonl"
    write_records(half, [{**r, "pair_of": ""} for r in records(4, "test") if r["label"] == kept])
    digest = hashlib.sha256(half.read_bytes()).hexdigest()
    (half.parent / SUMS).write_text(f"{digest}  {half.name}\n", "ascii")
    done = CliRunner().invoke(
        app,
        ["evaluate", *options[:-1], "own_test", "--no-baselines", "--open-test", "--out", str(tmp_path)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["tracks"]["own_test_calibrated"]["contestants"] == {}
    assert (tmp_path / "MODEL_CARD.md").is_file()
    assert "not measured" in done.output


def test_an_opened_half_is_measured_noted_and_enough_for_the_gate(tmp_path: Path) -> None:
    """On a stand-in: the frozen half itself is opened by a release and by no test."""
    options = _options(tmp_path)
    half = tmp_path / "blog_comments" / "test-en.jsonl"
    write_records(half, records(4, "test"))
    digest = hashlib.sha256(half.read_bytes()).hexdigest()
    (half.parent / SUMS).write_text(f"{digest}  {half.name}\n", "ascii")
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app,
        ["evaluate", *options, "--no-baselines", "--open-test", "--track", "own_test",
         "--out", str(out), "--development", str(tmp_path / "promo_dev.jsonl")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["tracks"]["own_test"]["contestants"]["model"]["n"] == 32
    assert {"own_test_attacked", "own_test"} <= set(report["tracks"])
    assert all(figure(report, floor.path) is not None for floor in FLOORS)
    states = {
        row["figure"]: row["state"] for row in report["targets"] if "own test" in row["track"]
    }
    assert states["F1 of unwanted"] in {"reached", "missed"}
    log = (half.parent / OPENINGS).read_text("utf-8")
    assert log.count(report["model"]["digest"][:12]) == 1
    assert "At most one a release" not in log
    command = log.splitlines()[-1].split(" | ")[-1]
    assert command.startswith("`commentguard evaluate --data .../blog_comments --corpora ...")
    assert (
        " --out .../out --open-test --track promo_dev --track own_test --no-baselines --" in command
    )
    assert str(tmp_path) not in log
    told = done.stdout.splitlines()
    asked = told.index("promotion asks:")
    assert not any(line.startswith("not measured") for line in told)
    assert any("F1 of unwanted against ham ≥ 0.6" in line for line in told[asked:])
