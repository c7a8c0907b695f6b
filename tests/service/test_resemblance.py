"""Nearly the same comment by the same author is let through again; with an address it is not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from commentguard.comment import Comment
from commentguard.service.correct import correct, undo
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.service.resemblance import NOTE
from commentguard.verdict import Action, Label

MINE = Comment(
    text="Roof repair in Leeds, Bradford and Wakefield by a family of roofers since 1987, with free "
    "quotes and no call-out charge. Call Ann on 01632 960 148 any day of the week before eight.",
    author="Ann",
    author_email="ann@mail.example",
    author_ip="203.0.113.9",
    author_url="https://roofs.example/ann",
)
NEARLY = MINE.text.replace("any day of the week", "any day of this week")


def send(guard: Guard, **change: str) -> Received:
    received = asyncio.run(
        receive(guard, guard.directory.sites["blog"], replace(MINE, **change))  # type: ignore[arg-type]
    )
    assert isinstance(received, Received)
    return received


def say(guard: Guard, received: Received, label: Label) -> None:
    asyncio.run(correct(guard, guard.directory.sites["blog"], received.id, label, actor="ann"))


def test_nearly_the_same_is_not_held_again(guard: Guard) -> None:
    first = send(guard)
    assert first.verdict.action is Action.HOLD
    assert send(guard, text=NEARLY).verdict.action is Action.HOLD
    say(guard, first, Label.HAM)
    again = send(guard, text=NEARLY).verdict
    assert again.action is Action.PUBLISH
    assert NOTE in again.notes
    assert again.label is not Label.HAM


@pytest.mark.parametrize(
    "change",
    [
        {"text": NEARLY + " Or see https://roofs.example/offers"},
        {"text": NEARLY.replace("01632 960 148", "01632 960 149")},
        {"author_url": "https://roofs.example/other"},
        {"author_email": "mallory@mail.example", "author_ip": "198.51.100.1"},
    ],
)
def test_what_adds_something_is_held(guard: Guard, change: dict[str, str]) -> None:
    say(guard, send(guard), Label.HAM)
    assert send(guard, **({"text": NEARLY} | change)).verdict.action is Action.HOLD


def test_until_a_later_spam_decision_and_again_after_its_undo(guard: Guard) -> None:
    say(guard, send(guard), Label.HAM)
    stranger = send(guard, text=NEARLY, author_email="m@mail.example", author_ip="198.51.100.1")
    say(guard, stranger, Label.SPAM)
    assert send(guard, text=NEARLY).verdict.action is Action.HOLD
    site = guard.directory.sites["blog"]
    asyncio.run(undo(guard, site, stranger.id, actor="ann", source="api"))
    assert send(guard, text=NEARLY).verdict.action is Action.PUBLISH


def test_a_flood_of_strangers_does_not_bury_a_decision(guard: Guard) -> None:
    say(guard, send(guard), Label.HAM)
    for k in range(60):
        send(guard, text=NEARLY, author_email=f"m{k}@mail.example", author_ip="198.51.100.1")
    assert send(guard, text=NEARLY).verdict.action is Action.PUBLISH
