"""Endings under which registries give names to everybody, by the Public Suffix List, which ships inside its package.

Its own reader takes the list line by line and writes each name of another script a second time, as it stands in addresses:
a fifth of the time in which a model loads. Here one pattern takes all lines, and the host that is asked about is
turned into the script of the list, which few are. Answers are those of the package; a test asks both.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from publicsuffixlist import PSLFILE

_REGISTRIES, _REGISTRIES_END = "// ===BEGIN ICANN DOMAINS===", "// ===END ICANN DOMAINS==="
_RULE = re.compile(r"^(?!//)\S+", re.MULTILINE)
_ENCODED = "xn--"


def is_shared(host: str) -> bool:
    """Whether a firm gives everybody a host under `host`, as `blogspot.com`; it names itself in the list's second
    section. Reads a file: for what a person enters, and not for comments.
    """
    firms = Path(PSLFILE).read_text("utf-8").partition(_REGISTRIES_END)[2]
    return host in firms.splitlines()


def ending_of(host: str) -> str:
    """The longest ending of `host` that the list has, "" if it has none."""
    labels = _labels(host)
    count = _public(labels)
    return ".".join(labels[-count:]) if 0 < count <= len(labels) else ""


def name_under(host: str) -> str:
    """The ending of `host` and the one label before it; "" if there is none.

    An ending that the list does not have is one label.
    """
    labels = _labels(host)
    count = (_public(labels) or 1) + 1
    return ".".join(labels[-count:]) if count <= len(labels) else ""


def _labels(host: str) -> list[str]:
    """What stands between the dots of `host`; nothing where two dots do."""
    labels = host.removesuffix(".").lower().split(".")
    return [] if "" in labels else labels


def _public(labels: list[str]) -> int:
    """How many of the last labels are an ending, by the longest rule that speaks of them; 0 where none does."""
    rules, most = _rules()
    for first in range(max(0, len(labels) - most - 1), len(labels)):
        tail, count = _as_listed(".".join(labels[first:])), len(labels) - first
        # An exception takes a name out from under a star, and a star's own stem is an ending, too.
        if f"!{tail}" in rules:
            return count - 1
        if f"*.{tail}" in rules:
            return count + (first > 0)
        if tail in rules:
            return count
    return 0


def _as_listed(tail: str) -> str:
    """`tail` in the script of the list, where it is written as in addresses."""
    if _ENCODED not in tail or not tail.isascii():
        return tail
    return ".".join(map(_decoded, tail.split(".")))


def _decoded(label: str) -> str:
    if not label.startswith(_ENCODED):
        return label
    try:
        name = label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
        # Two spellings may read alike, of which one is the name's.
        canonical = name.encode("punycode").decode("ascii")
    except UnicodeError:
        return label
    return name if _ENCODED + canonical == label and not name.isascii() else label


@cache
def _rules() -> tuple[frozenset[str], int]:
    """The rules of the registries, and how many labels the longest has."""
    listed = Path(PSLFILE).read_text("utf-8")
    section = listed[listed.index(_REGISTRIES) : listed.index(_REGISTRIES_END)].lower()
    rules = frozenset(_RULE.findall(section))
    return rules, 1 + max([rule.count(".") for rule in rules])
