"""The address that `serve` prints: one that reaches the server, and under which it answers.

What a server listens on need not be a name of it: `0.0.0.0` is every network, and under a name that is not in
`hosts` the desk and `/v1` answer 421.
"""

from __future__ import annotations

from collections.abc import Sequence

# By which names a server is reached from its own machine, where it listens everywhere or there alone.
_FROM_HERE = {
    "0.0.0.0": ("127.0.0.1", "localhost"), "": ("127.0.0.1", "localhost"), "::": ("::1", "localhost"),
    "127.0.0.1": ("127.0.0.1", "localhost"), "::1": ("::1", "localhost"),
}  # fmt: skip
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names that every machine has for itself."""


def address(host: str, port: int, hosts: Sequence[str]) -> str | None:
    """The beginning of the URLs of a server that listens on `host`; `None` where no name of `hosts` reaches it.

    A name of more than this machine may lead here: whether it does the network knows.
    """
    named = [name.strip("[]") for name in hosts]
    known = {name.lower() for name in named}
    here = _FROM_HERE.get(host, (host,))
    for name in here:
        if "*" in known or name.lower() in known:
            return at(name, port)
    beyond = [name for name in named if name.lower() not in LOCAL]
    return at(beyond[0], port) if beyond else None


def at(host: str, port: int) -> str:
    """`host` and `port` as the beginning of a URL."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
