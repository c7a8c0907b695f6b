"""Signals that judge the whole comment: relevance, praise, shape, marks of a reader."""

from __future__ import annotations

import pytest

from commentguard.signals.generic_praise import GenericPraise
from commentguard.signals.reader import Reader
from commentguard.signals.relevance import Relevance
from commentguard.signals.shape import Shape

from .helpers import read

POST = {
    "post_title": "Why my loaf stayed flat",
    "post_text": "Notes on underproofed sourdough bread, flour, salt and a thermometer.",
}


def test_an_advert_for_something_else_is_off_topic() -> None:
    text = (
        "Get an urgent loan today, no collateral, any amount, low interest, apply at once friend."
    )
    assert read(Relevance(), text, **POST).fired != ()


@pytest.mark.parametrize(
    "text",
    [
        "Strong flour and a thermometer saved my sourdough bread, call me crazy",
        "My gran walked to the mill every week in the snow and never complained",
        "lovely",
        "Visit our shop for sourdough flour, salt and a thermometer",
    ],
)
def test_wandering_readers_are_not_shown_as_off_topic(text: str) -> None:
    assert read(Relevance(), text, **POST).fired == ()


def test_without_a_post_nothing_is_said() -> None:
    assert read(Relevance(), "We offer roof repair. Call us now on the phone.").fired == ()


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Very informative blog, keep up the good work http://shop.example", {}),
        ("Great post, thanks for sharing.", {"author": "Cheap Roofing Leeds"}),
    ],
)
def test_praise_with_a_load_is_shown(text: str, fields: dict[str, str]) -> None:
    assert read(GenericPraise(), text, **fields).fired != ()


@pytest.mark.parametrize(
    "text",
    ["Great post, thank you!", "Great comparison, the half and half photos help", "thanks", ""],
)
def test_praise_by_readers_is_not(text: str) -> None:
    assert read(GenericPraise(), text, author="Nora").fired == ()


@pytest.mark.parametrize("text", ["qwrtp zxkjh vbnmq", "qwpe zlkrt bonnt vvskd http://a.example"])
def test_random_letters_are_gibberish(text: str) -> None:
    assert read(Shape(), text).fired != ()


@pytest.mark.parametrize(
    "text",
    [
        "printer settings M104 S235 G28 X0",
        "26 months. ok. i can do 26 months.",
        "hahahaha brrrrr grrrr mmmmm",
        "Schlachtschüssel und Angstschweiß",
        "the HTTPS DNS and SMTP ports",
        "",
    ],
)
def test_odd_words_are_not(text: str) -> None:
    assert read(Shape(), text).fired == ()


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("can anyone recommend a dentist", "seeking"),
        ("we moved from Leeds years ago", "itinerary"),
        ("full disclosure, I work for a shop", "disclosure"),
        ("you asked for the recipe", "asked"),
        ("beware, this is a scam", "warning"),
        ("I tried it twice", "first_person_report"),
        ("Samaritans helped me", "helpline"),
    ],
)
def test_marks_of_a_reader(text: str, column: str) -> None:
    signal = Reader()
    values = dict(zip([c.name for c in signal.columns], read(signal, text).values, strict=True))
    assert values[column] > 0


COMMONS = [
    "The library has one on loan, no sign-up needed",
    "In der Stadtbücherei gibt es das ohne Anmeldung",
    "La bibliothèque le prête, sans inscription",
    "En la biblioteca lo prestan sin registro",
    "Na biblioteca emprestam, sem cadastro",
    "In biblioteca lo prestano, è tutta gente volontaria dell'associazione",
    "De bibliotheek leent ze uit, door vrijwilligers",
    "В районной библиотеке дают бесплатно, работают волонтёры",
    "Di perpustakaan boleh pinjam, tidak ada biaya",
]
COMPLAINTS = [
    "It never arrived and they refused a refund",
    "Nach zwei Wochen kaputt, Geld zurück gab es nie",
    "Jamais reçu, le service client raccroche",
    "Nunca llegó y no me devolvieron nada",
    "Nunca chegou e não reembolsam",
    "Si è rotto dopo un mese, rimborso negato",
    "Kapot na een maand, weggegooid geld",
    "Сломался через месяц, деньги не вернули",
    "Rusak setelah sebulan, uang hangus",
]
CITATIONS = [
    "Table 4 in the manual has the torque",
    "Im Handbuch steht es in Kapitel 4",
    "C'est dans la notice, page 4",
    "Lo dice el manual, capítulo 4",
    "Está no manual, página 4",
    "Lo dice il manuale, pagina 4",
    "Het staat in de handleiding, hoofdstuk 4",
    "Это в инструкции, раздел 4",
    "Ada di buku manual, halaman 4",
]
NEITHER = [
    "We offer repairs, free quote, call us today",
    "Wir bieten Reparaturen, jetzt anrufen",
    "Nous proposons des réparations, appelez-nous",
    "Ofrecemos reparaciones, llámanos",
    "Fazemos reparações, ligue já",
    "Offriamo riparazioni, chiamateci",
    "Wij bieden reparaties, bel ons",
    "Предлагаем ремонт, звоните нам",
    "Kami melayani servis, hubungi kami",
    "lovely photos of the frost",
    "",
]


def _marks(text: str) -> dict[str, float]:
    names = [column.name for column in Reader.columns]
    return dict(zip(names, read(Reader(), text).values, strict=True))


@pytest.mark.parametrize("text", COMMONS)
def test_what_belongs_to_nobody_speaks_for_a_reader(text: str) -> None:
    assert _marks(text)["commons"] > 0


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_speaks_for_a_reader(text: str) -> None:
    assert _marks(text)["complaint"] > 0


@pytest.mark.parametrize("text", CITATIONS)
def test_who_points_at_a_page_of_a_manual_cites(text: str) -> None:
    assert _marks(text)["citation"] > 0


@pytest.mark.parametrize("text", NEITHER)
def test_a_seller_neither_complains_nor_shares_nor_cites(text: str) -> None:
    marks = _marks(text)
    assert marks["complaint"] == marks["commons"] == marks["citation"] == 0.0
