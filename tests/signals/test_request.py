"""Whether the comment that is answered asked for something."""

from __future__ import annotations

import pytest

from commentguard.signals.request import Request

from .helpers import read

NUMBER = "Try old Bert, 01632 960 148"
ASKS = [
    "Does anyone know a sweep near Otley?",
    "Kennt jemand einen guten Klempner?",
    "¿Alguien conoce un fontanero?",
]
SILENT = ["Lovely photos.", "I disagree with all of it.", "First!", ""]


@pytest.mark.parametrize("parent", ASKS)
def test_an_answer_to_a_request(parent: str) -> None:
    answers, gives = read(Request(), NUMBER, parent_text=parent).values
    assert answers >= 0.5
    assert gives == answers


@pytest.mark.parametrize("parent", SILENT)
def test_silent_parents(parent: str) -> None:
    assert read(Request(), NUMBER, parent_text=parent).values == (0.0, 0.0)


def test_an_answer_without_a_contact_gives_nothing() -> None:
    assert read(Request(), "No idea, sorry", parent_text=ASKS[0]).values[1] == 0.0


def test_a_question_of_ones_own_is_not_a_request_answered() -> None:
    assert read(Request(), "Does anyone know a sweep?").values == (0.0, 0.0)
