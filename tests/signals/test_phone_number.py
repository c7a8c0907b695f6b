"""Phone numbers: what must fire, what must stay quiet, and where it points."""

from __future__ import annotations

import pytest

from commentguard.signals.phone_number import PhoneNumber
from commentguard.verdict import Code

from .helpers import evidence, read

PLAIN = [
    ("Call 415-555-0132 today", "415-555-0132"),
    ("ring (415) 555-0132", "(415) 555-0132"),
    ("Tel:01632 960 148", "01632 960 148"),
    ("WhatsApp +44 7700 900123 any time", "+44 7700 900123"),
    ("Marbella, Fuengirola: llámame 612 345 678", "612 345 678"),
    ("Termin unter 030 23125 139", "030 23125 139"),
    ("Appelez au 06 39 98 12 34", "06 39 98 12 34"),
    ("bel 020 123 4567 voor een offerte", "020 123 4567"),
    ("звоните 8 (495) 123-45-67", "8 (495) 123-45-67"),
    ("hubungi 0812-3456-7890 ya", "0812-3456-7890"),
    ("chiama il 333 1234567", "333 1234567"),
    ("ligue 912 345 678", "912 345 678"),
    ("Appelez au 06.39.98.12.34", "06.39.98.12.34"),
    ("Appelez au 06-39-98-12-34 le soir", "06-39-98-12-34"),
    ("mon numéro : 06/39/98/12/34", "06/39/98/12/34"),
    ("Llama al 91.555.12.34", "91.555.12.34"),
    ("hubungi 62812-3456-7890", "62812-3456-7890"),
    ("call 555.123.4567", "555.123.4567"),
    ("35 euro. Chiamate il 333 1234567", "333 1234567"),
    ("Pre-order by text 01632 960 148", "01632 960 148"),
]

DISGUISED = [
    ("text zero seven seven zero zero, nine double zero, four one two", "zero seven seven zero zero, nine double zero, four one two"),
    ("call ０１６３２ ９６０ １４８ now", "０１６３２ ９６０ １４８"),
    ("ring 0 1 6 3 2 9 6 0 1 4 8 please", "0 1 6 3 2 9 6 0 1 4 8"),
    ("Call the salon on O2O 79four6 oh-one-six-three", "O2O 79four6 oh-one-six-three"),
]  # fmt: skip

QUIET = [
    "born 1984-06-12, moved 2019-01-02",
    "bake 10 -- 20 minutes at 350",
    "see https://archive.example/9876543210/4",
    "we ordered 12 of them for 45",
    "card 4242 4242 4242 4242 4242",
    "order no. 4471 2093 8856 came bent",
    "ISBN 978-3-16-148410-0",
    "doi 10.1234/5678901234",
    "the years 1998-2004 and 2010-2014",
    "my server is 192.168.100.200",
    "it has 1 234 567 views",
    "costs £1200000 or $4 500 000",
    "version 10.4.2.1177 crashed",
    "G1 X104 Y235 E0.4 F1800",
    "we scored 21-14 21-19 11-21",
    "one two three four five six seven eight, ready or not",
    "two or three years, maybe four, ago",
    "open 9-5, 10-4 on Sundays, 24/7 online",
    "row 44, shade 141, batch 2207, needles 3.25",
    "part number 4471209388 fits as well",
    "1111111111",
    "fed it on 03.04.21, 05.06.21 and 07.08.21",
    "sizes 06-12-24-48-96 in the chart",
    "it has 1.234.567.890 rows",
    "Kontonummer 1234 5678 90 ist gesperrt",
    "cuenta nº 1234 5678 90",
    "the gateway is 10.255.30.12 here",
    "pages 12/24/36/48/60",
    "",
]


@pytest.mark.parametrize(("text", "number"), PLAIN, ids=[n for _, n in PLAIN])
def test_fires_and_points_at_the_number(text: str, number: str) -> None:
    assert evidence(PhoneNumber(), Code.PHONE_NUMBER, text) == [number]


@pytest.mark.parametrize(("text", "number"), DISGUISED, ids=[n[:16] for _, n in DISGUISED])
def test_a_disguise_is_another_reason(text: str, number: str) -> None:
    assert evidence(PhoneNumber(), Code.OBFUSCATED_CONTACT, text) == [number]
    assert evidence(PhoneNumber(), Code.PHONE_NUMBER, text) == []


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(PhoneNumber(), text).fired == ()


@pytest.mark.parametrize(
    "text",
    [
        "Samaritans, 116 123, any hour",
        "the crisis line 0800 689 5652 is free",
        "Telefonseelsorge 0800 111 0 111 hilft",
        "Teléfono de la Esperanza 717 003 717",
        "numéro d'urgence SOS amitié 09 72 39 40 50",
    ],
)
def test_helplines_are_help(text: str) -> None:
    reading = read(PhoneNumber(), text)
    assert reading.fired == ()


def test_the_region_comes_from_the_places_in_the_text() -> None:
    signal = PhoneNumber()
    text = "Marbella, Fuengirola, 652 291 224"
    assert read(signal, text).values[1] == 1.0
    assert read(signal, text.replace("Marbella, Fuengirola", "ok so")).values[1] == 0.0


def test_numbers_reserved_for_drama_are_valid() -> None:
    for number in ("01632 960 148", "07700 900123", "(212) 555-0123", "0491 570 006"):
        assert read(PhoneNumber(), f"call {number}").values[1] == 1.0, number
