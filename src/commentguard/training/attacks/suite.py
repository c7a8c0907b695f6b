"""The suite: every attack that is reported, each by itself, with the share it is meant to keep."""

from __future__ import annotations

from commentguard.training.attacks import disguises, letters
from commentguard.training.attacks.attack import Attack, same

SUITE: tuple[Attack, ...] = (
    Attack("look_alikes", "letters", letters.look_alikes),
    Attack("invisible", "letters", letters.invisible),
    Attack("leet", "letters", letters.leet),
    Attack("letters_apart", "letters", letters.spaced),
    Attack("typos", "letters", letters.typos),
    Attack("padding_1", "padding", same, pads=1.0),
    Attack("padding_3", "padding", same, pads=3.0),
    Attack("quoted", "quoting", disguises.quoted),
    Attack("block_quoted", "quoting", disguises.block_quoted),
    Attack("markup", "markup", disguises.wrapped),
)
