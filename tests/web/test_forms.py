"""What a form or a query holds, as the desk reads it."""

from __future__ import annotations

from commentguard.web.forms import Form


def test_what_a_form_holds_can_be_asked_of_a_database() -> None:
    form = Form({"name": ["a\0b"], "id": ["1\0", "2"]})
    assert form.get("name") == "a\ufffdb"
    assert form.all("id") == ["1\ufffd", "2"]
