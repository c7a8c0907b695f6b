"""A browser's part in tests of the desk: signing in, forms with their token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from httpx2 import Cookies, Response
from starlette.testclient import TestClient

from commentguard.service import people
from commentguard.service.people import Role
from commentguard.storage.clock import now
from commentguard.testing.serving import Served

Fields = dict[str, str] | Sequence[tuple[str, str]]
PASSWORD = "a row of plain words"


@dataclass
class Browser:
    """Somebody at the desk, without JavaScript."""

    client: TestClient
    csrf: str = field(default="")

    def get(self, path: str) -> Response:
        response: Response = self.client.get(path)
        return response

    def post(
        self,
        path: str,
        fields: Fields = (),
        headers: dict[str, str] | None = None,
        *,
        follow: bool = True,
    ) -> Response:
        """Send a form; `fields` as pairs may name a field several times."""
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        response: Response = self.client.post(
            path,
            content=urlencode([("csrf", self.csrf), *pairs]),
            headers={"content-type": "application/x-www-form-urlencoded", **(headers or {})},
            follow_redirects=follow,
        )
        return response


def signed_in(
    served: Served,
    name: str = "mira",
    role: Role = Role.MODERATOR,
    site: str = "blog",
    cookies: Cookies | None = None,
) -> Browser:
    """A browser in which a new person has signed in; `cookies` are those that it has from elsewhere."""
    with served.guard.store.transaction() as connection:
        people.add(connection, name, PASSWORD, now(), site_id=site, role=role)
    client = TestClient(served.app, base_url="http://localhost", client=("127.0.0.1", 1))
    client.cookies.update(cookies)
    browser = Browser(client)
    page = browser.post("/desk/login", {"name": name, "password": PASSWORD})
    assert page.status_code == 200, page.text
    browser.csrf = token_of(page.text)
    return browser


def token_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]
