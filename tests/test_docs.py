"""What the documentation says is tried: links lead somewhere, commands exist, code runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), *ROOT.glob("*/README.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_verdict_that_the_readme_begins_with_is_what_the_command_prints() -> None:
    (told, *_) = re.findall(
        r"```\n(HOLD .*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    comment = json.dumps({"text": re.sub("[⟦⟧]", "", told.splitlines()[1])})
    found = CliRunner().invoke(app, ["score", "-", "--format", "jsonl", "--explain"], input=comment)
    assert [line.rstrip() for line in found.stdout.rstrip().splitlines()] == told.splitlines()


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "hold" in capsys.readouterr().out


def test_the_commands_of_the_readme_exist() -> None:
    said = set(re.findall(r"bin/commentguard (\w+)", (ROOT / "README.md").read_text("utf-8")))
    assert said
    for command in said:
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0, command


def test_the_card_names_the_shipped_model() -> None:
    from commentguard.scoring.bundle import load

    folder = ROOT / "models" / "default"
    digest = load(folder, prove=False).digest
    assert digest in (folder / "MODEL_CARD.md").read_text("utf-8")
    assert digest in (folder / "report.json").read_text("utf-8")


def test_the_figures_of_the_readme_are_those_of_the_report() -> None:
    tracks = json.loads((ROOT / "models" / "default" / "report.json").read_text("utf-8"))["tracks"]
    half = tracks["own_test"]["contestants"]["model"]
    outside = tracks["outside_ham"]["contestants"]["model"]["pooled"]["raw"]
    contacts = half["ham"]["with_contacts"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert (
        f"{outside['held']} of {outside['n']:,} ({outside['rate']:.2%}".replace("%", " %") in readme
    )
    assert f"F1 | .{half['f1'] * 100:.0f} |" in readme
    assert f"{half['ham']['all']['held']} of {half['ham']['all']['n']}" in readme
    assert f"{contacts['held']} of {contacts['n']}" in readme
