"""`commentguard demo`: filled once, opened again as it was left, and not eaten by retention."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.server.config import Config
from commentguard.service.retention import Limits, enforce
from commentguard.storage.store import Store


def test_a_second_call_opens_what_is_there_and_its_months_stay(tmp_path: Path) -> None:
    first = CliRunner().invoke(app, ["demo", "--home", str(tmp_path), "--only-fill"])
    assert first.exit_code == 0, first.output
    assert "a site that does not exist" in first.output
    again = CliRunner().invoke(app, ["demo", "--home", str(tmp_path), "--only-fill"])
    assert "as it was left" in again.output
    settings = Config.load(tmp_path / "demo" / "commentguard.toml", {"home": tmp_path / "demo"})
    store = Store.open(settings.database)
    limits = Limits(settings.keep_unpublished_days, settings.keep_published_days)
    gone = enforce(store, limits)
    store.close()
    assert (gone["published"], gone["unpublished"]) == (0, 0)
