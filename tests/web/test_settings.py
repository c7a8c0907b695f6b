"""A site's settings by form: cut-offs, who may, what is refused, and what the log says."""

from __future__ import annotations

import re

import pytest
from tests.web.desk import Browser, Fields, signed_in
from tests.web.settings_page import BUDGET, PAGE, budget, lines, policy, send

from commentguard.demo.fill import SITE
from commentguard.service import sites
from commentguard.service.people import Role
from commentguard.storage.clock import now
from commentguard.testing.serving import Served


@pytest.fixture(scope="module")
def admin(demo: Served) -> Browser:
    return signed_in(demo, "site-admin", Role.ADMIN, SITE)


@pytest.fixture(scope="module")
def moderator(demo: Served) -> Browser:
    return signed_in(demo, "a-moderator", Role.MODERATOR, SITE)


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
        # The field that is wrong has the focus and is told by what stands beside it, and the title says so at once.
        flawed = re.findall(
            r'name="(\w+)"[^>]* aria-invalid="true" aria-describedby="flaw" autofocus', answer.text
        )
        assert flawed == ["discard" if "discards" in fields else "hold"]
        assert re.search(rf'<p class="problem" id="flaw">[^<]*{re.escape(says)}', answer.text)
        assert "<title>Error: Settings" in answer.text
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


def test_a_moderator_sees_what_holds_and_no_form(demo: Served, moderator: Browser) -> None:
    page = moderator.get(PAGE)
    assert page.status_code == 200
    assert "Only an admin of this site changes these" in page.text
    assert "/desk/settings/policy" not in page.text
    viewer = signed_in(demo, "only-looks", Role.VIEWER, SITE)
    assert viewer.get(PAGE).status_code == 403
    assert "/desk/settings" not in viewer.get("/desk").text


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


def _listed(demo: Served) -> int:
    return len(lines(demo, "site.allow")) + len(lines(demo, "site.deny"))


@pytest.mark.parametrize(("typed", "says"), [("100", "every advert goes up"), ("0", "is held")])
def test_a_cut_off_that_holds_all_or_nothing_is_asked_about(
    demo: Served, admin: Browser, typed: str, says: str
) -> None:
    assert "meant" not in send(admin, "policy", {"hold": typed, "do": "preview"}).text
    before = policy(demo)
    asked = send(admin, "policy", {"hold": typed, "do": "keep"})
    assert asked.status_code == 422
    assert policy(demo) == before
    assert re.search(rf'<p class="problem" id="flaw">above {typed} %[^<]*{says}', asked.text)
    assert re.search(r'name="meant" value="1" aria-invalid="true"[^>]* autofocus', asked.text)
    assert f'name="hold" inputmode="decimal" value="{typed}"' in asked.text
    send(admin, "policy", {"hold": typed, "do": "keep", "meant": "1"})
    assert policy(demo) == {"hold": float(typed) / 100}
    # What stands so already is not asked about again.
    again = send(admin, "policy", {"hold": typed, "stuffing_escalates": "1", "do": "keep"})
    assert again.status_code == 200
    send(admin, "policy", {"hold": "", "stuffing_escalates": "1"})
