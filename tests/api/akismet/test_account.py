"""What plugins ask about a key, and what they do with the figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.api.akismet.conftest import Face
from tests.api.akismet.recorded import KEY
from tests.api.akismet.test_check import ADVERT, HAM

MONTH = datetime.now(UTC).strftime("%Y-%m")


def test_a_key_is_verified_wherever_it_stands(shared: Face) -> None:
    post = shared.client.post
    assert post("/1.1/verify-key", data={"key": KEY, "blog": "x"}).content == b"valid"
    assert post("/1.1/verify-key", data={"api_key": KEY}).content == b"valid"
    host = {"Host": f"{KEY}.guard.example"}
    assert post("/1.1/verify-key", data={"blog": "x"}, headers=host).content == b"valid"


def test_an_unknown_key_is_not_explained_to_a_verification(shared: Face) -> None:
    answer = shared.client.post("/1.1/verify-key", data={"key": "0123456789ff"})
    assert (answer.status_code, answer.content) == (200, b"invalid")
    assert not [name for name in answer.headers if name.startswith("x-akismet")]


def test_the_key_that_is_to_be_stored_is_the_one_that_is_verified(shared: Face) -> None:
    """WordPress adds the stored key as `api_key`, also when it verifies the next one."""
    for key, old, word in ((KEY, "0123456789ff", "valid"), ("0123456789ff", KEY, "invalid")):
        answer = shared.client.post("/1.1/verify-key", data={"key": key, "api_key": old})
        assert answer.text == word


def test_wordpress_saves_a_key_only_with_an_active_subscription(shared: Face) -> None:
    row = shared.call("get-subscription", key=KEY).json()
    assert row == {
        "account_id": 1, "account_type": "self-hosted", "account_name": "CommentGuard",
        "status": "active", "next_billing_date": False, "limit_reached": False,
    }  # fmt: skip
    assert shared.call("get-subscription", key="0123456789ff").text == "invalid"


def test_small_words(shared: Face) -> None:
    assert shared.client.get("/1.1/test").content == b"connected"
    assert shared.call("deactivate", key=KEY).content == b"deactivated"
    assert shared.call("verify-key", key=KEY).content == b"valid"
    token = shared.call("token").text
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert shared.call("token").text == token
    assert KEY not in token


@pytest.mark.parametrize(
    "name", ["token", "deactivate", "get-stats", "usage-limit", "key-sites", "get-subscription"]
)
def test_every_call_wants_a_key(shared: Face, name: str) -> None:
    for version in ("1.1", "1.2"):
        answer = shared.client.get(f"/{version}/{name}", params={"format": "json"})
        assert (answer.status_code, answer.text) == (200, "invalid")


def judged(face: Face) -> None:
    for blog in ("https://blog.example", "https://shop.example"):
        face.call("comment-check", blog=blog, comment_content=f"{ADVERT} {blog}")
        face.call("comment-check", blog=blog, comment_content=f"{HAM} {blog}")
    face.call("comment-check", comment_content=HAM)
    face.call("submit-spam", comment_content=HAM)


def test_usage(face: Face) -> None:
    judged(face)
    row = face.client.get("/1.2/usage-limit", params={"api_key": KEY}).json()
    assert row == {"limit": "none", "usage": 5, "percentage": "0.00", "throttled": False}
    more = face.call("usage-limit", extended="true").json()
    assert (more["notice_level"], more["upgrade"]) == (0, False)


def test_statistics(face: Face) -> None:
    assert face.call("get-stats").json()["accuracy"] == "100.00"
    judged(face)
    row = face.call("get-stats", **{"from": "6-months"}).json()
    assert (row["spam"], row["ham"]) == (2, 3)
    assert (row["missed_spam"], row["false_positives"], row["accuracy"]) == (1, 0, "80.00")
    assert row["breakdown"][MONTH]["ham"] == 3
    assert face.call("get-stats", **{"from": "all"}).json() == row


def test_sites_of_a_key(face: Face) -> None:
    judged(face)
    row = face.client.get("/1.2/key-sites", params={"api_key": KEY, "format": "json"}).json()
    assert (row["limit"], row["offset"], row["total"]) == (500, 0, 2)
    first, second = row[MONTH]
    assert first == {
        "site": "https://blog.example", "api_calls": 3, "spam": 1, "ham": 2, "missed_spam": 1,
        "false_positives": 0, "is_revoked": False,
    }  # fmt: skip
    assert second["site"] == "https://shop.example"
    one = face.call("key-sites", filter="SHOP", limit="1").json()
    assert (one["total"], len(one[MONTH])) == (1, 1)
    assert face.call("key-sites", offset="1", order="spam").json()[MONTH][0]["api_calls"] == 2
    assert face.call("key-sites", month="2001-02").json()["2001-02"] == []
    for odd in ("0000-01", "9999-12", "2026-13", "x", "-1"):
        assert face.call("key-sites", month=odd, limit=odd, offset=odd).status_code == 200


def test_sites_as_a_table(face: Face) -> None:
    face.call("comment-check", blog='=cmd|"x",1', comment_content=HAM)
    answer = face.call("key-sites", format="csv")
    title, columns, line = answer.text.splitlines()
    assert title.startswith(f"Active sites for rec0rded during {MONTH} (limit:500, offset: 0")
    assert columns.startswith("Site,Total API Calls")
    assert line == '"\'=cmd|""x"",1",1,0,1,0,0,false'
    assert KEY not in answer.text
