"""A site's settings by form: who may, what is kept, what is refused, and what the log says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from httpx2 import Response
from tests.web.desk import Browser, Fields, signed_in

from commentguard.demo.fill import SITE
from commentguard.feedback.budget import Budget
from commentguard.service import allowance, budget_day, sites
from commentguard.service.people import Role
from commentguard.storage import budgets, journal
from commentguard.storage.clock import now
from commentguard.storage.listed import ALLOWED, DENIED
from commentguard.testing.serving import Served

BUDGET = {
    "one_in": "200", "days": "7", "confidence": "95", "audited": "2", "low": "50", "high": "99.9",
}  # fmt: skip
PAGE = f"/desk/settings?site={SITE}"


@pytest.fixture(scope="module")
def admin(demo: Served) -> Browser:
    return signed_in(demo, "site-admin", Role.ADMIN, SITE)


@pytest.fixture(scope="module")
def moderator(demo: Served) -> Browser:
    return signed_in(demo, "a-moderator", Role.MODERATOR, SITE)


def send(browser: Browser, what: str, fields: Fields, *, seen: bool = True) -> Response:
    """Send one of the page's forms, with the hidden fields that it has just now."""
    page = browser.get(PAGE).text
    form = re.search(rf'<form method="post" action="/desk/settings/{what}".*?</form>', page, re.S)
    stamp = re.search(r'name="seen" value="([0-9a-f]+)"', form[0]) if form and seen else None
    pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
    hidden = [("site", SITE), *([("seen", stamp[1])] if stamp else [])]
    return browser.post(f"/desk/settings/{what}", [*hidden, *pairs])


def policy(demo: Served) -> dict[str, Any]:
    return demo.guard.directory.sites[SITE].policy


def lines(demo: Served, action: str) -> list[Any]:
    with demo.guard.store.engine.connect() as connection:
        return [row for row in journal.audit_of(connection, SITE) if row.action == action]


def budget(demo: Served) -> Budget | None:
    with demo.guard.store.engine.connect() as connection:
        return allowance.stored(connection, SITE)


def test_cut_offs_are_kept_at_once_and_in_the_log(demo: Served, admin: Browser) -> None:
    page = send(admin, "policy", {"hold": "91,5", "discards": "1", "discard": "99.95"}).text
    assert "Kept. New comments are judged by it." in page
    assert policy(demo) == {"hold": 0.915, "discard": 0.9995}
    assert demo.guard.policy(demo.guard.directory.sites[SITE]).hold == 0.915
    (line,) = lines(demo, "site.policy")[:1]
    assert line.actor == "user:site-admin"
    assert line.detail == {"before": {}, "after": {"hold": 0.915, "discard": 0.9995}}
    assert 'name="hold" inputmode="decimal" value="91.5"' in page
    assert "Plain spam above <strong>99.95 %</strong> is discarded" in page
    send(admin, "policy", {"hold": ""})
    assert policy(demo) == {}


def test_a_cut_off_that_is_not_touched_keeps_its_last_digit(demo: Served, admin: Browser) -> None:
    with demo.guard.store.transaction() as connection:
        base = demo.guard.scorer.bundle.policy
        sites.set_policy(connection, SITE, base, {"hold": 0.91234567891}, now(), "cli")
    send(admin, "policy", {"hold": "91.23", "stuffing_escalates": "1"})
    assert policy(demo) == {"hold": 0.91234567891, "stuffing_escalates": True}
    send(admin, "policy", {"hold": ""})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"hold": "much"}, "the cut-off for holding is a number in per cent"),
        ({"hold": "nan"}, "lies between 0 and 100 %"),
        ({"hold": "101"}, "lies between 0 and 100 %"),
        ({"hold": "95", "discards": "1", "discard": "90"}, "discard must lie between hold and 1"),
        ({"discards": "1", "discard": ""}, "discarding needs a cut-off of its own"),
    ],
)
def test_what_makes_no_sense_is_said_and_not_kept(
    demo: Served, admin: Browser, fields: dict[str, str], says: str
) -> None:
    before = policy(demo)
    for do in ("keep", "preview"):
        answer = send(admin, "policy", {**fields, "do": do})
        assert answer.status_code == 422
        assert says in answer.text
        # What was typed is still there.
        assert f'value="{fields.get("hold", "")}"' in answer.text
    assert policy(demo) == before


def test_a_preview_counts_and_keeps_nothing(demo: Served, admin: Browser) -> None:
    before = policy(demo)
    strict = send(admin, "policy", {"hold": "100", "do": "preview"}).text
    assert re.search(r"<strong>0</strong> would be held; [1-9]", strict)
    assert re.search(r"<li>[1-9]\d* that people rejected would be published at once", strict)
    lax = send(admin, "policy", {"hold": "0", "do": "preview"}).text
    total, would = re.search(r"Of (\d+) comments in the last 30 days <strong>(\d+)", lax).groups()  # type: ignore[union-attr]
    assert total == would
    assert "Not kept yet" in lax
    assert 'value="0"' in lax
    assert "cannot be shown beforehand" in send(
        admin, "policy", {"hold": "", "allow_promotional": "1", "do": "preview"}
    ).text  # fmt: skip
    assert policy(demo) == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(demo: Served, admin: Browser) -> None:
    other = signed_in(demo, "second-admin", Role.ADMIN, "*")
    page = admin.get(PAGE).text
    stamp = re.search(
        r'action="/desk/settings/policy".*?name="seen" value="([0-9a-f]+)"', page, re.S
    )
    assert stamp
    send(other, "policy", {"hold": "97"})
    answer = admin.post("/desk/settings/policy", {"site": SITE, "seen": stamp[1], "hold": "80"})
    assert answer.status_code == 422
    assert "changed this meanwhile" in answer.text
    assert policy(demo) == {"hold": 0.97}
    send(admin, "policy", {"hold": ""})


def test_a_budget_by_form(demo: Served, admin: Browser) -> None:
    assert "None is set" in admin.get(PAGE).text
    page = send(admin, "budget", BUDGET).text
    assert "At most <strong>1 real comment in 200</strong> is held" in page
    assert budget(demo) == Budget()
    page = send(admin, "budget", {**BUDGET, "one_in": "500", "days": "10", "high": "99,5"}).text
    assert budget(demo) == Budget(rate=1 / 500, days=10, high=0.995)
    newest = lines(demo, "budget.set")[0]
    assert newest.actor == "user:site-admin"
    assert newest.detail["before"]["days"] == 7
    assert newest.detail["after"]["days"] == 10
    # The daily step finds it.
    budget_day.step(demo.guard, now())
    with demo.guard.store.engine.connect() as connection:
        assert budgets.site_ids(connection) == [SITE]
    assert "1 real comment in 500" in admin.get(f"/desk/budget?site={SITE}").text
    assert "given up" in send(admin, "budget/end", {}).text
    assert budget(demo) is None
    assert len(lines(demo, "budget.drop")) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"one_in": "1"}, "at most one real comment in 2 to"),
        ({"one_in": "many"}, "is a whole number"),
        ({"days": "61"}, "days must lie between 1 and 60"),
        ({"low": "99", "high": "90"}, "bounds must be in order"),
        ({"confidence": "100"}, "must lie between 0 and 1"),
        ({"audited": "x"}, "the share to audit is a number in per cent"),
    ],
)
def test_a_budget_that_makes_no_sense(
    demo: Served, admin: Browser, change: dict[str, str], says: str
) -> None:
    answer = send(admin, "budget", {**BUDGET, **change})
    assert answer.status_code == 422
    assert says in answer.text
    for value in change.values():
        assert f'value="{value}"' in answer.text
    assert budget(demo) is None


def test_an_allow_list_by_form(demo: Served, admin: Browser) -> None:
    told = send(admin, "allow", {"kind": "domain", "value": "Müller.example"}).text
    assert "Listed. Comments that lead there, and nowhere else" in told
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
    assert "counts more: such comments are let in" in told
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
    assert send(admin, "allow", {"kind": "phrase", "value": "word"}).status_code == 422
    assert send(admin, "deny", {"kind": "regex", "value": ".*"}).status_code == 422


FORMS: list[tuple[str, Fields]] = [
    ("policy", {"hold": "1"}),
    ("budget", BUDGET),
    ("budget/end", {}),
    ("allow", {"kind": "email", "value": "x@y.example"}),
    ("allow/end", {"entry": "1"}),
    ("deny", {"kind": "phrase", "value": "word"}),
    ("deny/end", {"entry": "1"}),
]


@pytest.mark.parametrize(("what", "fields"), FORMS)
def test_only_an_admin_of_the_site_with_a_token_of_this_session(
    demo: Served, admin: Browser, moderator: Browser, what: str, fields: Fields
) -> None:
    before = (policy(demo), budget(demo), _listed(demo))
    assert send(moderator, what, fields).status_code == 403
    elsewhere = signed_in(demo, f"admin-{what.replace('/', '-')}", Role.ADMIN, "other")
    assert send(elsewhere, what, fields).status_code == 404
    forged = Browser(admin.client, csrf="0" * len(admin.csrf))
    assert send(forged, what, fields).status_code == 403
    assert (policy(demo), budget(demo), _listed(demo)) == before


def _listed(demo: Served) -> int:
    return len(lines(demo, "site.allow")) + len(lines(demo, "site.deny"))


def test_a_moderator_sees_what_holds_and_no_form(demo: Served, moderator: Browser) -> None:
    page = moderator.get(PAGE)
    assert page.status_code == 200
    assert "Only an admin of this site changes these" in page.text
    assert "/desk/settings/policy" not in page.text
    viewer = signed_in(demo, "only-looks", Role.VIEWER, SITE)
    assert viewer.get(PAGE).status_code == 403
    assert "/desk/settings" not in viewer.get("/desk").text


def test_an_account_is_ended_and_signed_out(demo: Served, admin: Browser) -> None:
    leaving = signed_in(demo, "leaving", Role.MODERATOR, SITE)
    assert leaving.get("/desk").status_code == 200
    assert admin.post("/desk/people/end", {"name": "leaving"}).status_code == 422
    page = admin.post("/desk/people/end", {"name": "leaving", "sure": "1"})
    assert page.status_code == 200
    assert "leaving" not in page.text
    assert "Sign in" in leaving.get("/desk").text
    assert admin.post("/desk/people/end", {"name": "leaving", "sure": "1"}).status_code == 404
    everywhere = signed_in(demo, "of-all", Role.ADMIN, "*")
    assert "user.end" in everywhere.get("/desk/audit?action=user.end").text


def test_nobody_ends_an_account_that_others_rely_on(demo: Served, admin: Browser) -> None:
    signed_in(demo, "elsewhere-too", Role.MODERATOR, "*")
    for name, status in (("elsewhere-too", 404), ("site-admin", 422), ("nobody-at-all", 404)):
        answer = admin.post("/desk/people/end", {"name": name, "sure": "1"})
        assert answer.status_code == status
    everywhere = signed_in(demo, "of-all-too", Role.ADMIN, "*")
    page = everywhere.post("/desk/people/end", {"name": "elsewhere-too", "sure": "1"})
    assert page.status_code == 200
    assert "<option>elsewhere-too</option>" not in page.text


def test_an_invitation_is_withdrawn(demo: Served, admin: Browser) -> None:
    page = admin.post("/desk/people/invite", {"site": SITE, "role": "admin"}).text
    link = re.search(r"/desk/join/[A-Za-z0-9_-]{43}", page)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert link
    assert digest
    elsewhere = signed_in(demo, "admin-of-other", Role.ADMIN, "other")
    fields = {"digest": digest[1]}
    assert elsewhere.post("/desk/people/withdraw", fields).status_code == 404
    assert admin.get(link[0]).status_code == 200
    assert admin.post("/desk/people/withdraw", fields).status_code == 200
    assert admin.get(link[0]).status_code == 404
    assert admin.post("/desk/people/withdraw", fields).status_code == 422
    assert len(lines(demo, "user.withdraw")) == 1


def test_a_cut_off_without_its_tick_is_asked_about(demo: Served, admin: Browser) -> None:
    send(admin, "policy", {"hold": "70", "discard": ""})
    before, written = policy(demo), len(lines(demo, "site.policy"))
    for do in ("keep", "preview"):
        page = send(admin, "policy", {"hold": "70", "discard": "50", "do": do})
        assert page.status_code == 422
        assert "“Discard plain spam” is not ticked" in page.text
        assert 'name="discard" inputmode="decimal" value="50"' in page.text
    assert (policy(demo), len(lines(demo, "site.policy"))) == (before, written)
    send(admin, "policy", {"hold": "70", "discard": "99.9", "discards": "1"})
    assert policy(demo)["discard"] == pytest.approx(0.999)
    # The tick taken away leaves the number in its field.
    assert send(admin, "policy", {"hold": "70", "discard": "99.9"}).status_code == 200
    assert policy(demo) == before


@pytest.mark.parametrize("typed", ["0.9", "0,9 %", ".5", "0.0001"])
def test_a_share_where_per_cent_is_asked_for_is_asked_about(
    demo: Served, admin: Browser, typed: str
) -> None:
    before = policy(demo)
    for fields in (
        {"hold": typed, "discard": ""},
        {"hold": "70", "discard": typed, "discards": "1"},
    ):
        page = send(admin, "policy", fields)
        assert page.status_code == 422
        assert "is in per cent" in page.text
    assert "for 90 % write 90" in send(admin, "policy", {"hold": "0.9"}).text
    assert policy(demo) == before
    assert send(admin, "budget", {**BUDGET, "low": typed}).status_code == 422
    assert send(admin, "budget", {**BUDGET, "audited": "0.5"}).status_code == 200


def test_what_changes_nothing_is_said_so_and_not_logged(demo: Served, admin: Browser) -> None:
    for what, fields in (("policy", {"hold": "71", "discard": ""}), ("budget", BUDGET)):
        action = "site.policy" if what == "policy" else "budget.set"
        send(admin, what, fields)
        written = len(lines(demo, action))
        assert "Nothing was changed" in send(admin, what, fields).text
        assert len(lines(demo, action)) == written
