"""Rules of the whole corpus, each shown failing and passing on a few records."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from commentguard.training.corpus_check import (
    Demands,
    Record,
    advertised_places,
    amounts,
    check,
    halves,
    identities,
    number_shapes,
    pairs,
    templates,
    trigrams,
)

FEW = Demands(
    rows=4, subjects=2, languages=1, ham_share=0.5, hard_share=0.5, paired_rows=2, test_ham=1
)


def made(identity: str, **changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": identity, "lang": "en", "subject": f"subject {identity}", "split": "train",
        "era": 2015, "label": "ham", "text": f"word{identity} and nothing", "author": "Ann",
        "author_email": "", "author_url": "", "parent_text": "", "post_title": f"post {identity}",
        "post_text": "x", "post_tags": [], "reasons": [], "evidence": {}, "pair_of": "",
        "hard": True, "note": "",
    }  # fmt: skip
    return {**record, **changes}


def advert(identity: str, **changes: Any) -> dict[str, Any]:
    own = {"label": "promotional", "reasons": ["business_author"], **changes}
    return made(identity, **own)


def sound() -> list[Record]:
    """Two halves, a pair in one of them."""
    return [
        made("a", pair_of="b", subject="s", post_title="p"),
        advert("b", pair_of="a", subject="s", post_title="p"),
        made("c", split="test"),
        advert("d", split="test"),
    ]


def test_a_sound_corpus_has_no_problems() -> None:
    assert check(sound(), FEW) == []


def test_a_broken_record_stops_the_rules_that_read_it() -> None:
    (problem,) = check([*sound(), {"id": "z"}], FEW)
    assert problem.rule == "fields"


@pytest.mark.parametrize(
    ("demands", "said"),
    [
        (replace(FEW, rows=5), "4 rows, wanted 5"),
        (replace(FEW, subjects=4), "3 subjects"),
        (replace(FEW, languages=2), "1 languages"),
        (replace(FEW, ham_share=0.6), "2 ham"),
        (replace(FEW, paired_rows=3), "2 rows in pairs"),
        (replace(FEW, test_ham=2), "1 test ham in en"),
    ],
)
def test_too_little_is_said(demands: Demands, said: str) -> None:
    (problem,) = amounts(sound(), demands)
    assert said in problem.message


def test_too_little_hard_ham_is_said() -> None:
    easy = [{**record, "hard": False} for record in sound()]
    assert [p.message for p in amounts(easy, FEW)] == ["0 hard ham, wanted 1"]


def test_an_identifier_used_twice() -> None:
    assert [p.where for p in identities([made("a"), made("a"), made("b")], FEW)] == ["a"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pair_of": ""}, "does not name it back"),
        ({"label": "ham"}, "one label"),
        ({"split": "test"}, "another post or half"),
        ({"post_title": "else"}, "another post or half"),
        ({"id": "x"}, "is not there"),
    ],
)
def test_a_pair_that_is_not_one(change: dict[str, Any], said: str) -> None:
    one, two, *rest = sound()
    assert any(said in p.message for p in pairs([one, {**two, **change}, *rest], FEW))


def test_a_template_is_found_and_a_declared_pair_is_not_one() -> None:
    text = "We fit new kitchens in {} days and never leave a mess behind"
    one, two = advert("a", text=text.format(3)), advert("b", text=text.format(4))
    (problem,) = templates([one, two], FEW)
    assert (problem.where, "1.00" in problem.message) == ("b", True)
    assert not list(templates([one, {**two, "pair_of": "a"}], FEW))
    assert not list(
        templates([made("a", text="thank you so much"), made("b", text="thank you so much")], FEW)
    )


def test_the_index_finds_what_comparing_everything_finds() -> None:
    chance = random.Random(3)
    texts = [" ".join(chance.choices("abc", k=chance.randrange(3, 30))) for _ in range(80)]
    records = [made(str(k), text=text) for k, text in enumerate(texts)]
    grams = [trigrams(text) for text in texts]
    for overlap in (0.0, 0.2, 0.5, 0.6):
        expected = [
            (str(k), f"{len(own & other) / len(own | other):.2f} of its trigrams are those of {j}")
            for k, own in enumerate(grams)
            for j, other in enumerate(grams[:k])
            if min(len(own), len(other)) >= 4 and len(own & other) > overlap * len(own | other)
        ]
        found = templates(records, replace(FEW, overlap=overlap))
        assert [(p.where, p.message) for p in found] == expected != []


def test_half_a_shared_wording_is_no_template() -> None:
    one = made("a", text="the bees came back in april and settled in the old box")
    two = made("b", text="the bees came back in april but then left for good last week")
    alike = len(trigrams(one["text"]) & trigrams(two["text"]))
    assert alike
    assert not list(templates([one, two], FEW))


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("ring 01632 960 148 now", {"00000 000 000"}),
        ("tel. (0113) 496-0123", {"(0000) 000-0000"}),
        ("from 2019-2024, on 2024-05-17 and 17.05.2024", set()),
        ("ISBN 978-3-16-148410-0", set()),
        ("order 123456", set()),
        ("order 1234567", {"0000000"}),
    ],
)
def test_number_shapes(text: str, shapes: set[str]) -> None:
    assert number_shapes(text) == shapes


def test_places_are_those_of_labelled_evidence() -> None:
    record = advert(
        "a", text="From Leeds: serving Bradford and Wakefield", reasons=["location_ad"],
        evidence={"location_ad": ["Bradford and Wakefield"]},
    )  # fmt: skip
    assert advertised_places(record) == {"bradford", "wakefield"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subject": "S"}, "subject 's'"),
        ({"post_title": "P"}, "post 'p'"),
        ({"text": "ring 07700 900 123"}, "number shape '00000 000 000'"),
        ({"author": "Roofs 07700 900 123"}, "number shape '00000 000 000'"),
        ({"text": "in Leeds", "evidence": {"location_ad": ["Leeds"]}}, "place 'leeds'"),
    ],
)
def test_what_the_halves_share_is_named(change: dict[str, Any], said: str) -> None:
    trained = advert(
        "a", subject="s", post_title="p", text="Leeds, 01632 960 148",
        evidence={"location_ad": ["Leeds"]},
    )  # fmt: skip
    tested = {**advert("b", split="test"), **change}
    (problem,) = halves([trained, tested], FEW)
    assert problem.where == "b"
    assert said in problem.message
    assert not list(halves([trained, advert("c", split="test"), {**tested, "split": "train"}], FEW))
