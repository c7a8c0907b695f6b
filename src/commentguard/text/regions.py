"""The regions that a telephone number may belong to: of places, then of the site, then of languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from commentguard.text.places import Place

_COUNTRY_ENDING = re.compile(r"\.([a-z]{2})(?:$|[:/])")
_LANGUAGE_REGIONS = {
    "en": ("US", "GB", "AU"), "es": ("ES", "MX", "AR", "CO"), "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CA"), "pt": ("PT", "BR"), "nl": ("NL", "BE"), "it": ("IT",),
    "ru": ("RU",), "id": ("ID",),
}  # fmt: skip


def regions_of(places: Iterable[Place], site: str, languages: Iterable[str]) -> tuple[str, ...]:
    """At most five, the likeliest first."""
    countries = tuple(dict.fromkeys(p.country for p in places if p.country))
    spoken = [r for code in languages for r in _LANGUAGE_REGIONS.get(code, ())]
    hints = (_site_region(site), *spoken)
    return tuple(dict.fromkeys((*countries[:3], *(h for h in hints if h))))[:5]


def _site_region(site: str) -> str:
    """The region a site's country ending suggests, "" for generic endings."""
    found = _COUNTRY_ENDING.search(site.lower())
    if not found:
        return ""
    return {"uk": "GB"}.get(found[1], found[1].upper())
