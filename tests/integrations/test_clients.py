"""Real client libraries, unmodified, against a running server."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import akismet
import httpx
import pytest
from tests.integrations.guard_server import GuardServer
from tests.integrations.needs import needs

CLIENTS = Path(__file__).parents[1] / "clients"
BLOG = "https://blog.example/"
ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."
READER = "Thanks, the tip about cold frames saved my tomatoes this spring."


@pytest.fixture
def node() -> None:
    """Asked for first, so that no server is started for nothing."""
    needs("node", CLIENTS / "node_modules")


@pytest.fixture
def guard_server(tmp_path: Path) -> Iterator[GuardServer]:
    """A server for each test: a site learns from what it is told."""
    server = GuardServer(tmp_path)
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("client", "refused"),
    [("cedx", "This key is not known here."), ("akismet-api", "Invalid API key"),
     # It takes everything but `true` for ham.
     ("akismet", "ham")],
)  # fmt: skip
def test_a_library_for_node(
    node: None, guard_server: GuardServer, client: str, refused: str
) -> None:
    texts = [f"{ADVERT} ({client})", f"{READER} ({client})"]
    before = len(guard_server.corrections())
    done = subprocess.run(
        ["node", "--no-deprecation", "--require", "./names.cjs", f"{client}.mjs",
         str(guard_server.port), guard_server.key, *texts],
        cwd=CLIENTS, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert answers == {
        "valid": True, "invalid": False, "advert": "spam", "reader": "ham", "guaranteed": "spam",
        "administrator": "ham", "advert_again": "ham", "reader_again": "spam", "refused": refused,
    }  # fmt: skip
    said = [(c.label, c.kind) for c in guard_server.corrections()[before:]]
    assert said == [("spam", "miss"), ("ham", "false_positive")]


class _Here(httpx.HTTPTransport):
    """Rewrites the address, which the library has no setting for."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return super().handle_request(request)


class _HereAsync(httpx.AsyncHTTPTransport):
    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await super().handle_async_request(request)


WHO: dict[str, Any] = {
    "user_ip": "203.0.113.9",
    "comment_author": "Py",
    "comment_author_email": "py@mail.example",
}


def test_the_python_library(guard_server: GuardServer) -> None:
    advert, reader = f"{ADVERT} (sync)", f"{READER} (sync)"
    with httpx.Client(transport=_Here(guard_server.port)) as http:
        config = akismet.Config(key=guard_server.key, url=BLOG)
        client = akismet.SyncClient(config=config, http_client=http)
        assert client.verify_key(guard_server.key, BLOG)
        assert not client.verify_key("0123456789ff", BLOG)
        assert check(client, advert) is akismet.CheckResponse.SPAM
        assert check(client, reader) is akismet.CheckResponse.HAM
        assert client.submit_spam(comment_content=reader, **WHO)
        assert client.submit_ham(comment_content=advert, **WHO)
        assert check(client, advert) is akismet.CheckResponse.HAM
        assert check(client, reader) is akismet.CheckResponse.SPAM
        assert client.usage_limit()["limit"] == "none"
        # It forgets to send its key here; its own suite expects what the vendor says to that.
        with pytest.raises(akismet.APIKeyError):
            client.key_sites()
        bad = akismet.SyncClient(
            config=akismet.Config(key="0123456789ff", url=BLOG), http_client=http
        )
        for method in (bad.comment_check, bad.submit_ham, bad.submit_spam):
            with pytest.raises(akismet.APIKeyError):
                method(user_ip="127.0.0.1")


def check(client: akismet.SyncClient, text: str) -> akismet.CheckResponse:
    answer: akismet.CheckResponse = client.comment_check(comment_content=text, **WHO)
    return answer


def test_the_python_library_without_waiting(guard_server: GuardServer) -> None:
    async def session() -> None:
        async with httpx.AsyncClient(transport=_HereAsync(guard_server.port)) as http:
            config = akismet.Config(key=guard_server.key, url=BLOG)
            client = akismet.AsyncClient(config=config, http_client=http)
            assert await client.verify_key(guard_server.key, BLOG)
            many = [
                client.comment_check(comment_content=f"{text} ({k})", **WHO)
                for k in range(10)
                for text in (ADVERT, READER)
            ]
            answers = await asyncio.gather(*many)
            assert answers == [akismet.CheckResponse.SPAM, akismet.CheckResponse.HAM] * 10
            assert await client.submit_ham(comment_content=f"{ADVERT} (0)", **WHO)
            again = await client.comment_check(comment_content=f"{ADVERT} (0)", **WHO)
            assert again is akismet.CheckResponse.HAM

    asyncio.run(session())
