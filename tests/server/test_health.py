"""What monitors and people ask first of an address: is somebody there, and where does it begin?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commentguard.server.config import Config
from commentguard.testing.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(Config(home=tmp_path_factory.mktemp("home"))) as server:
        yield server


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_monitors_ask_with_head(server: Served, path: str) -> None:
    asked, whole = server.client.head(path), server.client.get(path)
    assert asked.status_code == whole.status_code == 200
    assert asked.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_printed_address_leads_to_the_desk(server: Served, method: str) -> None:
    answer = server.client.request(method, "/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    followed = server.client.get("/", follow_redirects=True)
    assert followed.status_code == 200
    assert followed.url.path == "/desk/login"
    assert followed.headers["content-type"].startswith("text/html")
