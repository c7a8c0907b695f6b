"""What a host is: its registrable part, whether its ending exists, who gives names under it.

All of it comes from the Public Suffix List, which ships inside its package; no host is ever asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from publicsuffixlist import PSLFILE, PublicSuffixList

# Reserved by RFC 2606 and 6761: nobody owns them, examples and fiction use them.
_RESERVED = frozenset({"example", "test", "invalid", "local", "onion"})
_REGISTRIES, _REGISTRIES_END = "// ===BEGIN ICANN DOMAINS===", "// ===END ICANN DOMAINS==="


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(_suffix_lines(), accept_encoded_idn=False)


def _suffix_lines() -> Iterator[str]:
    """The suffixes of the list that registries run; those in other scripts also as they stand in addresses.

    The library would look for the section at every line and encode each, of which one in twenty is another
    afterwards: a third of the time that a model takes to load. The list is prepared for encoding, which Python
    would do once more for each, for a tenth of that time.
    """
    listed = Path(PSLFILE).read_text("utf-8")
    section = listed[listed.index(_REGISTRIES) : listed.index(_REGISTRIES_END)]
    for line in section.splitlines():
        if not line.startswith("//"):
            yield line
            if not line.isascii():
                name = line.split()[0].lower()
                bare = name.lstrip("!")
                yield name[: len(name) - len(bare)] + ".".join(map(_encoded, bare.split(".")))


def _encoded(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The part of `host` somebody registered: ``shop.example.co.uk`` to ``example.co.uk``.

    Falls back to the host itself for bare suffixes and IP addresses.
    """
    # To the list the last two numbers of an address are a name and its ending.
    if host.rpartition(".")[2].isdigit():
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=4096)
def known_ending(host: str) -> bool:
    """Whether `host` ends in a top level domain that exists or is reserved."""
    last = host.rsplit(".", 1)[-1]
    if last in _RESERVED:
        return True
    suffixes = _suffixes()
    return bool(suffixes.publicsuffix(last, accept_unknown=False)) and len(last) >= 2


def is_ending(host: str) -> bool:
    """Whether `host`, in ASCII, is one under which a registry gives names to everybody, as `co.uk`."""
    return _suffixes().publicsuffix(host, accept_unknown=False) == host


def is_shared(host: str) -> bool:
    """Whether a firm gives everybody a host under `host`, as `blogspot.com`; it names itself in the list's second
    section. Reads a file: for what a person enters, and not for comments.
    """
    firms = Path(PSLFILE).read_text("utf-8").partition(_REGISTRIES_END)[2]
    return host in firms.splitlines()


def host_of(url: str) -> tuple[str, str]:
    """Lower-case host and path of an address as people write them; ("", "") if there is none."""
    rest = re.sub(r"^\s*[a-z]{2,6}\s?://", "", url.lower().strip())
    host, slash, path = rest.partition("/")
    host = host.split("?")[0].split("#")[0].rsplit("@", 1)[-1].split(":")[0].removeprefix("www.")
    return (host, slash + path) if "." in host else ("", "")
