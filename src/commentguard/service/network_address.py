"""Network addresses as platforms write them, in the one form that they are compared in."""

from __future__ import annotations

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_WRITTEN = re.compile(rf"{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}")


def is_written(text: str) -> bool:
    """Whether `text` is an IPv4 address as we write it ourselves, so that reading it would give the same again.

    Most are; reading one makes two objects and costs as much as hashing a comment's contacts.
    """
    return _WRITTEN.fullmatch(text) is not None


def address_of(text: str) -> Address | None:
    """The network address that `text` is, IPv4 where it is written as IPv6; `None` if it is none."""
    try:
        parsed = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
