"""Cold starts, and what a process that serves holds in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from clock import median
from web import BIN, free_port, wait_for

ROOT = Path(__file__).parents[1]
MODEL, SOURCE = ROOT / "models" / "default", ROOT / "src"
_ROUNDS = 5
_REQUESTS = 500

_LOADS = """
import json, sys, time
start = time.process_time()
from commentguard.scoring.bundle import load
from commentguard.scoring.shipped import default_model
from commentguard.text.lexicon import lexicon
from commentguard.text.gazetteer import gazetteer
imported = time.process_time()
lexicon(), gazetteer()
tables = time.process_time()
bundle = load(default_model(), prove=False)
read = time.process_time()
load(default_model())
proved = time.process_time()
print(json.dumps({
    "import_ms": (imported - start) * 1e3, "tables_ms": (tables - imported) * 1e3,
    "model_ms": (read - tables) * 1e3, "model_with_probes_ms": (proved - read) * 1e3,
}))
"""


def measure(texts: list[str]) -> dict[str, Any]:
    """Seconds and megabytes; medians of fresh processes, of code that is compiled as pip leaves it."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", SOURCE], check=True)
    found: dict[str, Any] = {
        "help_s": median([_run([str(BIN / "commentguard"), "--help"]) for _ in range(_ROUNDS)]),
        "imports_s": {
            name: median([_run([sys.executable, "-c", f"import {name}"]) for _ in range(3)])
            for name in ("sys", "numpy", "fastapi", "commentguard.server.app", "sklearn")
        },
        "loads": _loads(),
        "model_mb": sum(
            p.stat().st_size for p in map(MODEL.joinpath, ("bundle.json", "weights.npz"))
        )
        / 1e6,
    }
    served = [_serve(texts) for _ in range(3)]
    for key in served[0]:
        found[key] = median([one[key] for one in served])
    return found


def _run(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _loads() -> dict[str, float]:
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _LOADS], check=True, capture_output=True).stdout)
        for _ in range(3)
    ]  # fmt: skip
    return {key: median([run[key] for run in runs]) for key in runs[0]}


def _serve(texts: list[str]) -> dict[str, float]:
    """A first start, which makes the database, and a later one, which finds it there.

    The first does more, and could keep what that took. The targets are held against it: it is the one
    that a newcomer sees.
    """
    with tempfile.TemporaryDirectory() as home:
        first, later = _started(home, texts), _started(home, texts)
    return {**first, **{f"later_{name}": value for name, value in later.items()}}


def _started(home: str, texts: list[str]) -> dict[str, float]:
    """Time until ready, and resident memory once some hundred requests have been answered."""
    port = free_port()
    process = subprocess.Popen(
        [str(BIN / "commentguard"), "serve", "--home", home, "--local-open", "--port", str(port)],
        stderr=subprocess.DEVNULL, env={**os.environ, "COMMENTGUARD_RATE": "1000000", "COMMENTGUARD_BURST": "1000000"},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        ready = wait_for(f"http://127.0.0.1:{port}/readyz")
        spent = _processor_seconds(process.pid)
        for text in texts[:_REQUESTS]:
            body = json.dumps({"text": text}).encode()
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/v1/score", body, {"Content-Type": "application/json"}
            )
            urllib.request.urlopen(request, timeout=10).close()
        return {"ready_s": ready, "ready_cpu_s": spent, "rss_mb": _resident(process.pid)}
    finally:
        process.terminate()
        process.wait(20)


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1e3
    return 0.0
