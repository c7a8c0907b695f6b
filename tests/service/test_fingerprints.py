"""Fingerprints: what they forgive, what they tell apart, and what they hide."""

from __future__ import annotations

import random

import pytest

from commentguard.comment import Comment
from commentguard.service.fingerprints import Fingerprint, count_alike, fingerprint, ip_key
from commentguard.service.secret import Secret

SECRET = Secret(b"0123456789abcdef0123456789abcdef")
TEXT = "I grew mine in a bucket last year and they did better than the ones in the bed."


def of(text: str = TEXT, **fields: str) -> Fingerprint:
    return fingerprint(Comment.from_mapping({"text": text, **fields}), SECRET)


def test_signatures_are_what_they_were_in_databases_that_hold_them() -> None:
    assert of().signature.hex() == (
        "006f86aa87663c453d19145ffb3eda68845f5d887ecf51ef906d6da69297828e"
        "bd674f99d2e78c8d0569a7935ae7fbaa4167db6d39539770cbdf839a69cc778a"
    )


@pytest.mark.parametrize(
    "same",
    [
        TEXT.upper(),
        TEXT.replace(" ", "  \n"),
        TEXT.replace(".", "!!! :-)"),
        TEXT.replace("bucket", "buc\u200bket"),
        TEXT.replace("a", "\uff41"),
        "\ufeff" + TEXT,
    ],
)
def test_the_same_text_in_disguise(same: str) -> None:
    assert of(same).exact == of().exact


def test_another_text_is_another() -> None:
    assert of(TEXT.replace("bucket", "pot")).exact != of().exact


def variant(words: list[str], chance: random.Random, changed: int) -> str:
    words = list(words)
    for place in chance.sample(range(len(words)), changed):
        words[place] = f"other{chance.randrange(10**6)}"
    return " ".join(words)


def test_near_copies_meet_and_strangers_do_not() -> None:
    """Rates of a seeded sample: one word in twenty changed, and nothing in common."""
    chance = random.Random(7)
    met = found = strangers = 0
    for _ in range(200):
        words = [f"word{chance.randrange(5000)}" for _ in range(40)]
        one, near = of(" ".join(words)), of(variant(words, chance, 2))
        other = of(variant(words, chance, 40))
        shared = bool(set(one.bands) & set(near.bands))
        met += shared
        found += shared and count_alike(one.signature, [near.signature]) == 1
        strangers += bool(set(one.bands) & set(other.bands))
    assert met >= 160
    assert found >= 150
    assert strangers == 0


def test_a_short_text_has_no_near_copies() -> None:
    short = of("Thanks, very helpful!")
    assert short.bands == ()
    assert count_alike(short.signature, [of().signature]) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ring +44 1632 960148 today", "01632-960-148 is the number"),
        ("mail joe@roofs.example", "JOE@ROOFS.EXAMPLE for prices"),
        ("see https://www.roofs.example/a?b=1", "www.roofs.example is ours"),
    ],
)
def test_a_contact_is_known_again(one: str, other: str) -> None:
    assert set(of(one).contacts) & set(of(other).contacts)


def test_other_contacts_are_others() -> None:
    assert not set(of("ring 01632 960 148").contacts) & set(of("ring 01632 960 149").contacts)
    assert of("in 2024 we paid 1200 for 3 of them").contacts == ()


def test_contacts_are_bounded() -> None:
    many = " ".join(f"a{k}@b{k}.example" for k in range(200))
    assert len(of(many).contacts) <= 16


def test_an_author_is_an_address_or_a_name_with_a_network_address() -> None:
    mail = of(author_email=" Ann@Reader.example ", author="Ann")
    assert mail.author == of(author_email="ann@reader.example", author="Somebody").author
    assert of(author="Ann").author is None
    one = of(author="Ann", author_ip="203.0.113.9")
    assert one.author is not None
    assert one.author != of(author="Ann", author_ip="203.0.113.8").author


@pytest.mark.parametrize("sent", ["none", " - ", "n/a", "nobody at home"])
def test_what_stands_for_an_e_mail_address_and_is_none_makes_no_author(sent: str) -> None:
    assert of(author_email=sent, author="Ann").author is None
    one = of(author_email=sent, author="Ann", author_ip="203.0.113.9")
    assert one.author == of(author="Ann", author_ip="203.0.113.9").author
    assert one.author != of(author_email=sent, author="Bob", author_ip="203.0.113.9").author


def test_one_network_address_in_all_its_spellings() -> None:
    assert ip_key("::ffff:203.0.113.9", SECRET) == ip_key("203.0.113.9", SECRET)
    assert ip_key("fe80::1%eth0", SECRET) == ip_key("fe80::1", SECRET)
    assert ip_key(" ", SECRET) is None
    mapped, plain = (
        of(author="Ann", author_ip=ip) for ip in ("::ffff:203.0.113.9", "203.0.113.9:80")
    )
    assert mapped.author == plain.author


@pytest.mark.parametrize("sent", ["ip", "unknown", "0.0.0.0", "999.1.1.1"])
def test_an_address_that_is_none_is_nobody(sent: str) -> None:
    assert ip_key(sent, SECRET) is None
    assert of(author="Ann", author_ip=sent).author is None


def test_another_server_hashes_otherwise() -> None:
    other = Secret(b"another-another-another-another-")
    comment = Comment(text="ring 01632 960 148", author_email="a@b.example", author_ip="192.0.2.1")
    one, two = fingerprint(comment, SECRET), fingerprint(comment, other)
    assert one.exact == two.exact
    assert (one.author, one.ip, one.contacts) != (two.author, two.ip, two.contacts)
    assert not {one.author, one.ip, *one.contacts} & {two.author, two.ip, *two.contacts}


@pytest.mark.parametrize(
    "hostile",
    ["\0" * 50, "\ud800 a" * 50, "@" * 20_000, "1 " * 20_000, "www." * 20_000, "\u200b" * 999],
)
def test_hostile_text_has_fingerprints_too(hostile: str) -> None:
    assert len(of(hostile, author_url=hostile, author_email=hostile).contacts) <= 16
