"""Slices: counted by hand, corrected by the book."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.training.slices import by_language, by_length, era, has_contact, holm, share


def test_holm_by_the_book() -> None:
    adjusted = holm({"a": 0.01, "b": 0.04, "c": 0.03})
    assert adjusted == {"a": 0.03, "c": 0.06, "b": 0.06}
    assert holm({"a": 0.9, "b": 0.8}) == {"b": 1.0, "a": 1.0}


def test_a_language_that_is_held_more_often_shows() -> None:
    names = ["en"] * 200 + ["ru"] * 50
    held = np.array([False] * 198 + [True] * 2 + [True] * 10 + [False] * 40)
    table = by_language(names, held, np.zeros(250, dtype=bool))
    assert table["ru"]["ham"]["held"] == 10
    assert table["ru"]["p_worse_holm"] < 0.001
    assert table["en"]["p_worse_holm"] > 0.99


def test_deciles_hold_everybody_once() -> None:
    lengths = np.arange(103)
    held = lengths > 92
    deciles = by_length(lengths, held, np.zeros(103, dtype=bool))
    assert len(deciles) == 10
    assert sum(one["ham"]["n"] for one in deciles) == 103
    assert deciles[-1]["ham"]["rate"] == 1.0
    assert deciles[0]["ham"]["held"] == 0


def test_nothing_held_still_has_a_bound() -> None:
    told = share(np.zeros(598, dtype=bool))
    assert told["held"] == 0
    assert told["upper_95"] == pytest.approx(0.005, abs=1e-4)


def test_eras() -> None:
    assert [era(y) for y in (2006, 2012, 2013, 2022, 2023, 2026)] == [
        "to 2012", "to 2012", "2013 to 2017", "2018 to 2022", "from 2023", "from 2023",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["ring 116 123", "see www.nhs.uk", "me@mail.example", "0800 111 2222", "doi.org"]
)
def test_contacts(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize("text", ["in 2017 or 2018", "I paid 350 euros, e.g. twice.", "no number"])
def test_no_contacts(text: str) -> None:
    assert not has_contact(text)
