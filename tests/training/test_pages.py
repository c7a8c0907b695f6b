"""Generated pages are checked in and up to date."""

from __future__ import annotations

from pathlib import Path

from commentguard.training.pages import signals_page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_signals_is_up_to_date() -> None:
    assert (DOCS / "signals.md").read_text("utf-8") == signals_page(), "run `make docs`"
