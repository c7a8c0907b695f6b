"""Augmentation: other families than those evaluated, groups kept, ham changed as often as adverts."""

from __future__ import annotations

import random

import pytest
from tests.training.rows import corpus

from commentguard.training.attacks import letters as evaluated
from commentguard.training.attacks.suite import SUITE
from commentguard.training.augment import contacts, letters, structure
from commentguard.training.augment.families import FAMILIES, augmented
from commentguard.training.confusables import BY_EYE

ADVERT = "Best plumbing service in Leeds. Call +44 1632 960 148 or see https://pipes.example today!"


def test_nothing_evaluated_is_trained_on() -> None:
    assert not set(letters.CYRILLIC.values()) & set(evaluated.LOOK_ALIKE.values())
    assert not set(letters.MARKS) & set(evaluated.INVISIBLE)
    assert not set(letters.SYMBOLS.values()) & set(evaluated.LEET.values())
    assert not set(FAMILIES) & {attack.name for attack in SUITE}
    assert not set(FAMILIES.values()) & {attack.change for attack in SUITE}


def test_the_evaluated_look_alikes_were_not_chosen_by_hand() -> None:
    """The folding may know them from Unicode's data and names, as it knows any other; a choice of our own that
    held them would make the figure a promise kept by itself."""
    unknown = [c for c in evaluated.LOOK_ALIKE.values() if c not in BY_EYE]
    assert len(unknown) >= 24


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_family_changes_an_advert_and_any_text_can_be_given(name: str) -> None:
    assert FAMILIES[name](ADVERT, random.Random(3)) != ADVERT
    for text in ("", " ", "日本語", "a.b" * 900, "\n", "[b]x[/b]"):
        FAMILIES[name](text, random.Random(3))


def test_contacts_keep_shape_country_and_ending() -> None:
    changed = contacts.rewritten(ADVERT, random.Random(1))
    assert changed != ADVERT
    assert "+44 16" in changed
    assert ".example" in changed
    assert len(changed) - len(ADVERT) == pytest.approx(0, abs=6)
    assert contacts.rewritten("ring 116 123 at 10:30", random.Random(1)) == "ring 116 123 at 10:30"


def test_interleaving_cuts_the_advert_into_its_sentences() -> None:
    changed = structure.interleaved(ADVERT, ["It rained."], random.Random(1))
    assert changed.count("It rained.") == 2
    assert ADVERT not in changed


def test_copies_keep_group_and_label_and_come_from_both_kinds() -> None:
    rows = corpus()
    copies = augmented(rows, 1.0)
    assert len(copies) > len(rows) * 0.8
    assert {c.unwanted for c in copies} == {True, False}
    originals = {row.number: row for row in rows}
    for copy in copies:
        first = originals[copy.number]
        assert (copy.group, copy.label, copy.part) == (first.group, first.label, first.part)
        assert copy.comment.text != first.comment.text
        assert copy.weight == first.weight / 2
    assert augmented(rows, 1.0) == copies
    assert augmented(rows, 0.0) == []
    assert 0.3 < len(augmented(rows, 0.5)) / len(copies) < 0.7
