"""Ranges under hashes: what lies in them, whatever the number of bits and the spelling."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commentguard.errors import DataError
from commentguard.service.entries import Kind, read
from commentguard.service.listed_ranges import WIDEST, around, network_of
from commentguard.service.secret import Secret
from commentguard.storage.listed import Entry

SECRET = Secret(b"k" * 32)
ADDRESSES = st.ip_addresses()


def listed(ranges: Iterable[str]) -> list[Entry]:
    found = []
    for number, text in enumerate(ranges):
        value = read(SECRET, Kind.RANGE, text)
        found.append(Entry(number, "blog", value.kind, value.key, "", value.prefix, "", 0, None))
    return found


@st.composite
def networks(draw: st.DrawFn) -> str:
    """Ranges near few addresses, so that some lie in each other."""
    version = draw(st.sampled_from([4, 6]))
    bits = 32 if version == 4 else 128
    prefix = draw(st.integers(WIDEST[version], bits - 1))
    base = draw(st.sampled_from([0, 1, 2**bits - 1, 0xCB007109, 0x20010DB8 << (bits - 32)]))
    kind = ipaddress.IPv4Network if version == 4 else ipaddress.IPv6Network
    flipped = base ^ (1 << draw(st.integers(0, bits - 1)))
    return str(kind((flipped, prefix), strict=False))


@settings(deadline=None)
@given(st.lists(networks(), max_size=12), st.data())
def test_an_address_is_found_in_the_ranges_that_it_lies_in(
    ranges: list[str], data: st.DataObject
) -> None:
    inside = [st.just(str(ipaddress.ip_network(one).network_address)) for one in ranges]
    inside += [st.just(str(ipaddress.ip_network(one).broadcast_address)) for one in ranges]
    address = data.draw(st.one_of(ADDRESSES.map(str), *inside))
    spoken_for = ipaddress.ip_address(address)
    if isinstance(spoken_for, ipaddress.IPv6Address) and spoken_for.ipv4_mapped:
        spoken_for = spoken_for.ipv4_mapped
    around_it = [n for n, one in enumerate(ranges) if spoken_for in network_of(one)]
    # That one says that somebody has no address.
    expected = [] if spoken_for.is_unspecified else around_it
    found = [one.id for one in around(listed(ranges), address, SECRET)]
    assert found == expected


@settings(deadline=None)
@given(st.ip_addresses(v=4), st.integers(8, 31))
def test_ipv4_written_as_ipv6_is_the_same(address: ipaddress.IPv4Address, prefix: int) -> None:
    assume(not address.is_unspecified)
    (one,) = listed([f"{address}/{prefix}"])
    (mapped,) = listed([f"::ffff:{address}/{prefix + 96}"])
    assert (one.key, one.prefix) == (mapped.key, mapped.prefix)
    for written in (str(address), f"::ffff:{address}", f" {address} "):
        assert around([one], written, SECRET) == [one]


@pytest.mark.parametrize("address", ["", "unknown", "203.0.113", "203.0.113.9/24", "fe80::1%eth0"])
def test_what_is_no_address_lies_in_no_range(address: str) -> None:
    assert around(listed(["203.0.113.0/24", "2001:db8::/32"]), address, SECRET) == []


def test_another_secret_finds_nothing() -> None:
    assert around(listed(["203.0.113.0/24"]), "203.0.113.9", Secret(b"o" * 32)) == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_read_as_a_range_is_one(text: str) -> None:
    with suppress(DataError):
        network = network_of(text)
        assert network.prefixlen >= WIDEST[network.version]


def test_cost_grows_with_lengths_and_not_with_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    ranges = listed(f"10.{n // 256}.{n % 256}.0/24" for n in range(500))
    made: list[str] = []
    number = Secret.number

    def counted(self: Secret, kind: str, value: str) -> int:
        made.append(value)
        return number(self, kind, value)

    monkeypatch.setattr(Secret, "number", counted)
    assert [one.id for one in around(ranges, "10.1.4.9", SECRET)] == [260]
    assert made == ["10.1.4.0/24"]
