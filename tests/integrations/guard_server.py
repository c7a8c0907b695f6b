"""A CommentGuard server as an operator runs it: a process, a folder, a key from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
from sqlalchemy import Engine
from tests.integrations.processes import Running, until

from commentguard.service import review
from commentguard.storage.corrections import Correction, of_site
from commentguard.storage.engine import connect
from commentguard.testing.process import free_port

_COMMAND = [sys.executable, "-m", "commentguard.cli.main"]
SITE = "blog"


class GuardServer:
    """One server with the site `blog`. `key` is for the Akismet face, `bearer` for the other."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._run("site", "add", SITE, "--url", "https://blog.example")
        self.key = self._run("key", "create", SITE, "--akismet")
        self.bearer = self._run("key", "create", SITE)
        self._log = folder / "guard.log"
        self._server = self._start()

    def stop(self) -> None:
        self._server.stop()

    def restart(self) -> None:
        self._server = self._start()

    def held(self) -> list[str]:
        """Texts in the queue, newest first."""
        with self._engine().connect() as connection:
            page = review.listed(connection, review.Filter(site_id=SITE))
        return [stored.comment.text for stored in page.items]

    def corrections(self) -> list[Correction]:
        """Everything that people said, oldest first."""
        with self._engine().connect() as connection:
            return list(of_site(connection, SITE))

    def _engine(self) -> Engine:
        return connect(f"sqlite:///{self.home / 'commentguard.db'}")

    def _start(self) -> Running:
        command = [*_COMMAND, "serve", "--port", str(self.port), "--home", str(self.home)]
        running = Running(command, self._log, {"COMMENTGUARD_RATE": "0"})
        until(lambda: httpx.get(f"{self.url}/readyz").json()["status"] == "ok")
        return running

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*_COMMAND, *arguments, "--home", str(self.home)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
