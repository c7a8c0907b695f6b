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


def test_a_pitch_beside_the_name_counts_as_one() -> None:
    assert read(PlantedName(), "ClubPawn handles subs from £6 a month.").values[2] == 1.0
    assert read(PlantedName(), "ClubPawn crashed my phone.").values[2] == 0.0
