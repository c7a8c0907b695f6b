"""What serving must not load: the laboratory."""

from __future__ import annotations

import subprocess
import sys

BANNED = ("sklearn", "scipy", "pandas", "joblib", "nltk", "pickle5", "matplotlib")


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_the_application_imports_no_laboratory_and_reads_no_model() -> None:
    assert not loaded_after("import commentguard.server.app") & set(BANNED)


def test_scoring_imports_no_laboratory() -> None:
    code = "from commentguard import load, Comment; load().score(Comment(text='hello'))"
    assert not loaded_after(code) & set(BANNED)


def test_the_package_is_light() -> None:
    assert "numpy" not in loaded_after("import commentguard")


def test_help_needs_neither_numpy_nor_the_laboratory() -> None:
    assert not loaded_after("import commentguard.cli.main") & {"numpy", *BANNED}
