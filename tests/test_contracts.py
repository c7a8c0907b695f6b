"""Every import contract is shown to fail on a planted violation: a rule that cannot fail is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANTED = [
    ("text/prices.py", "import commentguard.scoring.policy", "Layers point down"),
    ("signals/scam.py", "import commentguard.signals.offer", "Signals do not know each other"),
    ("scoring/policy.py", "import pandas", "Serving needs numpy, not the laboratory"),
    ("signals/shape.py", "import time", "Signals and text are pure"),
]


@pytest.mark.parametrize(("module", "line", "contract"), PLANTED, ids=[c for *_, c in PLANTED])
def test_a_planted_violation_breaks_its_contract(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    pytest.importorskip("importlinter")
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.gz")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / "src" / "commentguard" / module
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout
