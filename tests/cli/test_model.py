"""`commentguard model`: a model's way from a folder to answering, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.full_disk import full_disk
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.registry.home import HOME
from commentguard.registry.store import ModelStore
from commentguard.scoring.bundle import load
from commentguard.scoring.shipped import default_model

RUN = CliRunner()


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and a bundle ``mine 2`` that differs from the shipped one in a column."""
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    shipped = load(default_model(), prove=False)
    bundle = replace(shipped, name="mine", version="2", segment_penalty=9.0).save(tmp_path / "mine")
    report = json.loads((default_model() / "report.json").read_text())
    report["model"] = bundle.describe()
    (tmp_path / "mine" / "report.json").write_text(json.dumps(report))
    return tmp_path / "mine"


def told(*arguments: str, code: int = 0) -> str:
    done = RUN.invoke(app, ["model", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def test_from_a_folder_to_answering_and_back(other: Path) -> None:
    assert told("list").startswith("* shipped\t")
    assert told("add", str(other)).startswith("mine/2 ")
    explained = told("promote", "mine/2", "--explain")
    assert "NO" not in explained
    assert "yes  the bundle proves itself: " in explained
    assert "probes computed again" in explained
    assert "* shipped" in told("list")
    assert told("promote", "mine/2").endswith("answers\n")
    assert "* mine/2" in told("list")
    assert "- shipped" in told("list")
    assert told("rollback").startswith("shipped ")
    assert "* shipped" in told("list")


def test_a_full_disk_is_one_line_and_promotes_nothing(other: Path) -> None:
    with full_disk(1 << 16):
        refused = RUN.invoke(app, ["model", "add", str(other)])
    assert refused.exit_code == 4
    assert refused.stderr == "commentguard: cannot store mine/2: File too large\n"
    store = ModelStore(other.parent / "home")
    assert list(store.folder.glob("*/*")) == []
    assert RUN.invoke(app, ["model", "add", str(other)]).exit_code == 0
    with full_disk(0):
        refused = RUN.invoke(app, ["model", "promote", "mine/2"])
    assert refused.exit_code == 4
    assert refused.stderr.endswith("it says what it said before: File too large\n")
    assert store.pointer() is None
    assert RUN.invoke(app, ["model", "promote", "mine/2"]).exit_code == 0
    with full_disk(400):
        noted = RUN.invoke(app, ["model", "rollback"])
    assert noted.exit_code == 4
    assert "shipped answers now, but moves.jsonl could not note it" in noted.stderr


def test_a_refusal_explains_itself(other: Path) -> None:
    (other / "report.json").unlink()
    added = RUN.invoke(app, ["model", "add", str(other)])
    assert added.exit_code == 0
    assert "commentguard evaluate --model FOLDER" in added.stderr
    explained = told("promote", "mine/2", "--explain", code=4)
    assert "NO   a report.json beside the bundle: none" in explained
    done = RUN.invoke(app, ["model", "promote", "mine/2"])
    assert done.exit_code == 4
    assert "a report.json beside the bundle: none" in done.stderr
    assert RUN.invoke(app, ["model", "rollback"]).exit_code == 4


@pytest.mark.parametrize("way", [[], ["--explain"]])
def test_a_folder_is_not_promoted_and_the_refusal_says_what_to_do(
    other: Path, way: list[str]
) -> None:
    done = RUN.invoke(app, ["model", "promote", str(other), *way])
    assert done.exit_code == 4
    assert f"add it first: commentguard model add {other}" in done.stderr


def test_show_diff_and_verify_take_names_digests_and_folders(other: Path) -> None:
    digest = told("add", str(other)).split()[1]
    for wanted in ("mine/2", digest[:8], str(other)):
        assert json.loads(told("show", wanted))["digest"] == digest
        assert told("verify", wanted).startswith("ok: mine 2 ")
    assert json.loads(told("show"))["figures"]["share of ham held"] is not None
    assert "segment penalty: " in told("diff", "shipped", "mine/2")
    assert told("diff", "mine/2", str(other)).endswith("no difference\n")
    told("show", "mine/3", code=4)


def test_the_report_of_another_model_gives_no_figures(other: Path) -> None:
    report = json.loads((other / "report.json").read_text())
    report["model"]["digest"] = "0123456789abcdef" * 4
    (other / "report.json").write_text(json.dumps(report))
    shown = json.loads(told("show", str(other)))
    assert shown["report"] == "its report is of another model (digest 0123456789ab)"
    assert set(shown["figures"].values()) == {None}
    done = RUN.invoke(app, ["model", "diff", "shipped", str(other)])
    assert f"{other} is not measured: its report is of another model" in done.stderr
    assert "share of ham held: 0." in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("share of ham held")]
    assert line.endswith("→ –")
    assert "of the test half" in json.loads(told("show"))["report"]


def test_a_damaged_model_is_listed_as_such(other: Path) -> None:
    told("add", str(other))
    home = other.parent / "home" / "models" / "mine" / "2"
    (home / "weights.npz").chmod(0o644)
    (home / "weights.npz").write_bytes(b"")
    assert "mine/2\tdamaged" in told("list")
    told("verify", "mine/2", code=4)


@pytest.mark.parametrize("way", ["settings", "--home"])
def test_every_command_about_models_heeds_the_home_of_the_settings(
    other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.delenv(HOME)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "usual"))
    monkeypatch.chdir(tmp_path)
    words = ["--home", "here"] if way == "--home" else []
    if not words:
        Path("commentguard.toml").write_text('home = "here"')
    told("add", str(other), *words)
    assert Path("here/models/mine/2/bundle.json").is_file()
    assert "mine/2" in told("list", *words)
    assert json.loads(told("show", "mine/2", *words))["name"] == "mine"
    assert told("diff", "mine/2", str(other), *words).endswith("no difference\n")
    assert told("verify", "mine/2", *words).startswith("ok: mine 2 ")
    told("promote", "mine/2", *words)
    assert "* mine/2" in told("list", *words)
    assert told("rollback", *words).startswith("shipped ")
    assert not Path("usual").exists()


def test_scoring_uses_what_was_promoted(other: Path, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"text": "hello"}')
    told("add", str(other))
    told("promote", "mine/2")
    done = RUN.invoke(app, ["score", str(tmp_path / "one.jsonl")])
    assert json.loads(done.stdout)["model"]["name"] == "mine"


@pytest.mark.parametrize("command", ["score", "show"])
def test_scoring_takes_the_names_that_show_does(other: Path, tmp_path: Path, command: str) -> None:
    def named(name: str) -> str:
        if command == "show":
            return str(json.loads(told("show", name))["digest"])
        done = RUN.invoke(app, ["score", str(tmp_path / "one.jsonl"), "--model", name])
        assert done.exit_code == 0, done.stderr
        return str(json.loads(done.stdout)["model"]["digest"])

    (tmp_path / "one.jsonl").write_text('{"text": "hello"}')
    told("add", str(other))
    digest = json.loads(told("show", "mine/2"))["digest"]
    assert {named(name) for name in ("mine/2", digest[:9], str(other))} == {digest}
    assert named("shipped") != digest


@pytest.mark.parametrize("layer", ["variable", "file"])
def test_scoring_uses_the_model_of_the_settings(
    other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layer: str
) -> None:
    (tmp_path / "one.jsonl").write_text('{"text": "hello"}')
    monkeypatch.chdir(tmp_path)
    if layer == "variable":
        monkeypatch.setenv("COMMENTGUARD_MODEL", str(other))
    else:
        (tmp_path / "commentguard.toml").write_text(f"model = {json.dumps(str(other))}")
    done = RUN.invoke(app, ["score", "one.jsonl"])
    assert json.loads(done.stdout)["model"]["name"] == "mine"
    named = RUN.invoke(app, ["score", "one.jsonl", "--model", str(default_model())])
    assert json.loads(named.stdout)["model"]["name"] == "default"
