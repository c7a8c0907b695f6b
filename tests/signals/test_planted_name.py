"""Names that nobody in the thread has mentioned, and names that everybody knows."""

from __future__ import annotations

import pytest

from commentguard.signals.planted_name import PlantedName

from .helpers import read

FIRES = [
    "Stability matters most, and ProofNest keeps your jar within half a degree.",
    "Your rota proves it. TableCrate turns a guest list into a shopping list.",
    "An app called Stridewell was built around exactly that idea.",
]
QUIET = [
    "I watched it on YouTube and asked on WhatsApp",
    "We use OpenStreetMap for the club walks",
    "thanks Margaret, that is the one",
    "Oliver has the same problem with his bike",
    "the NHS page says otherwise",
    "BOX MAN GOT SOME MOVES",
    "proofnest in small letters is only a word",
    "loaf = BreadTin()\nloaf.rest() -> CrumbList\nloaf.bake()",
    "try BreadBasket.com for the domain, it is taken",
    "",
]


@pytest.mark.parametrize("text", FIRES)
def test_finds_the_planted_name(text: str) -> None:
    assert max(read(PlantedName(), text).values) > 0


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(PlantedName(), text).values == (0.0, 0.0, 0.0)


def test_a_name_from_the_thread_is_not_planted() -> None:
    text = "Mine is a ProofNest as well and it keeps cold."
    assert read(PlantedName(), text, post_title="Is the ProofNest any good?").values[0] == 0
    assert read(PlantedName(), text, parent_text="what about a ProofNest").values[0] == 0
    assert read(PlantedName(), text).values[0] > 0


@pytest.mark.parametrize(
    "text",
    [
        "Avoid it. The FrameBuddy is £120 and it fell apart after a month.",
        "Mit PickTakt war nach zwei Wochen kaputt, Geld zurück gab es nie.",
        "FolioZen, 54 euros en moins et jamais remboursé.",
        "Compré el TapaClip y nunca llegó.",
        "De SlakStop hielp niets, weggegooid geld.",
    ],
)
def test_a_name_that_is_blamed_is_hardly_planted(text: str) -> None:
    joined, named, together = read(PlantedName(), text).values
    assert joined < 0.2
    assert named == together == 0.0


def test_what_somebody_paid_is_no_pitch() -> None:
    assert read(PlantedName(), "I paid £60 for a DripLess last year.").values[2] == 0.0


def test_a_pitch_beside_the_name_counts_as_one() -> None:
    assert read(PlantedName(), "ClubPawn handles subs from £6 a month.").values[2] == 1.0
    assert read(PlantedName(), "ClubPawn crashed my phone.").values[2] == 0.0
