"""Network addresses as platforms write them, in the one form that they are compared in."""

from __future__ import annotations

import ipaddress
import re

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_WRITTEN = re.compile(rf"(?!0\.0\.0\.0\Z){_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}")
_WITH_PORT = re.compile(
    r"(?:\[([0-9A-Fa-f:.%\w-]{2,99})\]|([0-9.]{7,15}))(?::[0-9]{1,5})?", re.ASCII
)


def is_written(text: str) -> bool:
    """Whether `text` is an IPv4 address as we write it ourselves, so that reading it would give the same again.

    Most are; reading one makes two objects and costs as much as hashing a comment's contacts.
    """
    return _WRITTEN.fullmatch(text) is not None


def address_of(text: str) -> Address | None:
    """The network address that `text` is, IPv4 where it is written as IPv6; `None` if it is none.

    Port, brackets and zone, which sockets and proxies write with it, are passed over. What is no address is nobody's:
    the word `unknown`, and 0.0.0.0 and ::, which say that there is none. Two who send them have nothing in common.
    """
    bare = text.strip()
    if found := _WITH_PORT.fullmatch(bare):
        bare = found[1] or found[2]
    try:
        parsed = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    address = mapped or parsed
    return None if address.is_unspecified else address


def in_one_form(text: str) -> str:
    """The network address that `text` is, as we write it; empty if it is none."""
    text = text.strip()
    return text if is_written(text) else str(address_of(text) or "")
