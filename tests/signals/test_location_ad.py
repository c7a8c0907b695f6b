"""Service areas, told from the places of a life."""

from __future__ import annotations

import pytest

from commentguard.signals.location_ad import LocationAd
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES = [
    ("Serving Leeds, Bradford, Wakefield and Halifax", "Leeds, Bradford, Wakefield and Halifax"),
    ("We offer lawn care in Mesa, Gilbert, Chandler and Tempe", "Mesa, Gilbert, Chandler"),
    ("Visit my clinic. Marbella, Fuengirola, Mijas, 652 291 224", "Marbella, Fuengirola, Mijas"),
    ("We cover Durham, Darlington and Hartlepool, call us on 01632 960155", "Durham, Darlington and Hartlepool"),
    ("Damos servicio en Getafe, Leganés, Alcorcón y Móstoles", "Getafe, Leganés, Alcorcón y Móstoles"),
]  # fmt: skip

FIRES.append(("Visit my clinic. Marbella, Fuengirola, Mijas Costa, 652 291 224", "Mijas Costa"))

QUIET = [
    "any good therapist in Marbella?",
    "any class round Stockport or Wilmslow?",
    "they came from Otley to Shipley, then Bingley",
    "we moved from Marbella to Fuengirola in 2010",
    "We flew to Paris, Rome and Tokyo last year",
    "I grew up in Leeds and never went back",
    "The study was run in Oslo, Lima and Nairobi",
    "nice reading of the mobile orange bath",
    "My gran lived in Harrogate",
    "the train from Leeds stops at Shipley and Keighley",
    "",
]


@pytest.mark.parametrize(("text", "places"), FIRES, ids=range(len(FIRES)))
def test_fires_and_points_at_the_places(text: str, places: str) -> None:
    found = evidence(LocationAd(), Code.LOCATION_AD, text)
    assert found
    assert places in found[0]


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(LocationAd(), text).fired == ()


def test_a_service_area_is_coherent() -> None:
    near = read(LocationAd(), "Call us on 01632 960 148: Leeds, Bradford, Wakefield").values[0]
    far = read(LocationAd(), "Call us on 01632 960 148: Leeds, Madrid, Toronto").values[0]
    assert near > far
