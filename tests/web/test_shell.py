"""The menu stays with the site that somebody looks at."""

from __future__ import annotations

import html
import re

import pytest
from httpx2 import Response
from tests.service.desk import arrive
from tests.web.desk import Browser, signed_in

from commentguard.service.people import Role
from commentguard.storage.people import EVERY_SITE
from commentguard.testing.serving import Served

PAGES = ("", "/try", "/insight", "/learning", "/budget", "/audit", "/settings", "/people")


@pytest.fixture(scope="module")
def ann(server: Served) -> Browser:
    """An admin of both sites."""
    return signed_in(server, "ann", Role.ADMIN, EVERY_SITE)


def menu(page: Response) -> set[str]:
    nav = page.text.partition('<nav aria-label="Desk">')[2].partition("</nav>")[0]
    return set(re.findall(r'<a href="([^"]+)"', nav))


@pytest.mark.parametrize("path", [*PAGES, "/me"])
def test_every_page_leads_on_to_the_site_that_is_looked_at(ann: Browser, path: str) -> None:
    assert menu(ann.get(f"/desk{path}?site=other")) == {f"/desk{one}?site=other" for one in PAGES}


@pytest.mark.parametrize("query", ["", "?site=", "?site=nowhere", "?site=%22%3E%3Cb%3E"])
def test_where_no_site_was_chosen_none_is(ann: Browser, query: str) -> None:
    assert menu(ann.get(f"/desk/insight{query}")) == {f"/desk{one}" for one in PAGES}


def test_somebody_with_one_site_needs_no_name_of_it(server: Served) -> None:
    one = signed_in(server, "one", Role.ADMIN, "blog")
    assert not [path for path in menu(one.get("/desk?site=blog")) if "site" in path]


def test_a_site_goes_along_to_a_comment_and_back(server: Served, ann: Browser) -> None:
    comment_id = arrive(server.guard, site="other")
    queue = ann.get("/desk?site=other").text
    opened = f"/desk/comments/{comment_id}?site=other"
    assert f'class="open" href="{opened}"' in queue
    comment = ann.get(opened)
    assert "/desk/settings?site=other" in menu(comment)
    assert f'href="/desk?site=other#c-{comment_id}">Back to the queue</a>' in comment.text
    noted = ann.post(f"/desk/comments/{comment_id}/notes?site=other", {"remark": "hm"})
    assert str(noted.url).endswith(opened)


def test_a_site_goes_along_with_a_decision(server: Served, ann: Browser) -> None:
    comment_id = arrive(server.guard, site="other")
    page = ann.get("/desk?site=other").text
    found = re.search(
        rf'name="id" value="({comment_id}:[^"]+)".*?name="back" value="([^"]+)"', page, re.S
    )
    assert found
    after = ann.post(
        "/desk/decide", {"id": found[1], "back": html.unescape(found[2]), "decision": "spam"}
    )
    assert after.url.params["site"] == "other"
    assert "Marked as spam" in after.text


def test_a_site_goes_along_with_a_form_and_with_signing_in(server: Served, ann: Browser) -> None:
    tried = ann.post("/desk/try", {"site": "other", "text": "Call us now"})
    assert "/desk/settings?site=other" in menu(tried)
    wrong = ann.post("/desk/settings/policy", {"site": "other", "hold": "much"})
    assert wrong.status_code == 422
    assert "/desk/budget?site=other" in menu(wrong)
    stranger = server.client.get("/desk/budget?site=other", follow_redirects=False)
    assert stranger.headers["location"] == "/desk/login?next=/desk/budget%3Fsite%3Dother"
