"""Getting in: passwords, guessing, sessions, invitations, the first link, forms from elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.web.desk import PASSWORD, Browser, signed_in, token_of

from commentguard.server.config import Config
from commentguard.service import people
from commentguard.service.people import Role
from commentguard.storage.clock import now
from commentguard.testing.serving import Served, served


def somebody(server: Served, address: str = "127.0.0.1") -> Browser:
    return Browser(TestClient(server.app, base_url="http://localhost", client=(address, 1)))


def test_without_signing_in_every_page_leads_to_the_sign_in_page(server: Served) -> None:
    browser = somebody(server)
    for path in ("/desk", "/desk/people", "/desk/me", "/desk/bulk", f"/desk/comments/{'0' * 32}"):
        seen = browser.client.get(path, follow_redirects=False)
        assert (seen.status_code, seen.headers["location"]) == (303, f"/desk/login?next={path}")
    for path in ("/desk/decide", "/desk/undo", "/desk/bulk", "/desk/live", "/desk/people/invite"):
        page = browser.post(path, {"id": "x"}, follow=False)
        assert (page.status_code, page.headers["location"]) == (
            303,
            "/desk/login?next=/desk&ended=1",
        )


VIEW = "/desk?order=oldest&size=25"


@pytest.mark.parametrize(
    ("told", "back"),
    [
        (f"http://localhost{VIEW}#c-1", VIEW),
        ("http://localhost/desk/comments/x?q=a%20b", "/desk/comments/x?q=a%20b"),
        (f"https://evil.example{VIEW}", "/desk"),
        ("http://localhost//evil.example", "/desk"),
        ("http://localhost/v1/comments", "/desk"),
        ("http://[localhost", "/desk"),
        ("", "/desk"),
    ],
)
def test_who_was_signed_out_is_told_and_comes_back_to_the_same_view(
    server: Served, told: str, back: str
) -> None:
    browser = somebody(server)
    scripted = browser.post(
        "/desk/decide", {"id": "x"}, {"hx-request": "true", "hx-current-url": told}, follow=False
    )
    plain = browser.post("/desk/decide", {"id": "x"}, {"referer": told}, follow=False)
    assert scripted.status_code == 401
    where = scripted.headers["hx-redirect"]
    assert where == plain.headers["location"]
    page = browser.get(where).text
    assert "You were signed out. Nothing was changed." in page
    assert f'name="next" value="{escape(back)}"' in page
    assert "You were signed out" not in browser.get("/desk/login?next=/desk").text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server: Served) -> None:
    signed_in(server, "cookie")
    page = somebody(server).post(
        "/desk/login", {"name": "cookie", "password": PASSWORD}, follow=False
    )
    cookie = page.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "path=/desk"))
    assert PASSWORD not in page.text


def test_servers_on_one_host_do_not_sign_each_other_out(server: Served, tmp_path: Path) -> None:
    """A browser sends the cookies of a host to all of its ports."""
    first = signed_in(server, "of-two")
    with served(Config(home=tmp_path)) as other:
        second = signed_in(other, "of-two", cookies=first.client.cookies)
        first.client.cookies = second.client.cookies
        assert first.client.get("/desk", follow_redirects=False).status_code == 200
        second.post("/desk/logout")
        assert second.client.get("/desk", follow_redirects=False).status_code == 303
        assert first.client.get("/desk", follow_redirects=False).status_code == 200


def test_behind_a_trusted_proxy_with_tls_links_and_cookies_are_for_tls(tmp_path: Path) -> None:
    outside = {"x-forwarded-proto": "https"}
    for trusted, scheme in ((("127.0.0.1",), "https"), ((), "http")):
        home = tmp_path / scheme
        with served(Config(home=home, rate=0, trusted_proxies=trusted)) as server:
            admin = signed_in(server, "boss", Role.ADMIN)
            fields = {"name": "boss", "password": PASSWORD}
            page = somebody(server).post("/desk/login", fields, outside, follow=False)
            assert ("secure" in page.headers["set-cookie"].lower()) == (scheme == "https")
            site = {"site": "blog", "role": "viewer"}
            admin.post("/desk/people/invite", site, outside, follow=False)
            for cookie in admin.client.cookies.jar:
                # This browser speaks to no proxy.
                cookie.secure = False
            assert f"{scheme}://localhost/desk/join/" in admin.get("/desk/people").text


def test_pages_forbid_scripts_and_styles_of_their_own(server: Served) -> None:
    browser = signed_in(server, "policy")
    for path in ("/desk", "/desk/login", "/desk/me", "/desk/static/desk.css", "/desk/nowhere"):
        headers = browser.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_guessing_ends(tmp_path: Path) -> None:
    with served(Config(home=tmp_path)) as server:
        signed_in(server)
        guesser, neighbour = somebody(server), somebody(server, "127.0.0.2")
        answers = [
            guesser.post("/desk/login", {"name": "mira", "password": f"guess {k}"}).status_code
            for k in range(11)
        ]
        assert answers == [403] * 10 + [429]
        # Told nothing, even when right; the neighbour is not locked out.
        right = {"name": "mira", "password": PASSWORD}
        assert guesser.post("/desk/login", right).status_code == 429
        assert neighbour.post("/desk/login", right).status_code == 200


@pytest.mark.parametrize("door", ["login", f"join/{'A' * 43}", f"reset/{'A' * 43}"])
def test_who_guesses_in_parallel_has_no_more_guesses(tmp_path: Path, door: str) -> None:
    with served(Config(home=tmp_path)) as server, ThreadPoolExecutor(24) as threads:
        form = {"name": "mira", "password": "one of many guesses"}
        answers = list(
            threads.map(
                lambda _: server.client.post(f"/desk/{door}", data=form).status_code, range(24)
            )
        )
        # One more is left where the machine took so long that it came back.
        assert answers.count(429) >= 13


def test_a_right_password_is_no_try(tmp_path: Path) -> None:
    with served(Config(home=tmp_path)) as server:
        signed_in(server)
        right = {"name": "mira", "password": PASSWORD}
        answers = {somebody(server).post("/desk/login", right).status_code for _ in range(11)}
        assert answers == {200}


def test_a_wrong_name_and_a_wrong_password_sound_alike(server: Served) -> None:
    signed_in(server, "alike")
    browser = somebody(server, "10.0.0.9")
    wrong = browser.post("/desk/login", {"name": "alike", "password": "not this one"})
    nobody = browser.post("/desk/login", {"name": "nobody", "password": "not this one"})
    assert wrong.text.replace('value="alike"', "") == nobody.text.replace('value="nobody"', "")


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/desk\\@evil", "/v1/x", "/desk//x", "desk"]
)
def test_signing_in_leads_nowhere_else(server: Served, where: str) -> None:
    page = somebody(server).get(f"/desk/login?next={quote(where)}")
    assert 'name="next" value="/desk"' in page.text


def test_signing_out_ends_the_session_on_the_server(server: Served) -> None:
    browser = signed_in(server, "leaver")
    cookies = dict(browser.client.cookies)
    browser.post("/desk/logout")
    browser.client.cookies.update(cookies)
    assert browser.client.get("/desk", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_a_form_without_its_token_does_nothing(server: Served, token: str) -> None:
    browser = signed_in(server, f"forger{len(token)}")
    browser.csrf = token
    page = browser.post("/desk/decide", {"decision": "spam", "id": "x:held.0"})
    assert page.status_code == 403
    assert "too old or not from here" in page.text


def test_a_token_of_another_session_does_nothing(server: Served) -> None:
    first, second = signed_in(server, "one"), signed_in(server, "two")
    second.csrf = first.csrf
    assert second.post("/desk/undo").status_code == 403


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_a_sign_in_form_from_elsewhere_is_refused(server: Served, headers: dict[str, str]) -> None:
    page = somebody(server).post("/desk/login", {"name": "x", "password": "y"}, headers)
    assert page.status_code == 403


def test_an_invitation_makes_an_account_with_its_role(server: Served) -> None:
    admin = signed_in(server, "boss", Role.ADMIN)
    page = admin.post("/desk/people/invite", {"site": "blog", "role": "viewer"})
    token = page.text.partition("/desk/join/")[2][:43]
    guest = somebody(server)
    assert "viewer" in guest.get(f"/desk/join/{token}").text
    short = guest.post(f"/desk/join/{token}", {"name": "guest", "password": "short"})
    assert (short.status_code, "at least 10" in short.text) == (422, True)
    queue = guest.post(f"/desk/join/{token}", {"name": "guest", "password": PASSWORD})
    assert queue.status_code == 200
    guest.csrf = token_of(queue.text)
    assert guest.post("/desk/bulk", {"decision": "spam"}).status_code == 403
    assert guest.get("/desk/people").status_code == 403
    assert somebody(server).get(f"/desk/join/{token}").status_code == 404


def test_the_first_link_works_once_and_only_on_this_machine(server: Served) -> None:
    with server.guard.store.transaction() as connection:
        token = people.let_in(connection, now())
    far = somebody(server, "192.0.2.7")
    assert far.post(f"/desk/enter/{token}").status_code == 403
    proxied = somebody(server).post(f"/desk/enter/{token}", {}, {"x-forwarded-for": "192.0.2.7"})
    assert proxied.status_code == 403
    assert "Sign in" in somebody(server).get(f"/desk/enter/{token}").text
    here = somebody(server)
    assert here.post(f"/desk/enter/{token}").status_code == 200
    assert here.get("/desk/people").status_code == 200
    assert somebody(server).post(f"/desk/enter/{token}").status_code == 422


def test_an_admin_of_one_site_reaches_no_other(server: Served) -> None:
    admin = signed_in(server, "local-boss", Role.ADMIN)
    for site in ("other", "*", "nowhere"):
        page = admin.post("/desk/people/invite", {"site": site, "role": "admin"})
        assert page.status_code in (403, 404), site
    page = admin.post("/desk/people/key", {"site": "other", "kind": "bearer"})
    assert page.status_code == 404
    made = admin.post(
        "/desk/people/key", [("site", "blog"), ("kind", "bearer"), ("scope", "score")]
    )
    assert "cg_" in made.text
    own = admin.post("/desk/people/role", {"site": "blog", "role": "viewer", "name": "local-boss"})
    assert own.status_code == 422


def test_a_new_password_signs_out_everywhere(server: Served) -> None:
    browser = signed_in(server, "changer")
    wrong = browser.post("/desk/me/password", {"old": "wrong", "new": "another row of words"})
    assert wrong.status_code == 403
    browser.post("/desk/me/password", {"old": PASSWORD, "new": "another row of words"})
    assert browser.client.get("/desk", follow_redirects=False).status_code == 303
    again = somebody(server)
    page = again.post("/desk/login", {"name": "changer", "password": "another row of words"})
    assert page.status_code == 200


def test_guessing_the_old_password_ends(tmp_path: Path) -> None:
    with served(Config(home=tmp_path)) as server:
        browser = signed_in(server, "left-open")
        tried = [
            browser.post("/desk/me/password", {"old": f"guess {k}", "new": "another row of words"})
            for k in range(11)
        ]
        assert [page.status_code for page in tried] == [403] * 10 + [429]
        right = {"old": PASSWORD, "new": "another row of words"}
        assert browser.post("/desk/me/password", right).status_code == 429


def test_keys_are_ones_own(server: Served) -> None:
    browser = signed_in(server, "typist")
    assert browser.post("/desk/me", {"key-spam": "w", "theme": "dark"}).status_code == 200
    page = browser.get("/desk").text
    assert "&#34;spam&#34;:&#34;w&#34;" in page.replace(" ", "")
    assert 'data-theme="dark"' in page
    assert browser.post("/desk/me", {"key-spam": "a"}).status_code == 422
    assert browser.post("/desk/me", {"key-spam": "ab"}).status_code == 422
