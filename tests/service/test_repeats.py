"""Which stored comment is meant, and whose word about it stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from commentguard.comment import Comment
from commentguard.service import repeats
from commentguard.service.correct import correct, undo
from commentguard.service.fingerprints import fingerprint, words_when_read
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.service.repeats import Word
from commentguard.text.intake import CAP
from commentguard.verdict import Action, Label

MINE = Comment(
    text="The frost took my dahlias, too.",
    author="Renée",
    author_email="renee@mail.example",
    author_ip="203.0.113.9",
    permalink="https://blog.example/frost",
)


def store(guard: Guard, comment: Comment) -> str:
    received = asyncio.run(receive(guard, guard.directory.sites["blog"], comment))
    assert isinstance(received, Received)
    assert received.stored
    return received.id


def changed(change: dict[str, str]) -> Comment:
    return Comment.from_mapping(MINE.to_mapping() | change)


def find(guard: Guard, comment: Comment, site: str = "blog") -> str | None:
    print_ = fingerprint(comment, guard.secret)
    with guard.store.engine.connect() as connection:
        return repeats.find(connection, site, comment, print_)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"text": "the frost took  my dahlias too"},
        {"text": "<p>The frost&#32;took my <em>dahlias</em>,<br>too.</p>", "author_ip": ""},
        {
            "text": "The frost took my dahlias&#44; too.",
            "author": "",
            "author_email": "",
            "author_ip": "",
        },
        {"author_ip": "198.51.100.1"},
        {"author_email": ""},
        {"author_ip": "", "author_email": ""},
        {"author": "", "author_ip": "", "author_email": ""},
        {"permalink": ""},
        {"author_email": "RENEE@mail.example", "author": "renée "},
    ],
)
def test_the_same_comment(guard: Guard, change: dict[str, str]) -> None:
    mine = store(guard, MINE)
    assert find(guard, changed(change)) == mine


@pytest.mark.parametrize(
    "change",
    [
        {"text": "The frost took my roses, too."},
        {"author": "Bob", "author_email": "bob@mail.example"},
        {"author": "Bob", "author_email": "", "author_ip": "198.51.100.1"},
        {"author": "Bob", "author_email": ""},
    ],
)
def test_another_comment(guard: Guard, change: dict[str, str]) -> None:
    store(guard, MINE)
    assert find(guard, changed(change)) is None
    assert find(guard, MINE, "other") is None


def test_the_best_agreement_wins_over_the_newest(guard: Guard) -> None:
    mine = store(guard, MINE)
    store(guard, replace(MINE, author_ip="198.51.100.1"))
    assert find(guard, MINE) == mine


def test_texts_without_words_need_an_author(guard: Guard) -> None:
    empty = Comment(text="", author="A pingback", author_ip="203.0.113.9")
    mine = store(guard, empty)
    assert find(guard, empty) == mine
    assert find(guard, Comment(text="")) is None


def test_a_word_stands_until_it_is_taken_back(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    print_ = fingerprint(MINE, guard.secret)

    def said() -> Word | None:
        with guard.store.engine.connect() as connection:
            return repeats.said_before(connection, "blog", MINE, print_)

    first = store(guard, MINE)
    assert said() is None
    asyncio.run(correct(guard, site, first, Label.SPAM, actor="test"))
    # The repetition is newer, and nobody has said anything about it.
    second = store(guard, MINE)
    assert second != first
    assert said() == Word(Label.SPAM)
    asyncio.run(undo(guard, site, first, actor="test", source="api"))
    assert said() is None
    asyncio.run(correct(guard, site, second, Label.HAM, actor="key:1f0c9a7be4d2"))
    assert said() == Word(Label.HAM, reported=True)


def test_what_a_word_does_to_a_verdict(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    held = replace(guard.judge(site, MINE), action=Action.HOLD)
    published = replace(held, action=Action.PUBLISH)
    tolerant = replace(held, policy={**held.policy, "allow_promotional": True})
    assert repeats.overruled(held, None) is held
    assert repeats.overruled(held, Word(Label.HAM)).action is Action.PUBLISH
    assert repeats.overruled(published, Word(Label.SPAM)).action is Action.HOLD
    assert repeats.overruled(published, Word(Label.PROMOTIONAL)).action is Action.HOLD
    assert repeats.overruled(tolerant, Word(Label.PROMOTIONAL)).action is Action.PUBLISH
    assert repeats.overruled(replace(held, action=Action.DISCARD), Word(Label.SPAM)).action is (
        Action.DISCARD
    )
    for word, note in (
        (Word(Label.HAM), "a person took this comment for a reader"),
        (Word(Label.HAM, reported=True), "a report from the blog took this comment for a reader"),
        (Word(Label.SPAM), "a person took this comment for spam"),
    ):
        assert repeats.overruled(held, word).notes[-1] == note


def test_a_word_about_somebody_else_decides_nothing(guard: Guard) -> None:
    """One client's own suite reports "test" as ham without a name, then expects its spammer."""
    site = guard.directory.sites["blog"]
    nameless = changed({"author": "", "author_email": ""})
    first = store(guard, nameless)
    asyncio.run(correct(guard, site, first, Label.HAM, actor="test"))

    def said(comment: Comment) -> Word | None:
        print_ = fingerprint(comment, guard.secret)
        with guard.store.engine.connect() as connection:
            return repeats.said_before(connection, "blog", comment, print_)

    assert said(nameless) == Word(Label.HAM)
    assert said(MINE) is None
    assert said(changed({"author_email": ""})) is None
    assert said(replace(nameless, author_ip="198.51.100.1")) is None


def test_a_word_about_a_long_comment_is_about_its_middle_too(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    line = "The frost took my dahlias, and the roses by the wall. "
    mine = changed({"text": line * 500})
    advert = changed({"text": line * 250 + "Call 01632 960 148 for a free quote. " + line * 250})
    asyncio.run(correct(guard, site, store(guard, mine), Label.HAM, actor="test"))
    for comment, action in ((mine, Action.PUBLISH), (advert, Action.HOLD)):
        received = asyncio.run(receive(guard, site, comment))
        assert isinstance(received, Received)
        assert received.verdict.action is action


@pytest.mark.parametrize(("at_most", "others"), [(repeats._READ, 3), (2 * (CAP + 1), 2)])
def test_what_is_asked_for_is_read_once_and_of_others_no_more_than_is_judged(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, at_most: int, others: int
) -> None:
    """Each of an author's newest comments may be as long as a request."""
    for k in range(3):
        store(guard, replace(MINE, text=f"{k} {'<a ' * 8000}"))
    read: list[str] = []

    def noted(text: str) -> list[str]:
        read.append(text)
        return words_when_read(text)

    monkeypatch.setattr(repeats, "words_when_read", noted)
    monkeypatch.setattr(repeats, "_READ", at_most)
    asked = "3 and more"
    assert find(guard, replace(MINE, text=asked)) is None
    assert (read.count(asked), len(read)) == (1, 1 + others)
    # One sign stands for what is left out; the newest come first.
    assert max(map(len, read)) <= CAP + 1
    assert [text[0] for text in read if text != asked] == list("210")[:others]


def test_only_what_its_author_may_have_sent_is_read(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(guard, MINE)

    def unwanted(_text: str) -> list[str]:
        raise AssertionError

    monkeypatch.setattr(repeats, "words_when_read", unwanted)
    stranger = replace(MINE, text="Another.", author_email="ben@mail.example")
    assert find(guard, stranger) is None
