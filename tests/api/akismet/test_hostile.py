"""Whatever stands in a field, every call answers at once, in words that are no accident."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.akismet.conftest import FORM, Face
from tests.api.akismet.recorded import KEY

from commentguard.api.akismet.routes import CALLS

SEEDS: dict[str, str] = {
    "empty": "",
    "blank": " \t\n",
    "NUL": "a\0b",
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x85",
    "BOM": "\ufefftext",
    "right to left": "\u202eabc\u202c",
    "joiners": "a\u200d" * 2000,
    "combining": "e" + "\u0301" * 10_000,
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 300,
    "astral": "\U0001d4d5\U0010ffff",
    "unclosed tags": "<div>" * 3000,
    "angles": "<" * 20_000,
    "entities": "&amp;" * 3000 + "&#xFFFFFFFF;&#0;",
    "address": "http://[",
    "labels": "http://" + "a." * 5000,
    "punycode": "http://xn--a/ xn--" + "9" * 300,
    "userinfo": "http://a:b@c@d:99999/",
    "script": "javascript:alert(1) data:text/html,<script>",
    "formula": '=cmd|"/C calc"!A0',
    "SQL": "'; DROP TABLE comments; --",
    "template": "{{7*7}} ${7*7} %s %n {0}",
    "header": "x\r\nX-akismet-pro-tip: discard\r\n\r\ntrue",
    "digits": "9" * 5000,
    "dates": "99999-99-99T99:99:99+99:99",
    "percent": "%" * 3000 + "%zz%u0041",
    "pairs": "&=" * 3000,
    "long word": "a" * 60_000,
    "scoped address": "fe80::1%eth0%25",
    "mapped address": "::ffff:999.1.1.1",
    "path": "../../../../etc/passwd",
}
FIELDS = (
    "blog", "user_ip", "user_agent", "referrer", "permalink", "comment_type", "comment_author",
    "comment_author_email", "comment_author_url", "comment_content", "comment_date_gmt",
    "comment_context[0]", "blog_lang", "blog_charset", "user_role", "recheck_reason",
    "honeypot_field_name", "guid", "comment_ID", "reporter", "from", "month", "filter", "order",
    "limit", "offset", "format", "extended", "key",
)  # fmt: skip
# What a call may say besides JSON. A verdict's words stand alone or not at all.
WORDS = {
    "true", "false", "valid", "invalid", "connected", "deactivated",
    "Thanks for making the web a better place.", "Missing required field: comment_content.",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
@pytest.mark.parametrize("name", CALLS)
def test_every_field_at_once(shared: Face, name: str, seed: str) -> None:
    fields = dict.fromkeys(FIELDS, seed[:20_000]) | {"api_key": KEY, "key": KEY}
    answers = [
        shared.client.post(f"/1.1/{name}", content=urlencode(fields), headers=FORM),
        shared.client.post(f"/1.2/{name}", json=fields),
    ]
    for answer in answers:
        assert answer.status_code == 200
        if answer.headers["content-type"].startswith("application/json"):
            json.loads(answer.text)
        elif name == "verify-wpcom-key":
            assert answer.text == ""
        elif name not in ("token", "key-sites"):
            assert answer.text in WORDS
        for header in answer.headers.values():
            assert "\r" not in header
            assert "\n" not in header
        assert "x-akismet-pro-tip" not in answer.headers


@pytest.mark.parametrize("name", ["comment-check", "submit-spam", "verify-key", "key-sites"])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["", "application/json", "multipart/form-data; boundary=b", FORM["Content-Type"]]
    ),
)
def test_any_bytes(shared: Face, name: str, body: bytes, kind: str) -> None:
    headers = {"Content-Type": kind, "Host": f"{KEY}.guard.example"}
    answer = shared.client.post(f"/1.1/{name}?{KEY}", content=body, headers=headers)
    assert answer.status_code == 200
