"""Keyword lists for search engines, and the lists that readers write."""

from __future__ import annotations

import pytest

from commentguard.signals.label_stuffing import LabelStuffing
from commentguard.verdict import Code

from .helpers import evidence, read

KEYWORDS = "slate roofer, roof repair, flat roof, roof leak, gutter cleaning, lead flashing"

FIRES = [
    (f"Nice. Labels: {KEYWORDS}", KEYWORDS),
    (f"Tags: {KEYWORDS}.", KEYWORDS),
    ("Etiquetas: fisioterapia Leeds, masajes, osteopatía, quiromasaje, dolor de espalda", "fisioterapia Leeds, masajes, osteopatía, quiromasaje, dolor de espalda"),
    ("Schlagwörter: Dachdecker, Dachreparatur, Flachdach, Dachrinne, Spengler", "Dachdecker, Dachreparatur, Flachdach, Dachrinne, Spengler"),
    ("метки: ремонт ноутбуков, ремонт пк, чистка ноутбука, замена экрана, сервис", "ремонт ноутбуков, ремонт пк, чистка ноутбука, замена экрана, сервис"),
    ("back pain cure, sciatica cure, back pain relief, chiropractor, cheap chiropractor, neck pain, slipped disc cure, pain clinic, neck pain relief", "back pain cure, sciatica cure, back pain relief, chiropractor, cheap chiropractor, neck pain, slipped disc cure, pain clinic, neck pain relief"),
    ("#cheap #roofing #leeds #slate #gutter #repair #best #roofer #york", "#cheap #roofing #leeds #slate #gutter #repair #best #roofer #york"),
]  # fmt: skip

QUIET = [
    "I use flour, almond milk, oil, sugar and vinegar",
    "limping, hiding, not eating: is that urgent?",
    "My symptoms were numb toes, weak calf, burning thigh, worse sitting, no sleep, back spasm",
    "Ingredients: flour, water, salt, starter, honey, oil, seeds",
    "we saw robin, wren, dunnock, blackbird, heron, kestrel",
    "Kit list: excluder, brood box, board, frames, smoker, notebook",
    "set list: Wish You Were Here, Creep, Jolene, Hurt, Angie",
    "Authors are Smith, Jones, Okafor, Lee and Garcia",
    "red, green, blue",
    "Yes. No. Maybe. Later. Never.",
    "first, second, third, and then I gave up, honestly",
    "Zutaten: Mehl, Wasser, Salz, Hefe, Öl",
    "#sourdough #proud",
    r"the row is $\alpha_1$, $\beta_2$, $\gamma_3$, $\delta_4$, $\omega_5$, $\tau_6$, $\mu_7$, $\nu_8$",
    "args = parse()\nknead(a, b, c, d, e, f, g, h, i, j, k, l) -> loaf\nrest = 40",
    "the ciders I can still buy round here:\nOld Rosie\nStowford Press\nBlack Rat\nThatchers Haze\nDunkertons Dry\nSandford Devon\nOrchard Pig",
    "",
]


@pytest.mark.parametrize(("text", "items"), FIRES, ids=range(len(FIRES)))
def test_fires_and_points_at_the_items(text: str, items: str) -> None:
    assert evidence(LabelStuffing(), Code.LABEL_STUFFING, text) == [items]


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(LabelStuffing(), text).fired == ()


def test_length_alone_does_not_dilute_it() -> None:
    text = (
        "I walked the dog and thought about your post for a while. " * 20 + f"\nLabels: {KEYWORDS}"
    )
    assert evidence(LabelStuffing(), Code.LABEL_STUFFING, text) == [KEYWORDS]
