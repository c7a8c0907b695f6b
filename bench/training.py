"""What training costs at 20,000, 200,000 and 1,000,000 rows: seconds, and the largest memory.

Rows are drawn from the corpora and perturbed (words swapped and dropped), so that no two are the
same text. Each size is a process of its own, which reads rows, keeps none, and fits P(unwanted).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

SIZES = (20_000, 200_000)
MILLION = (1_000_000,)


def measure(sizes: tuple[int, ...]) -> dict[str, Any]:
    return {
        str(size): json.loads(
            subprocess.run(
                [sys.executable, __file__, str(size)], check=True, stdout=subprocess.PIPE
            ).stdout
        )
        for size in sizes
    }


def _rows(count: int) -> Iterator[Any]:
    from texts import all_rows

    rows = all_rows()
    chance = random.Random(count)
    for number in range(count):
        row = rows[chance.randrange(len(rows))]
        words = row.comment.text.split(" ")
        for _ in range(max(1, len(words) // 10)):
            one, other = chance.randrange(len(words)), chance.randrange(len(words))
            words[one], words[other] = words[other], words[one]
        del words[chance.randrange(len(words))]
        yield replace(row, comment=replace(row.comment, text=" ".join(words)), number=number)


def _train(count: int) -> dict[str, float]:
    import resource

    from commentguard.features.encoder import Encoder
    from commentguard.training.stream import Streamed, fit_streamed

    start = time.perf_counter()
    spent = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        stored = Streamed(Path(folder), _rows(count))
        encoded = time.perf_counter()
        written = sum(path.stat().st_size for path in Path(folder).iterdir())
        fit_streamed(stored, Encoder().columns, dense_penalty=0.05, gram_penalty=0.1)
    end = time.perf_counter()
    # The largest of this process and of its two workers, which live beside it, added up. Workers are told to end first; what they used is known only then.
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = children.ru_maxrss
    return {
        "seconds": end - start,
        "processor_s": time.process_time() - spent + children.ru_utime + children.ru_stime,
        "encoding_s": encoded - start,
        "fitting_s": end - encoded,
        "peak_mb": (here + 2 * workers) / 1e3,
        "disk_mb": written / 1e6,
    }


if __name__ == "__main__":
    print(json.dumps(_train(int(sys.argv[1]))))
