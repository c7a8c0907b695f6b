"""Business names and people's names."""

from __future__ import annotations

import pytest

from commentguard.signals.author import Author

from .helpers import read

FIRES = [
    "Car Detailing Perth WA",
    "Slate Roofing Leeds",
    "cheap viagra online",
    "www.pills.example",
    "Dachdecker Müller GmbH",
    "Reformas Cocina Madrid",
    "Ostéopathe Lyon",
    "Hypotheekadvies Utrecht",
    "Impresa Edile Milano",
    "ремонт ноутбуков",
    "Rental Mobil Bandung",
    "Hexham Queens Bee Supplies Ltd",
    "Otley Upholstery",
    "Rösterei am Kanal",
    "Brûlerie du Pont",
    "Ferronnerie du Val",
    "Quincaillerie Mercier",
    "Panadería La Esquina",
    "Padaria do Cais",
    "Panificio Sant'Anna",
    "Rijwielhandel De Brug",
    "Кофейня у моста",
    "Bengkel Pak Slamet",
]

QUIET = [
    "K9 Nora",
    "mum_of_twins_leith",
    "J. Okafor BVSc",
    "Dr Lee",
    "London Mum",
    "Anne-Marie Baker",
    "John Smith",
    "María José Pérez",
    "Jean-Pierre",
    "Sepp",
    "Иван Петров",
    "Siti",
    "xX_dragon_Xx",
    "Old Reader",
    "Lena",
    "Les from Otley",
    "Derek",
    "Opa Heinz",
    "Luthier à la retraite",
    "Anne Charpentier",
    "orthophoniste lasse",
    "mamie Jo",
    "la abuela Puri",
    "avó Lena",
    "nonna Pina",
    "oma Truus",
    "баба Зина",
    "Bu Ratna",
    "",
]


@pytest.mark.parametrize("name", FIRES)
def test_a_business_is_named(name: str) -> None:
    assert read(Author(), "Nice.", author=name).fired != ()


@pytest.mark.parametrize("name", QUIET)
def test_people_are_people(name: str) -> None:
    assert read(Author(), "Nice.", author=name).fired == ()


def test_what_the_platform_knows_speaks_for_the_author() -> None:
    reading = read(Author(), "Hello", author="Nora", author_role="administrator", author_approved=9)
    assert reading.values[2:] == (1.0, 1.0)
