"""Alpha against Krippendorff's worked examples, and against NLTK on random labels."""

from __future__ import annotations

import random

import pytest
from nltk.metrics.agreement import AnnotationTask

from commentguard.errors import DataError
from commentguard.training.agreement import agreement, alpha


def units(*observers: str) -> list[list[str]]:
    """Units from rows of an observers-by-units table; a dot is a missing value."""
    return [[v for v in unit if v != "."] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "expected"),
    [
        # Krippendorff 2011: binary data, two observers (Meg and Owen).
        (("0100000010", "1110010000"), 0.095),
        # Nominal data, two observers (Ben and Gerry).
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        # Nominal data, four observers, missing values.
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_the_worked_examples(observers: tuple[str, ...], expected: float) -> None:
    found = alpha(units(*observers))
    assert found is not None
    assert found == pytest.approx(expected, abs=0.0005)


def test_it_is_what_nltk_computes() -> None:
    chance = random.Random(5)
    table = [(o, str(k), chance.choice("aabc")) for k in range(60) for o in ("x", "y", "z")]
    made = [[v for _, k, v in table if k == str(unit)] for unit in range(60)]
    assert alpha(made) == pytest.approx(AnnotationTask(data=table).alpha())


def test_full_agreement_chance_and_system_in_disagreeing() -> None:
    assert alpha(units("aabb", "aabb")) == 1.0
    found = alpha(units("abab", "baba"))
    assert found is not None
    assert found < 0


def test_one_value_for_everything_says_nothing() -> None:
    assert alpha(units("aaaa", "aaaa")) is None
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None


def label(identity: str, name: str, *reasons: str) -> dict[str, object]:
    return {"id": identity, "label": name, "reasons": list(reasons)}


def test_two_passes_are_joined_by_id() -> None:
    first = [
        label("a", "ham"), label("b", "spam", "scam"), label("c", "spam", "scam", "offer"),
        label("only", "ham"),
    ]  # fmt: skip
    second = [
        label("c", "spam", "scam"), label("b", "promotional", "offer"), label("a", "ham"),
    ]  # fmt: skip
    found = agreement(first, second)
    assert found.n == 3
    assert found.disagreed == ("b", "c")
    assert found.support == {"scam": 2, "offer": 2}
    assert found.by_reason["scam"] == alpha([(False, False), (True, False), (True, True)])
    assert found.label == alpha([("ham", "ham"), ("spam", "promotional"), ("spam", "spam")])
    assert found.reasons is not None
    assert found.reasons > (found.by_reason["offer"] or 0)


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(DataError, match="no comment in common"):
        agreement([label("a", "ham")], [label("b", "ham")])
    with pytest.raises(DataError, match="twice"):
        agreement([label("a", "ham"), label("a", "ham")], [label("a", "ham")])
    with pytest.raises(DataError, match="a: reasons must be"):
        agreement([{"id": "a", "label": "ham"}], [label("a", "ham")])
    with pytest.raises(DataError, match="record 2 has no id"):
        agreement([label("a", "ham")], [label("a", "ham"), {"label": "ham", "reasons": []}])
