"""Network addresses as platforms write them, in the one form that they are compared in."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address_of(text: str) -> Address | None:
    """The network address that `text` is, IPv4 where it is written as IPv6; `None` if it is none."""
    try:
        parsed = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
