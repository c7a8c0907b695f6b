"""A skip is news at a desk and a failure in continuous integration."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RULE = Path(__file__).parents[1] / "conftest.py"
SKIPS = {
    "in the test": "import pytest\ndef test_it():\n    pytest.skip('no server')",
    "by a mark": "import pytest\n@pytest.mark.skip('no server')\ndef test_it():\n    pass",
    "in a fixture": "import pytest\n@pytest.fixture\ndef it():\n    pytest.skip('no server')\n"
    "def test_it(it):\n    pass",
    "for want of parameters": "import pytest\n@pytest.mark.parametrize('it', [])\n"
    "def test_it(it):\n    pass",
    "of a whole module": "import pytest\npytest.skip('no server', allow_module_level=True)",
}


def run(folder: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_bytes(RULE.read_bytes())
    (folder / "test_it.py").write_text(source, "utf-8")
    # The rule is pytest's alone; its plugins take four seconds to load.
    plain = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    inherited = {name: value for name, value in os.environ.items() if name != "CI"} | plain
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "--rootdir", folder, folder],
        cwd=folder, env={**inherited, **environment}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("kind", SKIPS)
def test_a_skip_fails_in_ci_with_its_reason(kind: str, tmp_path: Path) -> None:
    done = run(tmp_path, SKIPS[kind], CI="true")
    assert done.returncode != 0
    assert "skipped in CI" in done.stdout
    assert "no server" in done.stdout or "empty parameter set" in done.stdout


def test_at_a_desk_it_is_a_skip(tmp_path: Path) -> None:
    done = run(tmp_path, SKIPS["in the test"])
    assert (done.returncode, "1 skipped" in done.stdout) == (0, True)


def test_what_fails_as_expected_has_run(tmp_path: Path) -> None:
    source = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it():\n    assert False"
    done = run(tmp_path, source, CI="true")
    assert (done.returncode, "1 xfailed" in done.stdout) == (0, True)
