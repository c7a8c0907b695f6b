"""All benchmarks, or the parts named on the command line, into results.json and a table.

Parts that are not run keep the results of their last run. `million` is run only by name.
"""

from __future__ import annotations

import os

# One core for everybody, before any library reads it.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import gc  # noqa: E402
import json  # noqa: E402
import platform  # noqa: E402
import sys  # noqa: E402
import traceback  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import figures  # noqa: E402
from clock import seconds  # noqa: E402
from commentguard import load  # noqa: E402
from commentguard.comment import Comment  # noqa: E402
from commentguard.text.document import Document  # noqa: E402
from texts import read_texts  # noqa: E402

RESULTS = Path(__file__).parent / "results.json"
TABLE = Path(__file__).parent / "results.md"


def main(wanted: list[str]) -> int:
    import around
    import grams
    import hostile
    import scoring
    import stages
    import start
    import training
    import web

    texts, scorer, notes = read_texts(), load(), []
    scorer.score_many([Comment(text=text) for text in texts.texts])
    # What was loaded is here to stay; without this the collector walks it in everybody's time.
    gc.collect()
    gc.freeze()
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}

    def one_us() -> float:
        return float(results["scoring"]["spread"]["p50_us"])

    parts: dict[str, Callable[[], Any]] = {
        "scoring": lambda: scoring.measure(scorer, texts, notes),
        "around": lambda: around.measure(scorer, texts),
        "stages": lambda: stages.measure(scorer, texts.texts[:1000]),
        "grams": lambda: grams.measure([Document(Comment(text=t)) for t in texts.texts]),
        "hostile": lambda: hostile.measure(scorer, texts.texts, one_us()),
        "start": lambda: start.measure(texts.texts),
        "web": lambda: web.measure(texts.texts, notes),
        "training": lambda: training.measure(training.SIZES),
        "million": lambda: training.measure(training.MILLION),
    }
    usual = [name for name in parts if name != "million"]
    broken = False
    unknown = [name for name in wanted if name not in parts]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(parts)}", file=sys.stderr)
        return 2
    for name in wanted or usual:
        print(f"measuring {name}", file=sys.stderr)
        try:
            results[name] = parts[name]()
        except Exception:
            # The other parts have taken minutes, and are worth having without this one.
            traceback.print_exc()
            notes.append("broke off, the figures are those of an earlier run")
            broken = True
        # Each part with the load it was measured under: a busy machine is part of the result.
        results["machine"] = {**results.get("machine", {}), name: _machine()}
        results["notes"] = {**results.get("notes", {}), name: sorted(set(notes))}
        notes.clear()
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    page = figures.page(results)
    TABLE.write_text(page, encoding="utf-8")
    print(page)
    return 1 if broken else 0


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "processor": platform.processor() or platform.machine(),
        "loop_ms": round(min(seconds(_loop) for _ in range(5)) * 1e3, 1),
    }


def _loop() -> None:
    """What tells one machine, or one hour of a shared one, from another."""
    total = 0
    for number in range(1_000_000):
        total += number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
