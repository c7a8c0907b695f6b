"""Who speaks beside a contact: sellers say we, readers say he and she."""

from __future__ import annotations

import pytest

from commentguard.signals.voice import Voice

from .helpers import read

OURS = [
    "We cover the whole valley. Ring us on 01632 960 148.",
    "Besuchen Sie unser Geschäft, 030 23125 139, wir sind immer da",
    "Nous passons chez vous, 06 39 98 12 34, devis sous 24 h",
    "Ceramics by our students from £12 a piece",
]
THEIRS = [
    "A chap in Hexham, he only has a few each June, 01632 960 114, so ring early",
    "She charged me £40 and they did it in a day",
    "Zij niet, maar hij wel: 020-5550123, vraag hem naar de fiets",
]
QUIET = [
    "we walked to the top and saw nothing",
    "he was right about the frost",
    "our dog does the same",
    "Samaritans are on 116 123",
    "The trial is at gaitpapers.example/0443",
    "thanks, this helped",
    "",
]


MINE = [
    "Bring yours to me, £12 a blade, or ring me on 01632 960 148",
    "Bring ihn einfach bei mir vorbei, 15 Euro, 030 23125 139",
    "Moi-même, à côté de la gare, 06 39 98 12 34",
    "Yo mismo la arreglo, 612 345 678, 20 euros",
    "Fala comigo, 912 345 678, faço orçamento por escrito",
    "Faccio lezioni a domicilio, 333 1234567",
    "Kom gerust bij mij langs, 020 123 4567, ik slijp ze voor 5 euro",
    "Звоните мне, 8 (495) 123-45-67, починю за день",
    "Sama saya aja, 0812-3456-7890, saya antar ke rumah",
]
CUSTOMERS = [
    "We used the lad by the station, £40, he fixed ours while we had tea",
    "Mir hat das ein alter Herr gemacht, 40 Euro hat er genommen",
    "Je suis allée chez un vieux monsieur, il m'a pris 40 €",
    "Me lo arregló un señor mayor, cobró 40 €",
    "Quem me arranjou foi o vizinho, cobrou 40 euros",
    "Me lo ha sistemato un signore anziano, ha chiesto 40 euro",
    "De mijne is gedaan door een oude man, hij vroeg 40 euro",
    "Мне чинил дед у вокзала, взял за всё 400 руб",
    "Orangnya sabar, saya bayar Rp 40.000, kena segitu saja",
]
WITNESSES = [
    "I got mine in two days, urgent loans at 2 % interest, write to loans@fast.example",
    "Me lo arregló, gané dinero desde casa, 40 € al día, 612 345 678",
    "I took mine, guaranteed returns every week, $500, write to bot@fast.example",
]
FAR = "We had frost again. The beans died. The peas died. It rained. Number: 01632 960 148."


@pytest.mark.parametrize("text", OURS)
def test_hears_the_seller(text: str) -> None:
    ours, theirs, own, _ = read(Voice(), text).values
    assert ours + own > 0
    assert theirs == 0


@pytest.mark.parametrize("text", MINE)
def test_hears_the_seller_who_works_alone(text: str) -> None:
    _, theirs, own, customer = read(Voice(), text).values
    assert own > 0
    assert theirs == customer == 0


@pytest.mark.parametrize("text", THEIRS)
def test_hears_of_somebody_else(text: str) -> None:
    ours, theirs, own, _ = read(Voice(), text).values
    assert ours == own == 0
    assert theirs > 0


@pytest.mark.parametrize("text", CUSTOMERS)
def test_hears_the_customer(text: str) -> None:
    ours, _, own, customer = read(Voice(), text).values
    assert ours == own == 0
    assert customer > 0


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert not any(read(Voice(), text).values)


def test_a_pronoun_far_from_the_contact_says_nothing() -> None:
    assert not any(read(Voice(), FAR).values)


@pytest.mark.parametrize("text", WITNESSES)
def test_the_witnesses_of_frauds_are_no_customers(text: str) -> None:
    assert read(Voice(), text).values[3] == 0


def test_who_warns_of_a_fraud_may_be_its_customer() -> None:
    text = "Beware, a scam: we used them, urgent loan, £40 lost, 01632 960 148"
    assert read(Voice(), text).values[3] > 0
