"""The compose file, brought up as it is shipped: two containers, one of them with a port."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from tests.deploy.engine import ADD, PROXY, Engine
from tests.deploy.test_image import ADVERT, await_answer

from commentguard.testing.process import free_port

# Another than the one that the image is tried in.
NETWORK = "198.18.30"
# The program of the proxy's image, from Debian, started the same way.
_PROXY = f"""{ADD} nginx-light
CMD ["nginx", "-g", "daemon off;"]
"""


@pytest.fixture(scope="module")
def outside(built: Engine) -> Iterator[str]:
    """Where the world reaches what compose has brought up."""
    built.build_other(PROXY, _PROXY)
    port = free_port()
    built.set("GUARD_PORT", str(port))
    built.set("GUARD_NETWORK", NETWORK)
    with built.listening():
        built.compose("up", "--no-build", "--detach")
        await_answer(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
        built.compose("down", "--volumes", "--timeout", "20")


def run(built: Engine, *command: str) -> str:
    return built.compose("exec", "-T", "commentguard", "commentguard", *command).strip()


def post(outside: str, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{outside}/v1/comments", json={"text": ADVERT}, headers=headers)


def test_the_file_is_valid(built: Engine) -> None:
    assert built.compose("config", "--services").split() == ["commentguard", "proxy"]


def test_a_key_made_as_the_file_says_works_through_the_proxy(built: Engine, outside: str) -> None:
    headers = {"Authorization": f"Bearer {run(built, 'key', 'create', 'local')}"}
    # Servers take notice of a new key within seconds.
    end = time.monotonic() + 20
    while (kept := post(outside, headers)).status_code == 401 and time.monotonic() < end:
        time.sleep(0.5)
    assert kept.status_code == 201
    # What was accepted is there after a stop of everything, and the stop is clean.
    built.compose("stop")
    names = built.podman("ps", "--all", "--format", "{{.Names}} {{.ExitCode}}").split("\n")
    assert {"0"} == {line.split()[1] for line in names if "commentguard" in line}
    built.compose("start")
    await_answer(f"{outside}/readyz")
    seen = httpx.get(f"{outside}{kept.headers['location']}", headers=headers)
    assert seen.json()["verdict"] == kept.json()["verdict"]


def test_an_address_is_believed_from_the_proxy_and_from_nobody_else(
    built: Engine, outside: str
) -> None:
    """This machine reaches the server by the proxy and past it, from one and the same address."""
    direct = f"http://{NETWORK}.3:8080"

    def guess(url: str, **headers: str) -> int:
        wrong = {"Authorization": "Bearer cg_000000000000_wrong", "Host": "localhost", **headers}
        return httpx.post(f"{url}/v1/score", json={"text": "x"}, headers=wrong).status_code

    claimed = {"X-Forwarded-For": "203.0.113.7"}
    assert guess(direct) == 401
    # The proxy replaces what is claimed: all these guesses are this machine's.
    answers = [guess(outside, **claimed) for _ in range(30)]
    assert answers[0] == 401
    assert answers[-1] == 429
    # So it is out of guesses past the proxy as well, whatever it claims there.
    assert guess(direct) == 429
    assert guess(direct, **claimed) == 429


def test_only_the_proxy_has_a_port(built: Engine, outside: str) -> None:
    rows = built.podman("ps", "--format", "{{.Names}} {{.Ports}}").splitlines()
    (guard,) = [row for row in rows if "trial" in row and "commentguard" in row]
    assert "->" not in guard
    assert httpx.get(f"{outside}/metrics").status_code == 404
