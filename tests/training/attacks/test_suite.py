"""Attacks: readable to people, reproducible, different from what the folding was made of."""

from __future__ import annotations

import random

import pytest

from commentguard.comment import Comment
from commentguard.training.attacks.attack import Attack
from commentguard.training.attacks.suite import SUITE

ADVERT = Comment(
    text="Best plumbing service in Leeds, call 01632 960 148 or visit https://pipes.example today",
    author="Pipes",
)
SENTENCES = [f"Reader number {word} walked along the canal." for word in ("one", "two", "three")]


@pytest.mark.parametrize("attack", SUITE, ids=lambda one: one.name)
def test_an_attack_changes_the_text_and_nothing_else(attack: Attack) -> None:
    attacked = attack.on(ADVERT, SENTENCES)
    assert attacked.text != ADVERT.text
    assert attacked.author == ADVERT.author
    assert attack.on(ADVERT, SENTENCES) == attacked


@pytest.mark.parametrize("attack", SUITE, ids=lambda one: one.name)
def test_the_contact_still_works(attack: Attack) -> None:
    """An advertiser whose number nobody can ring gains nothing."""
    attacked = attack.on(ADVERT, SENTENCES).text
    assert "01632" in attacked
    assert "https://pipes.example" in attacked


@pytest.mark.parametrize("text", ["", " ", "ok", "日本語のコメント", "a" * 3000, "\n\n> x\n"])
@pytest.mark.parametrize("attack", SUITE, ids=lambda one: one.name)
def test_any_text_can_be_attacked(attack: Attack, text: str) -> None:
    assert isinstance(attack.on(Comment(text=text), SENTENCES).text, str)


def test_padding_is_as_long_as_it_says_and_holds_the_advert_whole() -> None:
    for attack in SUITE:
        if attack.pads:
            attacked = attack.on(ADVERT, SENTENCES).text
            assert ADVERT.text in attacked
            assert len(attacked) - len(ADVERT.text) >= attack.pads * len(ADVERT.text)


def test_names_are_unique_and_kinds_few() -> None:
    assert len({one.name for one in SUITE}) == len(SUITE)
    assert {one.kind for one in SUITE} == {"letters", "padding", "quoting", "markup"}


def test_the_chance_of_one_attack_is_not_that_of_another() -> None:
    draws = {one.name: random.Random(f"{one.name}/{ADVERT.text}").random() for one in SUITE}
    assert len(set(draws.values())) == len(SUITE)
