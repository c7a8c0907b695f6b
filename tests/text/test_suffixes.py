"""Endings of hosts, held to the reader of the package that the list comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PSLFILE, PublicSuffixList

from commentguard.text.suffixes import ending_of, is_shared, name_under


@cache
def _package() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


def _encoded(host: str) -> str:
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in host.split(".")
    )


def _told(host: str) -> tuple[str, str]:
    package = _package()
    return (
        package.publicsuffix(host, accept_unknown=False) or "",
        package.privatesuffix(host) or "",
    )


def test_every_rule_is_read_as_by_the_package() -> None:
    section = Path(PSLFILE).read_text("utf-8").partition("// ===END ICANN DOMAINS===")[0]
    rules = [line.lstrip("!").replace("*", "star") for line in section.splitlines()]
    stems = [rule for rule in rules if rule and not rule.startswith("//")]
    assert len(stems) > 5000
    for stem in stems:
        for host in (stem, f"a.{stem}", f"a.b.{stem}", f"a.b.{stem.partition('.')[2]}"):
            for written in {host, _encoded(host)}:
                assert (ending_of(written), name_under(written)) == _told(written)


_LABEL = st.sampled_from(
    ["", "a", "co", "uk", "com", "ck", "www", "kobe", "city", "jp", "рф", "xn--p1ai", "xn--P1AI", "xn--a", "xn--",
     "xn--公司", "公司", "xn--55qx5d", "xn--55qx5d-", "cn", "blogspot", "UK"]
)  # fmt: skip


@given(st.lists(_LABEL, max_size=6).map(".".join) | st.text(max_size=12))
def test_any_host_is_read_as_by_the_package(host: str) -> None:
    assert (ending_of(host), name_under(host)) == _told(host)


@pytest.mark.parametrize(
    ("host", "shared"), [("blogspot.com", True), ("co.uk", False), ("example.co.uk", False)]
)
def test_where_a_firm_gives_hosts_to_everybody(host: str, shared: bool) -> None:
    assert is_shared(host) is shared
