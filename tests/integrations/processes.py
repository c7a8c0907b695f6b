"""Servers that a test starts and stops, and the ports and waits that go with them."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PATIENCE = 60.0


class Running:
    """A process whose output goes to a file. `stop` ends it and all that it started."""

    def __init__(
        self, command: Sequence[str | Path], log: Path, extra: Mapping[str, str] | None = None
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(extra or {})}, start_new_session=True,
            )  # fmt: skip

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """Ask politely, wait, and only then insist."""
        if self.alive():
            os.killpg(self._process.pid, 15)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.wait(15)


def until(ready: Callable[[], bool]) -> None:
    """Return when `ready()`; fail after a minute."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if ready():
                return
        except OSError:
            pass
        except Exception as error:
            # The HTTP client wraps a refused connection in an error of its own.
            if "connect" not in type(error).__name__.lower():
                raise
        time.sleep(0.1)
    raise AssertionError("not ready after a minute")
