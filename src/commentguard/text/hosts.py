"""What a host is: its registrable part, whether its ending exists, who gives names under it.

All of it comes from the Public Suffix List (`text/suffixes.py`); no host is ever asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from commentguard.text.suffixes import ending_of, name_under

# Reserved by RFC 2606 and 6761: nobody owns them, examples and fiction use them.
_RESERVED = frozenset({"example", "test", "invalid", "local", "onion"})


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The part of `host` somebody registered: ``shop.example.co.uk`` to ``example.co.uk``.

    Falls back to the host itself for bare suffixes and IP addresses.
    """
    # To the list the last two numbers of an address are a name and its ending.
    if host.rpartition(".")[2].isdigit():
        return host
    return name_under(host) or host


@lru_cache(maxsize=4096)
def known_ending(host: str) -> bool:
    """Whether `host` ends in a top level domain that exists or is reserved."""
    last = host.rsplit(".", 1)[-1]
    if last in _RESERVED:
        return True
    return len(last) >= 2 and bool(ending_of(last))


def is_ending(host: str) -> bool:
    """Whether `host`, in ASCII, is one under which a registry gives names to everybody, as `co.uk`."""
    return ending_of(host) == host


def host_of(url: str) -> tuple[str, str]:
    """Lower-case host and path of an address as people write them; ("", "") if there is none."""
    rest = re.sub(r"^\s*[a-z]{2,6}\s?://", "", url.lower().strip())
    host, slash, path = rest.partition("/")
    host = host.split("?")[0].split("#")[0].rsplit("@", 1)[-1].split(":")[0].removeprefix("www.")
    return (host, slash + path) if "." in host else ("", "")
