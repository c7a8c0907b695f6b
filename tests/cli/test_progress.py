"""Bars are for a terminal; a log gets none."""

from __future__ import annotations

import pytest

from commentguard.cli.progress import bytes_on, steps_on


@pytest.mark.parametrize("variable", ["", "FORCE_COLOR"])
def test_a_log_gets_no_bar(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    with steps_on("search", 3) as step, bytes_on("file") as piece:
        step(1, "one")
        piece(10, 100)
    assert capfd.readouterr().err == ""
