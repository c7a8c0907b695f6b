"""Generated pages are checked in and up to date."""

from __future__ import annotations

from pathlib import Path

from commentguard.scoring.bundle import load
from commentguard.scoring.shipped import default_model
from commentguard.signals import SIGNALS
from commentguard.training.pages import signals_page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_signals_is_up_to_date() -> None:
    """For the signals of the shipped model: a new one is documented with the next `make docs`."""
    known = set(load(default_model(), prove=False).columns)
    signals = [s for s in SIGNALS if f"{s.name}.{s.columns[0].name}" in known]
    page = (DOCS / "signals.md").read_text("utf-8")
    assert page.startswith(signals_page(signals)), "run `make docs`"
