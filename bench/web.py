"""Requests a second: ours against routes that do nothing, on the same server software.

Client and servers share the machine's cores and so get in each other's way; all targets suffer
alike, and only their ratios are reported as findings. Every target answers the same bodies.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clock import median

BENCH = Path(__file__).parent
BIN = Path(sys.executable).parent
CONNECTIONS = (1, 16, 64)
_SECONDS = 2
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    address: str
    body: Path
    kind: str


def measure(texts: list[str], notes: list[str]) -> dict[str, Any]:
    """Medians of interleaved rounds, by number of workers, connections and target."""
    if not shutil.which("wrk"):
        notes.append("wrk is not installed (apt-get install wrk): HTTP not measured")
        return {}
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            with _targets(Path(folder), workers, texts, notes) as targets:
                found[f"{workers} workers"] = {
                    f"{count} connections": _race(targets, count) for count in CONNECTIONS
                }
    return found


def _race(targets: list[Target], connections: int) -> dict[str, dict[str, float]]:
    runs: dict[str, list[dict[str, float]]] = {}
    for _ in range(_ROUNDS if connections == 16 else 1):
        for target in targets:
            runs.setdefault(target.name, []).append(_wrk(target, connections))
    return {
        name: {key: median([run[key] for run in mine]) for key in mine[0]}
        for name, mine in runs.items()
    }


def _wrk(target: Target, connections: int) -> dict[str, float]:
    line = ["wrk", "-t1", f"-c{connections}", f"-d{_SECONDS}s", "-s", str(BENCH / "request.lua")]
    environment = {**os.environ, "BENCH_BODY": str(target.body), "BENCH_TYPE": target.kind}
    done = subprocess.run(
        [*line, target.address], env=environment, capture_output=True, text=True, check=True
    )
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


@contextmanager
def _targets(
    folder: Path, workers: int, texts: list[str], notes: list[str]
) -> Iterator[list[Target]]:
    json_body, form_body = folder / "bodies.json", folder / "bodies.form"
    json_body.write_bytes(b"\n".join(json.dumps({"text": text}).encode() for text in texts))
    home = folder / f"home{workers}"
    ours, plain, echo = free_port(), free_port(), free_port()
    environment = {**os.environ, "COMMENTGUARD_RATE": "1000000", "COMMENTGUARD_BURST": "1000000"}
    key = _akismet_key(home, environment, notes)
    form_body.write_text("\n".join(_form(text, key) for text in texts), "ascii")
    test_body = folder / "bodies.test"
    test_body.write_text("\n".join(_form(text, key) + "&is_test=1" for text in texts), "ascii")
    serve = [str(BIN / "commentguard"), "serve", "--home", str(home), "--local-open"]
    uvicorn = [sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning"]
    uvicorn += ["--app-dir", str(BENCH), "--workers", str(workers)]
    started = [
        subprocess.Popen(
            [*serve, "--port", str(ours), "--workers", str(workers)],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ),
        subprocess.Popen([*uvicorn, "--port", str(plain), "plain:app"]),
        subprocess.Popen([*uvicorn, "--port", str(echo), "plain:echo"]),
    ]  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{ours}/readyz")
        for port in (plain, echo):
            wait_for(f"http://127.0.0.1:{port}/")
        form = "application/x-www-form-urlencoded"
        targets = [
            Target("ASGI echo", f"http://127.0.0.1:{echo}/", json_body, "application/json"),
            Target("no-op JSON route", f"http://127.0.0.1:{plain}/json", json_body, "application/json"),
            Target("/v1/score", f"http://127.0.0.1:{ours}/v1/score", json_body, "application/json"),
            Target("no-op form route", f"http://127.0.0.1:{plain}/form", form_body, form),
        ]  # fmt: skip
        if key:
            check = f"http://127.0.0.1:{ours}/1.1/comment-check"
            targets.append(Target("comment-check", check, form_body, form))
            targets.append(Target("comment-check, a test", check, test_body, form))
        yield targets
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _akismet_key(home: Path, environment: dict[str, str], notes: list[str]) -> str:
    """A key for the Akismet endpoint, of a site made for the run."""
    command = str(BIN / "commentguard")
    options = ["--home", str(home)]
    subprocess.run(
        [command, "site", "add", "bench", *options, "--url", "https://blog.example"],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    done = subprocess.run(
        [command, "key", "create", "bench", *options, "--akismet"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        notes.append(f"no Akismet key: {done.stderr.strip()[:120]}")
        return ""
    return done.stdout.strip().split()[-1]


def _form(text: str, key: str) -> str:
    return urllib.parse.urlencode(
        {
            "api_key": key,
            "blog": "https://blog.example",
            "user_ip": "192.0.2.7",
            "user_agent": "Mozilla/5.0",
            "comment_type": "comment",
            "comment_author": "Ruth",
            "comment_content": text,
        }
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(address: str, limit: float = 120.0) -> float:
    """Seconds until something answers at `address`, whatever it says but for 503."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError as error:
            if error.code != 503:
                return time.perf_counter() - start
        except OSError:
            pass
        else:
            return time.perf_counter() - start
        time.sleep(0.01)
    raise TimeoutError(address)
