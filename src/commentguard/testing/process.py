"""A server as an operator starts it: a process, a folder, a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Reading the model takes a second; a busy machine takes twenty.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers at `url`. What it prints is in a file, as where nobody looks on."""

    process: subprocess.Popen[bytes]
    port: int
    printed: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self) -> str:
        """Everything it has printed so far."""
        return self.printed.read_text("utf-8")

    def stops(self) -> bool:
        """Ask it to stop; whether it ended because of that."""
        self.process.send_signal(signal.SIGTERM)
        # As a signal, as a shell tells it, or by itself once it heard.
        return self.process.wait(15) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)


@contextmanager
def started(
    home: Path, *options: str, port: int = 0, settings: Mapping[str, str] | None = None
) -> Iterator[Started]:
    """Run `commentguard serve` until the end of the block; `settings` are variables without prefix."""
    port, printed = port or free_port(), home / "printed.txt"
    home.mkdir(parents=True, exist_ok=True)
    given = {f"COMMENTGUARD_{name.upper()}": value for name, value in (settings or {}).items()}
    environment = {
        **os.environ, **given, "COMMENTGUARD_HOME": str(home), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "commentguard.cli.main", "serve", "--port", str(port)]
    with (
        printed.open("wb") as output,
        subprocess.Popen([*command, *options], stdout=output, env=environment) as process,
    ):
        try:
            await_answer(f"http://127.0.0.1:{port}/livez", process)
            yield Started(process, port, printed)
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(15)
        finally:
            process.kill()


def await_answer(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return when something answers at `url`; raise when the process ended, or after a minute."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"nothing answers at {url} (exit status {process.poll()})")


def free_port() -> int:
    """A port on which nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
