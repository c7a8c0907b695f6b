"""Address ranges on a site's lists: kept as keyed hashes, found by masking the comment's address.

Under the server's secret a range is a hash with the length of its prefix beside it: a comment's address
is cut to each length in use and hashed. That costs one hash a length, whatever the number of ranges.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from commentguard.errors import DataError
from commentguard.service.network_address import Address, address_of
from commentguard.service.secret import Secret
from commentguard.storage.listed import Entry

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

WIDEST = {4: 8, 6: 16}
"""The shortest prefix that is listed: below it lie whole registries, and a slip of the pen is everybody."""

_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")


def network_of(text: str) -> Network:
    """The range that `text` writes as CIDR; what stands behind the prefix is cut off.

    Raises `DataError` for what is no range, or too wide a one.
    """
    try:
        network: Network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise DataError(
            "an address range looks like 203.0.113.0/24 or 2001:db8::/32", field="/range"
        ) from None
    if isinstance(network, ipaddress.IPv6Network) and network.subnet_of(_MAPPED):
        low = int(network.network_address) & 0xFFFFFFFF
        network = ipaddress.IPv4Network((low, network.prefixlen - 96))
    if network.prefixlen < WIDEST[network.version]:
        raise DataError(
            f"a range of IPv{network.version} begins at /{WIDEST[network.version]}", field="/range"
        )
    return network


def range_key(network: Network, secret: Secret) -> int:
    return secret.number("range", str(network))


def around(entries: Sequence[Entry], text: str, secret: Secret) -> list[Entry]:
    """The ranges among `entries` that the address `text` lies in."""
    address = address_of(text) if entries else None
    if address is None:
        return []
    keys = _keys(address, {one.prefix for one in entries if one.prefix is not None}, secret)
    return [one for one in entries if (one.prefix, one.key) in keys]


def _keys(address: Address, prefixes: Iterable[int], secret: Secret) -> set[tuple[int, int]]:
    kind = type(ipaddress.ip_network(address))
    return {
        (prefix, range_key(kind((int(address), prefix), strict=False), secret))
        for prefix in prefixes
        if prefix <= address.max_prefixlen
    }
