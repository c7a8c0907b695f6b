"""How long the queue page takes with 30,000 comments held, in SQLite. Exits 1 above the target.

Usage: bench/desk_queue.py [--held 30000] [--rounds 12] [--out FILE]

Server time is the time of the whole application: sign-in, queries, rendering. A network and a
browser add theirs. Every kind of view is asked for in turn, by somebody of one site, of two and of
all, the first page and one deep inside. Processor time is what the server used of that: on a machine
that others use, the rest is waiting for them. Run under `nice -n -10` it waits less; load and niceness
stand in the file. Previews of deciding many at once look at everything that waits, and are told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from tests.web.desk import Browser, signed_in

from commentguard.server.config import Config
from commentguard.service import people
from commentguard.service.people import Role
from commentguard.storage.clock import now
from commentguard.testing.flood import fill
from commentguard.testing.serving import served

TARGET_MS = 150.0
VIEWS = (
    "", "order=oldest", "order=unsure", "order=likeliest", "site=blog", "reason=location_ad",
    "reason=gibberish", "label=spam", "priority=unsure", "language=ar", "age=week", "author=faye",
    "q=presupuesto", "q=nosuchword", "q=nosuchword&order=unsure", "status=rejected",
)  # fmt: skip
PREVIEWS = ("", "q=presupuesto", "q=nosuchword&age=week")


def asked(people_: Sequence[Browser], address: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds for a page, each time by the next of these people; and of processor time."""
    times, used = [], []
    for k in range(rounds):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        page = people_[k % len(people_)].get(address)
        times.append(1000 * (time.perf_counter() - begun))
        used.append(1000 * (time.process_time() - begun_cpu))
        assert page.status_code == 200
    return times, used


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--held", type=int, default=30_000)
    arguments.add_argument("--rounds", type=int, default=12)
    arguments.add_argument("--out", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Config(home=Path(folder))) as server:
        fill(server.guard, server.guard.directory.sites["blog"], given.held)
        one = signed_in(server, "one", Role.MODERATOR, "blog")
        both = signed_in(server, "both", Role.MODERATOR, "blog")
        with server.guard.store.transaction() as connection:
            people.set_role(connection, "both", "other", Role.VIEWER, now(), actor="bench")
        every = signed_in(server, "every", Role.MODERATOR, "*")
        deep = "order=newest"
        for _ in range(3):
            more = re.search(
                r'<p class="more"><a href="/desk\?([^"]+)"', one.get(f"/desk?{deep}").text
            )
            assert more
            deep = more[1].replace("&amp;", "&")
        people_ = (one, both, every)
        figures, used = {}, {}
        for view in (*VIEWS, deep):
            name = "a deep page" if view is deep else view or "the first page"
            figures[name], used[name] = asked(people_, f"/desk?{view}", given.rounds)
        previews = {
            view or "everything": asked(people_, f"/desk/bulk?{view}", given.rounds)[1]
            for view in PREVIEWS
        }
    everything = [ms for times in figures.values() for ms in times]
    p95 = quantiles(everything, n=20)[18]
    p95_used = quantiles([ms for times in used.values() for ms in times], n=20)[18]
    for view, times in figures.items():
        print(
            f"{view:26} median {median(times):6.1f} ms   worst {max(times):6.1f} ms"
            f"   of processor time {median(used[view]):6.1f} ms, {max(used[view]):6.1f} ms"
        )
    for view, times in previews.items():
        print(f"preview of {view:15} median {median(times):6.1f} ms of processor time")
    print(
        f"{len(everything)} pages with {given.held} held: p95 {p95:.1f} ms, target {TARGET_MS:.0f} ms;"
        f" of processor time {p95_used:.1f} ms"
    )
    if given.out:
        worst = {view: round(max(times), 1) for view, times in figures.items()}
        usual = {view: round(median(times), 1) for view, times in used.items()}
        summary = {
            "held": given.held,
            "pages": len(everything),
            "p95_ms": round(p95, 1),
            "p95_processor_ms": round(p95_used, 1),
            "load": round(os.getloadavg()[0], 1),
            "niceness": os.nice(0),
            "worst_ms": worst,
            "median_processor_ms": usual,
            "previews_median_processor_ms": {
                view: round(median(times), 1) for view, times in previews.items()
            },
        }
        given.out.write_text(json.dumps(summary, indent=2) + "\n", "utf-8")
    return 0 if p95 <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
