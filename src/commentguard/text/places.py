"""Place names, with where they are.

The gazetteer holds populated places of 5,000 people and more (GeoNames, CC BY 4.0), compiled
by `make gazetteer` into one text file. It is searched by capitalised words only: half the
world's villages are somebody's common noun, and *Nice*, *Reading* and *Mobile* count only in
the company of a place that means nothing else.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commentguard.text.gazetteer import MAX_WORDS, Gazetteer, gazetteer
from commentguard.text.language import LANGUAGES
from commentguard.text.lexicon import phrases

Int = NDArray[np.intp]

_NEAR_KM, _NEAR_DEGREES = 80.0, 0.73
_EARTH_KM = 6371.0
_WITHIN = 60
"""Characters of the longest name."""
# How far apart two places may stand and still be named together: "A, B and C".
_JOINED = 25
# Russian cases of place names: ending as written to ending in the gazetteer.
_CASES = (
    ("е", "а"),
    ("ы", "а"),
    ("и", "ь"),
    ("е", ""),
    ("а", ""),
    ("у", "а"),
    ("и", "а"),
    ("ой", "а"),
)


class Place(NamedTuple):
    """A place name at [start, end) of the folded text.

    `points` are the (latitude, longitude) in degrees of everything so called, the largest
    first; `country` is that of the largest. Ambiguous names are reported only in company.
    """

    start: int
    end: int
    name: str
    country: str
    points: tuple[tuple[float, float], ...]


NO_PLACE, SURE_PLACE, ANY_PLACE = range(3)


def place_of(word: str) -> int:
    """Whether `word` alone is the sure name of a place, or, in other letters, might be any name's.

    Longer names are asked for by pairs of words; what is in doubt alone counts in company only.
    """
    known = gazetteer()
    # In other letters than ASCII's, names are looked for whatever stands behind: Russian ones are declined.
    if not word.isascii():
        return ANY_PLACE if known.longest_from(word) or _in_case(known, word) else NO_PLACE
    # Most words are no place, and a vocabulary asks once about each.
    sure = known.get(word) is not None and not _is_common(word)
    return SURE_PLACE if sure else NO_PLACE


def places_of(words: Sequence[str], codes: Sequence[int]) -> list[int]:
    """`place_of` each of some words, known by `codes`."""
    named = gazetteer().may_have(codes)
    return [
        place_of(word) if name or not word.isascii() else NO_PLACE
        for word, name in zip(words, named, strict=True)
    ]


def find_places(text: str, spaced: str, capitals: list[int]) -> tuple[Place, ...]:
    """Places whose first letter stands at one of `capitals`, longest name first."""
    if not capitals:
        return ()
    known = gazetteer()
    sure: list[Place] = []
    doubtful: list[Place] = []
    reached = -1
    for start in capitals:
        if start < reached:
            continue
        space = spaced.find(" ", start)
        head = spaced[start:space] if space >= 0 else spaced[start:]
        if head.isascii() and len(head) < _WITHIN:
            place = _plain_place(known, spaced, start, head)
        else:
            # Russian names are declined, and may begin with a word that begins none.
            place = _place_at(known, spaced, start, MAX_WORDS)
        if place is None:
            continue
        reached = place.end
        common = _is_common(place.name)
        # Every sentence begins with a capital, and most words are some village's name.
        opening = " " not in place.name and _opens(text, start)
        (doubtful if common or opening else sure).append(place)
    if sure and doubtful:
        starts = [place.start for place in sure]
        sure += [d for d in doubtful if _in_company(d, sure, starts)]
        sure.sort(key=lambda p: p.start)
    return tuple(sure)


def coherence(places: tuple[Place, ...]) -> float:
    """The largest share of distinct places that lie within 80 km of one of them, in [0, 1].

    A service area is coherent, a life story or a tour of capitals is not. One place alone is 0.
    """
    distinct = list({p.name: p for p in places if p.points}.values())[:24]
    if len(distinct) < 2:
        return 0.0
    best = max(sum(_within(one, other) for other in distinct) for one in distinct)
    return best / len(distinct) if best > 1 else 0.0


def joined_runs(text: str, places: tuple[Place, ...]) -> list[tuple[Place, ...]]:
    """Groups of places named together, in order of the text."""
    runs: list[list[Place]] = []
    for place in places:
        if (
            runs
            and place.start - runs[-1][-1].end <= _JOINED
            and not set("!?") & set(text[runs[-1][-1].end : place.start])
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [tuple(run) for run in runs]


def _is_common(name: str) -> bool:
    """Whether a name of places more often means something else, and counts only in company."""
    return name in _ambiguous() or len(name) < 4


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a line begins at `start`."""
    before = text[max(0, start - 3) : start].rstrip(" \"'(")
    return not before or before[-1] in ".!?\n:"


def _in_company(place: Place, sure: list[Place], starts: list[int]) -> bool:
    """Whether the nearest sure place on either side stands beside `place`."""
    k = bisect_left(starts, place.start)
    return any(_beside(place, other) for other in sure[max(0, k - 1) : k + 1])


def _beside(one: Place, other: Place) -> bool:
    return abs(one.start - other.end) <= _JOINED or abs(other.start - one.end) <= _JOINED


def _within(one: Place, other: Place) -> bool:
    return one is other or any(
        # A degree of latitude has 111 km anywhere: most of what is far is known without trigonometry.
        abs(a[0] - b[0]) < _NEAR_DEGREES and _km(a, b) <= _NEAR_KM
        for a in one.points
        for b in other.points
    )


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (*a, *b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _plain_place(known: Gazetteer, spaced: str, start: int, head: str) -> Place | None:
    """The place whose name begins with the ASCII word `head` at `start`."""
    most = known.longest[head]
    if most > 1:
        # Many words begin some long name or other, and few go on like one.
        second = start + len(head) + 1
        end = spaced.find(" ", second)
        two = spaced[start:end] if end >= 0 else spaced[start:]
        longest = known.longest_of_two[two] if end != second else 0
        if longest:
            return _place_at(known, spaced, start, longest)
    record = known.alone[head] if most else None
    return _read(record, head, start) if record else None


def _place_at(known: Gazetteer, spaced: str, start: int, most: int) -> Place | None:
    words = spaced[start : start + _WITHIN].split(maxsplit=most)[:most]
    while words:
        name = " ".join(words)
        # A double space is punctuation: "Leeds. York" is two places.
        if spaced.startswith(name, start):
            record = known.get(name) or _in_case(known, name)
            if record:
                return _read(record, name, start)
        words.pop()
    return None


def _in_case(known: Gazetteer, name: str) -> str | None:
    if name.isascii() or len(name) < 5 or not "\u0400" <= name[0] <= "\u04ff":
        return None
    for written, listed in _CASES:
        if name.endswith(written):
            record = known.get(name[: -len(written)] + listed)
            if record:
                return record
    return None


def _read(record: str, name: str, start: int) -> Place:
    country, points = _entries(record)
    return Place(start, start + len(name), name, country, points)


@lru_cache(maxsize=2048)
def _entries(record: str) -> tuple[str, tuple[tuple[float, float], ...]]:
    points = []
    country = ""
    for entry in record.split(";"):
        code, lat, lon = entry.split(",")
        country = country or code
        if lat:
            points.append((int(lat) / 10, int(lon) / 10))
    return country, tuple(points)


@cache
def _ambiguous() -> frozenset[str]:
    """Names of places that more often mean something else: words and people."""
    names = frozenset[str]().union(
        *(phrases(code, table) for code in LANGUAGES for table in ("given_names", "function_words"))
    )
    return names | phrases("shared", "ambiguous_places")
