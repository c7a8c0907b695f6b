"""Where a request comes from and how, when proxies may stand in between."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import Scope

# A proxy makes the whole world look like loopback; its headers give it away. Names as they arrive:
# the server has made them lower-case.
_FORWARDING = frozenset(
    (b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via", b"x-forwarded-host")
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def peer(scope: Scope) -> str:
    """The address at the other end of the socket; empty for a Unix socket."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def client(scope: Scope, headers: Headers, trusted: Sequence[Network]) -> str:
    """The caller's address.

    `X-Forwarded-For` is read from the right, past every proxy that is trusted: what stands
    further left was written by the caller and may be anything.
    """
    address = peer(scope)
    if not trusted or not within(address, trusted):
        return address
    chain = [part.strip() for part in ",".join(headers.getlist("x-forwarded-for")).split(",")]
    for candidate in reversed(chain):
        if not candidate:
            continue
        if _parsed(candidate) is None:
            break
        address = candidate
        if not within(candidate, trusted):
            break
    return address


def is_the_machine(scope: Scope) -> bool:
    """Whether somebody on this machine asks, through no proxy."""
    return is_loopback(peer(scope)) and _FORWARDING.isdisjoint(
        [name for name, _ in scope["headers"]]
    )


def scheme(scope: Scope, headers: Headers, trusted: Sequence[Network]) -> str:
    """`https` or `http`, whichever the caller speaks: `X-Forwarded-Proto` of a trusted proxy counts."""
    if headers.get("x-forwarded-proto") == "https" and within(peer(scope), trusted):
        return "https"
    return str(scope.get("scheme", "http"))


@lru_cache(maxsize=4096)
def is_loopback(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and parsed.is_loopback


def within(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
