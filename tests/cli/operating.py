"""Commands on a home of their own, for tests of running a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from commentguard.cli.main import app
from commentguard.service import keys
from commentguard.service.directory import Directory, look
from commentguard.service.secret import Secret
from commentguard.storage.clock import now
from commentguard.storage.store import Store


def run(*words: str, code: int = 0, said: str = "") -> str:
    result: Result = CliRunner().invoke(app, list(words), input=said)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def known(home: Path) -> tuple[Directory, Secret]:
    store = Store.open(f"sqlite:///{home / 'commentguard.db'}")
    with store.engine.connect() as connection:
        found = look(connection, Directory())
    store.close()
    return found, Secret.open(home)


def works(home: Path, text: str, at: int | None = None) -> bool:
    directory, secret = known(home)
    return keys.recognise(directory, secret, text, at or now()) is not None


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
