"""Numbers in Arabic or Hebrew sentences stay as they are dialled, and nothing else changes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from tests.service.desk import ADVERT, arrive
from tests.web.desk import signed_in

from commentguard.testing.serving import Served
from commentguard.web.right_to_left import isolated


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("اتصل بنا الآن على 050 123 4567 للحصول", "050 123 4567"),
        ("התקשרו ‎+44 (0)1632-960148 עכשיו", "+44 (0)1632-960148"),
        ("٠٥٠ ١٢٣ ٤٥٦٧ اتصل", "٠٥٠ ١٢٣ ٤٥٦٧"),
    ],
)
def test_a_number_is_set_apart(text: str, number: str) -> None:
    assert f'<bdi dir="ltr">{number}</bdi>' in isolated(text)


@pytest.mark.parametrize("text", ["Ring 01632 960 148", "за 01632 960 148", "في 12 مايو", ""])
def test_what_runs_from_left_to_right_is_left_alone(text: str) -> None:
    assert isolated(text) == text


@given(st.text(alphabet="<>&\"'ا12 34567890b()", max_size=60))
def test_it_is_escaped_and_whole(text: str) -> None:
    assert re.sub(r'<bdi dir="ltr">|</bdi>', "", isolated(text)) == escape(text)


def test_contacts_on_a_card_are_set_apart(server: Served) -> None:
    mira = signed_in(server, "mira")
    text = "للبيع شقة. اتصل بنا الآن على 01632 960 148 اليوم"
    comment_id = arrive(server.guard, replace(ADVERT, text=text))
    card = mira.get(f"/desk/comments/{comment_id}").text.partition('class="text"')[2]
    shown = card.partition("</div>")[0]
    assert re.search(r'<mark class="k-contact[^"]*" dir="auto"[^>]*>01632 960 148</mark>', shown)
