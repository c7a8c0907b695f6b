"""What keeping a comment costs, and whether the server holds half its ceiling for a minute.

Starts a server of its own in a temporary folder. Three figures: requests a second of `/v1/score`
(nothing kept) and of `/v1/comments` (history, verdict and comment on disk before the answer), taken
in turns so that a busy machine is unfair to both alike; processor time for each; then an open loop
at half the ceiling, where a request that starts late counts from the time it was due. All of it twice,
with a fresh server each: `varied`, where comments have nothing in common but their words, and
`campaign`, where nearly every comment is a near copy of many before it, the dearest there is.

    python bench/service_load.py [--seconds 60] [--workload varied] [--database postgresql://…]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONNECTIONS = 32
TURN = 6.0
TURNS = 3
WORKLOADS = ("varied", "campaign")


@dataclass
class Tally:
    """Seconds of every answer, and how often each status came."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def at(self, share: float) -> float:
        ranked = sorted(self.seconds)
        return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def requests(path: str, key: str, workload: str, count: int = 4000) -> list[bytes]:
    """Requests with the comments of our own corpus, or with their words drawn anew."""
    rows = [
        json.loads(line)
        for line in (ROOT / "data/blog_comments/train-en.jsonl").read_text("utf-8").splitlines()
    ]
    written = [dict(row.get("comment", row)) for row in rows]
    words = [word for comment in written for word in comment["text"].split()]
    chance = random.Random(3)
    made = []
    for _ in range(count):
        comment = dict(chance.choice(written))
        if workload == "varied":
            comment["text"] = " ".join(chance.choices(words, k=len(comment["text"].split())))
        comment["text"] = f"{comment['text']} ({chance.randrange(10**6)})"
        comment["author_email"] = f"reader{chance.randrange(2000)}@reader.example"
        comment["permalink"] = f"https://blog.example/{zlib.crc32(comment['post_title'].encode())}"
        body = json.dumps({k: v for k, v in comment.items() if isinstance(v, str | int)}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


class Line:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open = False

    async def ask(self, request: bytes) -> int:
        if not self._open:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
            self._open = True
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await self._reader.readexactly(length)
        return int(head[9:12])


async def closed_loop(port: int, made: list[bytes], seconds: float) -> Tally:
    """Every connection asks again as soon as it is answered: finds the ceiling."""
    tally, end = Tally(), time.perf_counter() + seconds
    turn = iter(random.sample(made, len(made)) * 50)

    async def ask() -> None:
        line = Line(port)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            status = await line.ask(next(turn))
            tally.seconds.append(time.perf_counter() - begun)
            tally.statuses[status] += 1

    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    return tally


async def open_loop(port: int, made: list[bytes], rate: float, seconds: float) -> Tally:
    """Requests fall due at a fixed rate, whether the server keeps up or not."""
    tally, begun = Tally(), time.perf_counter()
    due: asyncio.Queue[float | None] = asyncio.Queue()
    turn = iter(random.sample(made, len(made)) * 50)

    async def ask() -> None:
        line = Line(port)
        while (when := await due.get()) is not None:
            status = await line.ask(next(turn))
            tally.seconds.append(time.perf_counter() - when)
            tally.statuses[status] += 1

    askers = [asyncio.create_task(ask()) for _ in range(8 * CONNECTIONS)]
    for k in range(int(rate * seconds)):
        when = begun + k / rate
        if (wait := when - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        due.put_nowait(when)
    for _ in askers:
        due.put_nowait(None)
    await asyncio.gather(*askers)
    return tally


@contextlib.contextmanager
def server(database: str) -> Iterator[tuple[int, str, int]]:
    """A running server: its port, a key, its process id."""
    with socket.socket() as probe, tempfile.TemporaryDirectory() as home:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {
            **os.environ, "COMMENTGUARD_HOME": home, "COMMENTGUARD_RATE": "0",
            "COMMENTGUARD_LOG_LEVEL": "error", "COMMENTGUARD_DATABASE_URL": database,
        }  # fmt: skip
        command = [sys.executable, "-m", "commentguard.cli.main"]

        def run(*words: str) -> str:
            done = subprocess.run(
                [*command, *words], env=environment, capture_output=True, text=True, check=True
            )
            return done.stdout.strip()

        run("site", "add", "load")
        key = run("key", "create", "load")
        with subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
        ) as process:
            for _ in range(200):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").read()
                    break
                time.sleep(0.1)
            yield port, key, process.pid
            process.terminate()


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(database: str, workload: str, seconds: float) -> int:
    """Print the figures of one workload; how many answers of the last minute were not 2xx."""
    paths = {"score": "/v1/score", "comments": "/v1/comments"}
    with server(database) as (port, key, pid):
        made = {name: requests(path, key, workload) for name, path in paths.items()}
        rates: dict[str, list[float]] = {name: [] for name in paths}
        costs: dict[str, list[float]] = {name: [] for name in paths}
        asyncio.run(closed_loop(port, made["score"], 2))
        for _ in range(TURNS):
            for name in paths:
                before = processor_seconds(pid)
                tally = asyncio.run(closed_loop(port, made[name], TURN))
                count = len(tally.seconds)
                rates[name].append(count / TURN)
                costs[name].append(1000 * (processor_seconds(pid) - before) / count)
                print(f"{workload:8} {paths[name]:14} {count / TURN:6.0f}/s  {costs[name][-1]:.2f} ms "
                      f"processor  p50 {tally.at(0.5):.1f} ms  p99 {tally.at(0.99):.1f} ms  "
                      f"{dict(tally.statuses)}")  # fmt: skip
        rate = {name: statistics.median(found) for name, found in rates.items()}
        cost = {name: statistics.median(found) for name, found in costs.items()}
        share, work = rate["comments"] / rate["score"], cost["score"] / cost["comments"]
        print(f"{workload}: kept / not kept: {share:.0%} of the rate; processor {cost['score']:.2f} ms "
              f"and {cost['comments']:.2f} ms each ({work:.0%})")  # fmt: skip
        half = rate["comments"] / 2
        tally = asyncio.run(open_loop(port, made["comments"], half, seconds))
        bad = sum(count for status, count in tally.statuses.items() if not 200 <= status < 300)
        print(f"{workload}: {seconds:.0f} s at {half:.0f}/s: {len(tally.seconds)} answers, {bad} not "
              f"2xx, {dict(tally.statuses)}, p50 {tally.at(0.5):.1f}  p95 {tally.at(0.95):.1f}  "
              f"p99 {tally.at(0.99):.1f} ms")  # fmt: skip
    return bad


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--workload", choices=WORKLOADS, action="append")
    options.add_argument("--database", default="")
    given = options.parse_args()
    bad = [measure(given.database, one, given.seconds) for one in given.workload or WORKLOADS]
    sys.exit(1 if any(bad) else 0)


if __name__ == "__main__":
    main()
