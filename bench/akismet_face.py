"""`comment-check`, judged only and judged and kept, beside a FastAPI form route that does nothing.

Usage: python bench/akismet_face.py [SECONDS]. All are served in turns by one process on the same
machine, asked by the same clients; the ratios are the figures, the rates depend on the machine.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Form
from fastapi.responses import PlainTextResponse

CALLERS, ROUNDS = 16, 3
# Readers do not all write the same: near duplicates would be compared with each other.
WORDS = [
    "my",
    "tomatoes",
    "beans",
    "frost",
    "garden",
    "spring",
    "cold",
    "frame",
    "water",
    "early",
    "late",
    "seeds",
    "neighbour",
    "copper",
    "slugs",
    "tried",
    "again",
    "last",
    "year",
    "this",
    "week",
    "thanks",
    "wonder",
    "whether",
    "soil",
    "compost",
    "sunny",
    "corner",
    "balcony",
    "window",
    "still",
    "green",
    "ripe",
    "basil",
    "leaves",
    "yellow",
    "rain",
    "summer",
    "greenhouse",
    "cucumber",
    "potato",
    "turned",
    "out",
    "better",
]
FIELDS = {
    "blog": "https://blog.example",
    "user_ip": "203.0.113.9",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "referrer": "https://blog.example/post",
    "permalink": "https://blog.example/post",
    "comment_type": "comment",
    "comment_author_email": "reader@mail.example",
    "blog_lang": "en_US",
    "blog_charset": "UTF-8",
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.5",
    "POST_ak_js": "1795346844057",
}


def nothing() -> FastAPI:
    """The route that the figure is relative to."""
    app = FastAPI()

    @app.post("/1.1/comment-check", response_class=PlainTextResponse)
    async def check(
        comment_content: Annotated[str, Form()] = "", comment_author: Annotated[str, Form()] = ""
    ) -> str:
        return "false"

    return app


def serve(kind: str, home: Path, port: int) -> None:
    if kind == "nothing":
        app = nothing()
    else:
        from commentguard.server.app import make_app
        from commentguard.server.config import Config

        app = make_app(Config(home=home, rate=0))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)


def make_key(home: Path) -> str:
    from commentguard.service import keys, sites
    from commentguard.service.keys import Kind
    from commentguard.service.secret import Secret
    from commentguard.storage.clock import now
    from commentguard.storage.store import Store

    store = Store.open(f"sqlite:///{home / 'commentguard.db'}")
    with store.transaction() as connection:
        sites.add(connection, "blog", now())
        key = keys.create(connection, Secret.open(home), "blog", now(), kind=Kind.AKISMET)[1]
    store.close()
    return key


async def load(port: int, key: str, seconds: float, is_test: str) -> float:
    """Requests a second."""
    deadline = time.perf_counter() + seconds
    counts = await asyncio.gather(
        *(_caller(port, key, k, deadline, is_test) for k in range(CALLERS))
    )
    return sum(counts) / seconds


async def _caller(port: int, key: str, name: int, deadline: float, is_test: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done, words = 0, random.Random(name)
    while time.perf_counter() < deadline:
        text = " ".join(words.choices(WORDS, k=words.randint(8, 40)))
        form = urlencode({**FIELDS, "comment_author": f"Reader {name}", "comment_content": text, "is_test": is_test,
                          "api_key": key})  # fmt: skip
        writer.write(
            b"POST /1.1/comment-check HTTP/1.1\r\nHost: rest.akismet.com\r\n"
            b"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(form), form.encode())
        )
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert await reader.readexactly(length) in (b"true", b"false")
        done += 1
    writer.close()
    return done


def measure(kind: str, seconds: float) -> float:
    is_test = "0" if kind == "kept" else "1"
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        key = make_key(home)
        process = multiprocessing.get_context("spawn").Process(
            target=serve, args=(kind, home, port)
        )
        process.start()
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            asyncio.run(load(port, key, 0.5, is_test))
            return asyncio.run(load(port, key, seconds, is_test))
        finally:
            process.terminate()
            process.join()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    ratios: dict[str, list[float]] = {"judged": [], "kept": []}
    for _ in range(ROUNDS):
        idle = measure("nothing", seconds)
        line = f"no-op form {idle:6.0f}/s"
        for kind, found in ratios.items():
            rate = measure(kind, seconds)
            found.append(rate / idle)
            line += f"   {kind} {rate:6.0f}/s ({rate / idle:.2f})"
        print(line)
    for kind, found in ratios.items():
        print(f"{kind}: median ratio {statistics.median(found):.2f}")


if __name__ == "__main__":
    main()
