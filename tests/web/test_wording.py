"""How the desk says how probable something is: never as if it were certain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.service.desk import ADVERT, arrive
from tests.web.desk import Browser, signed_in

from commentguard.testing.serving import Served

SURE = replace(ADVERT, text=f"{ADVERT.text} Visit https://roofs.example today, best prices!")
SAID = "over 99.9\u00a0% likely unwanted"


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def test_a_sure_verdict_is_not_said_to_be_certain(server: Served, mira: Browser) -> None:
    assert server.guard.judge(None, SURE).probability > 0.9995
    tried = mira.post("/desk/try", {"text": SURE.text, "author": SURE.author}).text
    card = mira.get(f"/desk/comments/{arrive(server.guard, SURE)}").text
    bulk = mira.get("/desk/bulk").text
    assert f"promotional, {SAID}</h2>" in tried
    assert f'title="{SAID}"' in card
    assert "over 99.9\u00a0%</span>" in bulk
    assert "100.0" not in tried + card
