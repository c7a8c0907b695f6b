"""Allow-list and deny-list by form: entries, labels, and what was typed in vain."""

from __future__ import annotations

import pytest
from tests.web.desk import Browser, signed_in
from tests.web.settings_page import lines, send

from commentguard.demo.fill import SITE
from commentguard.service.people import Role
from commentguard.storage.listed import ALLOWED, DENIED
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def admin(demo: Served) -> Browser:
    return signed_in(demo, "site-admin", Role.ADMIN, SITE)


def test_an_allow_list_by_form(demo: Served, admin: Browser) -> None:
    told = send(admin, "allow", {"kind": "domain", "value": "Müller.example"}).text
    assert "Listed. Comments that lead there, and nowhere else" in told
    assert (
        "Only who has the database and the server secret can try which addresses they are" in told
    )
    assert "Of e-mail addresses a domain says nothing" in told
    page = send(admin, "allow", {"kind": "email", "value": "ann@reader.example"}).text
    assert "müller.example</bdi> <code>xn--mller-kva.example</code>" in page
    # A secret kept as a hash stays one.
    assert "ann@reader" not in page
    with demo.guard.store.engine.connect() as connection:
        entries = ALLOWED.of_site(connection, SITE)
    assert [one.kind for one in entries] == ["domain", "email"]
    for one in entries:
        send(admin, "allow/end", {"entry": str(one.id)})
    with demo.guard.store.engine.connect() as connection:
        assert ALLOWED.of_site(connection, SITE) == []
    assert send(admin, "allow/end", {"entry": str(entries[0].id)}).status_code == 422
    assert send(admin, "allow", {"kind": "domain", "value": "http://x"}).status_code == 422
    assert [one.actor for one in lines(demo, "site.allow")] == ["user:site-admin"] * 2
    newest = lines(demo, "site.allow")[0].detail
    assert (newest["before"], newest["after"]) == ("not listed", "listed")
    assert len(lines(demo, "site.disallow")) == 2


def test_a_deny_list_by_form(demo: Served, admin: Browser) -> None:
    page = send(
        admin, "deny", {"kind": "ip", "value": "198.51.100.7/24", "label": "<b>my brother"}
    ).text
    assert "Such comments are held." in page
    assert "an address range <code>/24</code>" in page
    assert "<bdi>&lt;b&gt;my brother</bdi>" in page
    assert "198.51" not in page
    page = send(admin, "deny", {"kind": "phrase", "value": "Online <casino>"}).text
    assert "<bdi>“Online &lt;casino&gt;”</bdi>" in page
    with demo.guard.store.engine.connect() as connection:
        entries = DENIED.of_site(connection, SITE)
        assert ALLOWED.of_site(connection, SITE) == []
    assert [one.kind for one in entries] == ["range", "phrase"]
    log = admin.get(f"/desk/audit?site={SITE}&action=site.").text
    assert f"entry: {entries[0].id}, kind: range, label: &lt;b&gt;my brother" in log
    assert "put on the deny-list: <bdi>Online &lt;casino&gt;</bdi>" in log
    for one in entries:
        assert "Removed" in send(admin, "deny/end", {"entry": str(one.id)}).text
    with demo.guard.store.engine.connect() as connection:
        assert DENIED.of_site(connection, SITE) == []
    assert len(lines(demo, "site.undeny")) == 2


def test_a_denied_address_that_is_allowed_is_told_so(demo: Served, admin: Browser) -> None:
    ann = {"kind": "email", "value": "ann@reader.example"}
    assert "Such comments are held." in send(admin, "deny", ann).text
    send(admin, "allow", ann)
    told = send(admin, "deny", ann).text
    assert "“Let in whatever the guard says” has it, too, and counts more" in told
    assert "are held" not in told.partition("<section")[0]
    for value in ("co.uk", "*@spam.example"):
        kind = "email" if "@" in value else "domain"
        answer = send(admin, "deny", {"kind": kind, "value": value})
        assert answer.status_code == 422
    with demo.guard.store.engine.connect() as connection:
        listed = [(w, one.id) for w in (ALLOWED, DENIED) for one in w.of_site(connection, SITE)]
    assert len(listed) == 2
    for which, number in listed:
        send(admin, "allow/end" if which is ALLOWED else "deny/end", {"entry": str(number)})


def test_what_was_typed_for_a_list_is_still_there(demo: Served, admin: Browser) -> None:
    fields = {"kind": "range", "value": "198.51.100.0/99", "label": "typed <label>"}
    answer = send(admin, "deny", {**fields, "list": "deny"})
    assert answer.status_code == 422
    assert "an address range looks like" in answer.text
    assert answer.text.count('value="198.51.100.0/99"') == 1
    assert answer.text.count('value="typed &lt;label&gt;"') == 1
    assert '<option value="range" selected>' in answer.text
    assert answer.text.count("aria-invalid") == 1
    denying = answer.text.partition('action="/desk/settings/deny"')[2].partition("</form>")[0]
    assert 'aria-invalid="true" aria-describedby="flaw" autofocus' in denying
    assert '<p class="problem" id="flaw">an address range looks like' in denying
    assert send(admin, "allow", {"kind": "phrase", "value": "word"}).status_code == 422
    assert send(admin, "deny", {"kind": "regex", "value": ".*"}).status_code == 422


def test_a_phrase_that_readers_use_asks_for_a_tick(demo: Served, admin: Browser) -> None:
    fields = {"kind": "phrase", "value": "a", "list": "deny"}
    asked = send(admin, "deny", fields)
    assert asked.status_code == 422
    assert "fewer than 3 letters and would have held" in asked.text
    assert asked.text.count('name="sure" value="a"') == 1
    # The tick is about this phrase: another one beside it is asked about anew.
    assert send(admin, "deny", {**fields, "value": "I", "sure": "a"}).status_code == 422
    with demo.guard.store.engine.connect() as connection:
        assert DENIED.of_site(connection, SITE) == []
    assert "Such comments are held." in send(admin, "deny", {**fields, "sure": "a"}).text
    with demo.guard.store.engine.connect() as connection:
        (one,) = DENIED.of_site(connection, SITE)
    send(admin, "deny/end", {"entry": str(one.id)})
