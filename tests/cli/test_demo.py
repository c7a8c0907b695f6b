"""`commentguard demo`: filled once, opened again as it was left, and not eaten by retention."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("by_flag", [True, False])
def test_a_port_that_is_taken_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_flag: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        if not by_flag:
            monkeypatch.setenv("COMMENTGUARD_PORT", port)
        flag = ["--port", port] if by_flag else []
        done = CliRunner().invoke(app, ["demo", "--home", str(tmp_path), *flag])
    assert done.exit_code == 3
    assert "choose another with --port or COMMENTGUARD_PORT" in done.stderr
    assert not (tmp_path / "demo").exists()
