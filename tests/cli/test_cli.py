"""The command line: order kept, bad rows in their place, documented exit codes."""

from __future__ import annotations

import csv
import errno
import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from tests.training.bench import records, write_records
from typer.testing import CliRunner

import commentguard
from commentguard.cli.main import app

RUN = CliRunner()
ROWS = [
    {"id": "a", "text": "Mine came out flat as well, then I bought a thermometer."},
    {
        "id": "b",
        "text": "Call us now on 01632 960 148 for a free quote!",
        "author": "Slate Roofing Leeds",
    },
]


@pytest.fixture
def comments(tmp_path: Path) -> Path:
    path = tmp_path / "comments.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_one_verdict_a_line_in_order(comments: Path) -> None:
    done = RUN.invoke(app, ["score", str(comments)])
    assert done.exit_code == 0
    assert [v["id"] for v in lines(done.stdout)] == ["a", "b"]
    assert [v["action"] for v in lines(done.stdout)] == ["publish", "hold"]


def test_a_bad_row_yields_a_line_in_its_place(comments: Path) -> None:
    broken = comments.read_text().splitlines()
    comments.write_text("\n".join([broken[0], "{oops", "[1]", '{"id": "c", "text": 5}', broken[1]]))
    done = RUN.invoke(app, ["score", str(comments)])
    found = lines(done.stdout)
    assert done.exit_code == 3
    assert [v.get("row") for v in found] == [None, 2, 3, 4, None]
    assert found[3]["id"] == "c"
    assert "3 of 5" in done.stderr


def test_standard_input_and_csv_and_parquet_agree(tmp_path: Path, comments: Path) -> None:
    pandas = pytest.importorskip("pandas")
    expected = RUN.invoke(app, ["score", str(comments)]).stdout
    assert RUN.invoke(app, ["score", "-"], input=comments.read_text()).stdout == expected
    table = tmp_path / "comments.csv"
    with table.open("w", newline="") as out:
        writer = csv.DictWriter(out, ["id", "text", "author"])
        writer.writeheader()
        writer.writerows(ROWS)
    assert RUN.invoke(app, ["score", str(table)]).stdout == expected
    columns = tmp_path / "comments.parquet"
    pandas.DataFrame(ROWS).to_parquet(columns)
    assert RUN.invoke(app, ["score", str(columns)]).stdout == expected


def test_explanations_are_for_people_and_safe_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"text": "\x1b[31mCall us now on 01632 960 148\x07"}) + "\n")
    done = RUN.invoke(app, ["score", "--explain", str(path)])
    assert "a phone number offered to readers" in done.stdout
    assert "⟦01632 960 148⟧" in done.stdout
    assert "\x1b[31m" not in done.stdout
    assert "\x07" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "no-such-file.jsonl"], 3),
        (["score", "--model", "no-such-model", "-"], 4),
        (["model", "verify", "no-such-model"], 4),
        (["score", "--no-such-flag"], 2),
        (["search", "--trials", "0"], 2),
        (["train", "--out", "x", "--data", "no-such-folder", "--own-only"], 3),
        (["model", "verify"], 0),
        (["model", "show"], 0),
        (["signals"], 0),
        (["--help"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, tmp_path: Path) -> None:
    assert RUN.invoke(app, arguments).exit_code == code


def test_the_version_is_the_one_installed() -> None:
    installed = metadata.version("commentguard")
    assert RUN.invoke(app, ["--version"]).stdout == f"{installed}\n"
    assert commentguard.__version__ == installed


def test_every_command_shows_an_example() -> None:
    for command in (
        ["score"],
        ["train"],
        ["evaluate"],
        ["compare"],
        ["serve"],
        ["signals"],
        ["model", "list"],
    ):
        assert "Example:" in RUN.invoke(app, [*command, "--help"]).stdout, command


def test_training_from_own_data_gives_the_same_digest_twice(tmp_path: Path) -> None:
    ours = Path(__file__).parents[2] / "data" / "blog_comments"
    data = tmp_path / "data"
    data.mkdir()
    for name in ("train-de-b.jsonl", "train-en-b.jsonl"):
        shutil.copy(ours / name, data)
    digests = []
    for name in ("one", "two"):
        out = tmp_path / name / "mine"
        done = RUN.invoke(app, ["train", "--own-only", "--data", str(data), "--out", str(out)])
        assert done.exit_code == 0, done.stderr
        assert done.stdout.startswith("mine 1 "), "not a second default of the shipped version"
        digests.append(done.stdout.split()[-1])
    assert digests[0] == digests[1]
    record = json.loads((tmp_path / "one" / "mine" / "bundle.json").read_text("utf-8"))["training"]
    assert set(record["corpora"]) == {"own"}, "not under the name of our corpus"
    assert RUN.invoke(app, ["model", "verify", str(tmp_path / "one" / "mine")]).exit_code == 0


def test_training_on_next_to_nothing_is_warned_of(tmp_path: Path) -> None:
    write_records(tmp_path / "own" / "train-own.jsonl", records())
    command = ["train", "--own-only", "--data", str(tmp_path / "own"), "--out", str(tmp_path / "m")]
    done = RUN.invoke(app, command)
    assert done.exit_code == 0, done.stderr
    assert "warning: 32 comments to train on are ham; of fewer than 100" in done.stderr


@pytest.mark.parametrize("command", ["train", "search"])
def test_training_without_the_public_corpora_has_to_be_asked_for(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else `make train` would put a model of our own writing alone in the place of the shipped one."""
    monkeypatch.setenv("COMMENTGUARD_DATA", str(tmp_path / "absent"))
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    done = RUN.invoke(app, [command, "--data", str(data), "--out", str(out)])
    assert done.exit_code == 3
    for way in ("COMMENTGUARD_DATA", "data fetch", "--own-only"):
        assert way in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "x.json"),
            "x.json: No space left on device",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
    ],
)
def test_what_the_machine_refuses_is_one_line(
    error: OSError, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise error

    monkeypatch.setattr("commentguard.registry.store.ModelStore.pointer", lambda _: refuse())
    done = RUN.invoke(app, ["model", "list"])
    assert (done.exit_code, done.stderr) == (1, f"commentguard: {told}\n")


def test_a_command_of_the_laboratory_says_what_it_misses(tmp_path: Path) -> None:
    """As in the container image, which is installed without it."""
    code = "import sys; sys.modules['pandas'] = None; from commentguard.cli.main import app; app()"
    command = [sys.executable, "-c", code, "train", "--own-only", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "commentguard: this needs pandas, which serving does without: "
        "pip install 'commentguard[train]'\n"
    )
