"""Whether names were asked for, and whose contact the answer gives."""

from __future__ import annotations

import pytest

from commentguard.signals.reader import Reader
from commentguard.signals.request import Request

from .helpers import read

NUMBER = "Try old Bert, 01632 960 148"
OWN = "That would be me. Ring me on 01632 960 148, happy to come out."
ASKS = [
    "Does anyone know a sweep near Otley?",
    "Kennt jemand einen guten Klempner?",
    "¿Alguien conoce un fontanero?",
]
POSTS = [
    "Three leaks in a year. Who fixed yours? Leave names below.",
    "Drei Rohrbrüche im Jahr. Wer hat euch das gemacht? Nennt mir bitte Namen.",
    "Trois fuites en un an. Vous connaissez un bon plombier ? Laissez vos adresses.",
    "Tres fugas en un año. ¿Quién os lo arregló? Dejad nombres.",
    "Três fugas num ano. Quem vos fez o arranjo? Deixem contactos.",
    "Tre perdite in un anno. Chi vi ha aiutato? Scrivete i nomi.",
    "Drie lekken in een jaar. Wie heeft dat bij jullie gedaan? Adressen welkom.",
    "Три протечки за год. Посоветуйте мастера, оставьте телефон.",
    "Tiga kali bocor setahun. Minta rekomendasi tukang, kalian beli pipa di mana?",
]
SILENT = ["Lovely photos.", "I disagree with all of it.", "First!", ""]
PLAIN_POSTS = [
    "I list the tools, the order of work and what I would do otherwise.",
    "Wie lange hält so ein Filter? Meiner ging nach vier Monaten in den Müll.",
    "Combien de temps faut-il le laisser reposer ?",
    "¿Cuánto tarda en secar la masilla?",
    "Quanto tempo demora a secar?",
    "Quanto ci mette ad asciugare?",
    "Hoe lang moet het drogen?",
    "Сколько сохнет герметик?",
    "Berapa lama keringnya?",
    "",
]


@pytest.mark.parametrize("parent", ASKS)
def test_an_answer_to_a_request(parent: str) -> None:
    answers, gives, _, nominates = read(Request(), NUMBER, parent_text=parent).values
    assert answers >= 0.5
    assert gives == answers
    assert nominates == 0.0


@pytest.mark.parametrize("post", POSTS)
def test_a_post_asks_as_readers_do(post: str) -> None:
    answers, gives, _, nominates = read(Request(), NUMBER, post_text=post).values
    assert answers == gives == 1.0
    assert nominates == 0.0


@pytest.mark.parametrize("post", POSTS)
def test_a_tradesman_who_answers_with_his_own_number_nominates_himself(post: str) -> None:
    assert read(Request(), OWN, post_text=post).values == (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("post", PLAIN_POSTS)
def test_a_post_that_asks_for_no_names(post: str) -> None:
    assert not any(read(Request(), NUMBER, post_text=post).values)
    assert not any(read(Request(), OWN, post_text=post).values)


@pytest.mark.parametrize("parent", SILENT)
def test_silent_parents(parent: str) -> None:
    assert not any(read(Request(), NUMBER, parent_text=parent).values)


def test_a_customer_recommends() -> None:
    text = "We used old Bert, he fixed ours for £40, his number is 01632 960 148"
    assert read(Request(), text, post_text=POSTS[0]).values == (1.0, 1.0, 1.0, 0.0)


def test_an_answer_without_a_contact_gives_nothing() -> None:
    assert read(Request(), "No idea, sorry", parent_text=ASKS[0]).values[1] == 0.0


def test_a_question_of_ones_own_is_not_a_request_answered() -> None:
    assert not any(read(Request(), "Does anyone know a sweep?").values)


def test_since_you_ask_discounts_nothing_of_the_sellers_own() -> None:
    asked = [column.name for column in Reader.columns].index("asked")
    answer = "You asked about the price: he charged £40, his number is 01632 960 148"
    own = "You asked about the price: I charge £40, ring me on 01632 960 148"
    assert read(Reader(), answer).values[asked] > 0
    assert read(Reader(), own).values[asked] == 0
