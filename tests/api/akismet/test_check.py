"""`comment-check`: two words, a name for each answer, and a comment that is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.api.akismet.conftest import FORM, Face, face_at
from tests.api.akismet.recorded import KEY
from tests.api.akismet.test_fields import multipart

from commentguard.api.akismet.guid import comment_of
from commentguard.service import lists
from commentguard.service.entries import Kind
from commentguard.service.guard import StorageDown
from commentguard.service.lists import ALLOW, DENY
from commentguard.storage.clock import now

ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."
HAM = "Thanks, the tip about cold frames saved my tomatoes this spring."


def test_an_advert_is_true_and_a_reader_is_false(face: Face) -> None:
    advert = face.call(
        "comment-check", comment_content=ADVERT, comment_author="Slate Roofing Leeds"
    )
    reader = face.call("comment-check", comment_content=HAM, comment_author="Renée")
    assert (advert.content, reader.content) == (b"true", b"false")
    for answer in (advert, reader):
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert face.stored() == 2


def test_an_advert_behind_what_is_read_is_true(face: Face) -> None:
    padding = f"{HAM} " * 200
    asked = {"comment_content": padding + ADVERT + " " + padding, "comment_author": "Renée"}
    assert face.call("comment-check", **asked).content == b"true"
    assert face.call("comment-check", is_test="1", **asked).content == b"true"
    assert face.call("comment-check", **asked | {"comment_content": padding}).content == b"false"


def test_a_decision_about_a_text_too_long_to_keep_is_about_all_of_it(face: Face) -> None:
    walk = "A walk along the coast, in some words. " * 5600
    end = f"{walk} {ADVERT}"
    middle = f"{walk[:100_000]} {ADVERT} {walk[100_000 + len(ADVERT) + 2 :]}"
    face.call("submit-ham", comment_content=walk)
    assert face.call("comment-check", comment_content=walk).content == b"false"
    for text in (end, middle):
        assert face.call("comment-check", comment_content=text).content == b"true"


def test_an_allowed_author_is_no_spam_until_reported(face: Face) -> None:
    asked = {"comment_content": ADVERT, "comment_author_email": "ann@reader.example"}
    assert face.call("comment-check", **asked).content == b"true"
    with face.guard.store.transaction() as connection:
        site = next(iter(face.guard.directory.sites))
        secret = face.guard.secret
        lists.add(connection, ALLOW, secret, site, Kind.EMAIL, "ann@reader.example", now(), "ann")
    assert face.call("comment-check", **asked).content == b"false"
    assert face.call("comment-check", recheck_reason="edit", **asked).content == b"false"
    face.call("submit-spam", **asked)
    assert face.call("comment-check", **asked).content == b"true"


def test_a_denied_range_is_spam_until_a_person_says_otherwise(face: Face) -> None:
    asked = {"comment_content": HAM, "user_ip": "198.51.100.7", "comment_author": "Renée"}
    assert face.call("comment-check", **asked).content == b"false"
    with face.guard.store.transaction() as connection:
        number = lists.add(
            connection, DENY, face.guard.secret, "blog", Kind.RANGE, "198.51.100.0/24", now(), "ann"
        )  # fmt: skip
    answer = face.call("comment-check", **asked)
    assert answer.content == b"true"
    # A rule holds: the tip that lets a client throw a comment away is for the policy to give.
    assert "x-akismet-pro-tip" not in answer.headers
    path = f"/v1/comments/{comment_of(answer.headers['x-akismet-guid'])}"
    kept = face.client.get(path, headers=face.server.auth()).json()
    assert (kept["status"], kept["verdict"]["label"]) == ("held", "ham")
    assert kept["verdict"]["notes"] == [
        f"the address range that it came from is on the site's deny-list (number {number})"
    ]
    assert face.call("comment-check", user_role="administrator", **asked).content == b"false"
    face.call("submit-ham", **asked)
    assert face.call("comment-check", recheck_reason="edit", **asked).content == b"false"


def test_a_guaranteed_answer_holds_against_memory_and_allow_list(face: Face) -> None:
    asked = {"comment_content": ADVERT, "comment_author_email": "ann@reader.example"}
    face.call("submit-ham", **asked)
    nearly = asked | {"comment_content": ADVERT.replace("a free quote", "your free quote")}
    assert face.call("comment-check", **asked).content == b"false"
    for author, answer in (("viagra-test-123", b"true"), ("Ann", b"false")):
        with face.guard.store.transaction() as connection:
            lists.add(
                connection,
                ALLOW,
                face.guard.secret,
                "blog",
                Kind.EMAIL,
                "ann@reader.example",
                now(),
                "ann",
            )
        assert face.call("comment-check", comment_author=author, **nearly).content == answer


def test_the_guid_leads_to_the_stored_comment(face: Face) -> None:
    guid = face.call("comment-check", comment_content=ADVERT).headers["x-akismet-guid"]
    seen = face.client.get(f"/v1/comments/{comment_of(guid)}", headers=face.server.auth())
    assert seen.json()["status"] == "held"


def test_only_allowed_fields_are_kept(face: Face) -> None:
    face.call(
        "comment-check", comment_content=HAM, HTTP_COOKIE="secret-cookie", PATH="secret-path",
        POST_password="secret-password", DB_PASSWORD="secret-database",
    )  # fmt: skip
    with face.guard.store.engine.connect() as connection:
        rows = [
            connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            for table in ("comments", "verdicts", "posts", "audit")
        ]
    assert "secret-" not in repr(rows)
    assert "203.0.113.9" not in repr(rows)
    assert KEY not in repr(rows)


@pytest.mark.parametrize("value", ["0", "false", "False", ""])
def test_a_test_counts_by_its_value(face: Face, value: str) -> None:
    face.call("comment-check", comment_content=HAM, is_test=value)
    assert face.stored() == 1


@pytest.mark.parametrize("value", ["1", "true", "True"])
def test_a_test_leaves_no_trace(face: Face, value: str) -> None:
    answer = face.call("comment-check", comment_content=ADVERT, is_test=value)
    assert answer.text == "true"
    assert answer.headers["x-akismet-guid"]
    assert face.stored() == 0


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"comment_author": "viagra-test-123"}, "true"),
        ({"comment_author": "akismet-guaranteed-spam"}, "true"),
        ({"comment_author_email": "akismet-guaranteed-spam@example.com"}, "true"),
        ({"user_role": "administrator", "comment_content": ADVERT}, "false"),
        ({"user_role": "administrator", "comment_author": "viagra-test-123"}, "false"),
        ({"is_test": "1", "comment_author": "John Doe", "user_ip": "127.0.0.1",
          "comment_content": "This is a legitimate comment"}, "false"),
    ],
)  # fmt: skip
def test_guaranteed_answers(shared: Face, fields: dict[str, str], body: str) -> None:
    assert shared.call("comment-check", **{"comment_content": HAM, **fields}).text == body


def test_the_discard_answer_is_told_apart(shared: Face) -> None:
    both = shared.call("comment-check", comment_content=HAM, is_test="1", test_discard="1")
    assert (both.text, both.headers["x-akismet-pro-tip"]) == ("true", "discard")
    held = shared.call("comment-check", comment_content=ADVERT)
    assert "x-akismet-pro-tip" not in held.headers
    # A visitor who adds the field to a form must not be able to lose a comment.
    alone = shared.call("comment-check", comment_content=HAM, test_discard="1")
    assert alone.text == "false"


def test_a_site_that_discards_says_so(face: Face) -> None:
    policy = {"discard": 0.97}
    changed = face.client.put("/v1/site/policy", json=policy, headers=face.server.auth("admin"))
    assert changed.status_code == 200
    answer = face.call(
        "comment-check", comment_author="cheap viagra",
        comment_content="buy cheap viagra cialis online no prescription http://pills.example "
        "http://casino.example",
    )  # fmt: skip
    assert (answer.text, answer.headers.get("x-akismet-pro-tip")) == ("true", "discard")
    assert face.stored() == 1


@pytest.mark.parametrize("name", ["blog", "user_ip"])
def test_a_required_field_that_is_missing_is_named(shared: Face, name: str) -> None:
    fields = {"api_key": KEY, "blog": "https://blog.example", "user_ip": "1.2.3.4"}
    del fields[name]
    answer = shared.client.post("/1.1/comment-check", data=fields)
    assert (answer.status_code, answer.text) == (200, f"Missing required field: {name}.")
    assert answer.headers["x-akismet-debug-help"] == f'Empty "{name}" value'
    assert "x-akismet-guid" not in answer.headers


@pytest.mark.parametrize("address", ["", "ip", "::ffff:127.0.0.1", "127.0.0.0", "1.2.3.4:80"])
def test_odd_addresses_are_no_reason_to_refuse(shared: Face, address: str) -> None:
    answer = shared.call("comment-check", comment_content=HAM, user_ip=address, is_test="1")
    assert answer.text == "false"


def test_every_kind_of_body(shared: Face) -> None:
    pairs = [
        ("api_key", KEY), ("blog", "https://blog.example"), ("user_ip", ""), ("is_test", "1"),
        ("comment_content", "Ämter & Bücher: " + ADVERT),
    ]  # fmt: skip
    body, kind = multipart(pairs)
    path, ask = "/1.1/comment-check", shared.client
    assert ask.post(path, content=body, headers={"Content-Type": kind}).text == "true"
    assert ask.post(path, json=dict(pairs)).text == "true"
    assert ask.post(path, params=dict(pairs)).text == "true"
    assert ask.get(path, params=dict(pairs)).text == "true"
    charset = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    bare = f"comment_author_url&user_role&user_ip&blog&is_test=1&comment_author=viagra-test-123&api_key={KEY}"
    assert ask.post(path, content=bare, headers=charset).text == "true"


@pytest.mark.parametrize("host", [f"{KEY}.rest.akismet.com", f"{KEY.upper()}.localhost:8399"])
def test_the_key_in_the_host(shared: Face, host: str) -> None:
    form = {"blog": "x", "user_ip": "", "comment_author": "viagra-test-123", "is_test": "1"}
    answer = shared.client.post("/1.1/comment-check", data=form, headers={"Host": host})
    assert answer.text == "true"


@pytest.mark.parametrize("key", ["", "ffffffffffff", "short", "x" * 5000])
def test_a_key_that_opens_nothing(face: Face, key: str) -> None:
    answer = face.call("comment-check", api_key=key, comment_content=ADVERT)
    assert (answer.status_code, answer.text) == (200, "invalid")
    assert "x-akismet-debug-help" in answer.headers
    assert "x-akismet-guid" not in answer.headers
    assert face.stored() == 0


def test_a_revoked_key_opens_nothing(shared: Face) -> None:
    assert shared.call("comment-check", api_key=shared.server.keys["revoked"]).text == "invalid"


def test_guessing_keys_ends_in_a_refusal_that_is_no_verdict(face: Face) -> None:
    answers = [face.call("verify-key", key=f"{k:012x}") for k in range(15)]
    assert [a.text for a in answers[:10]] == ["invalid"] * 10
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "true" not in answers[-1].text
    # A caller that only forgets its key does not lock out its neighbours.
    assert face.call("verify-key", key="", api_key="").text == "invalid"


def test_a_busy_key_is_told_to_wait(tmp_path: Path) -> None:
    with face_at(tmp_path, rate=1.0, burst=2) as face:
        answers = [face.call("comment-check", comment_content=HAM) for _ in range(4)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].headers["content-type"].startswith("text/plain")
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_without_storage_there_is_still_an_answer(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(face.guard, "storage_up", lambda: False)
    answer = face.call("comment-check", comment_content=ADVERT)
    assert answer.text == "true"
    assert answer.headers["x-akismet-guid"]
    said = face.call("submit-ham", comment_content=ADVERT)
    assert said.status_code == 503
    assert said.headers["retry-after"] == "2"
    assert "Thanks" not in said.text
    with pytest.raises(StorageDown):
        face.guard.require_storage()


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"x" * (2 * 1024 * 1024 + 1), FORM, 413),
        (b"{", {"Content-Type": "application/json"}, 200),
        (b"nonsense", {"Content-Type": "multipart/form-data; boundary=x"}, 200),
        (b"\x1f\x8b", {**FORM, "Content-Encoding": "gzip"}, 415),
        (b"\xff\xfe\x00&&&%zz=%", FORM, 200),
        (b"", {}, 200),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(
    shared: Face, body: bytes, headers: dict[str, str], status: int
) -> None:
    for name in ("comment-check", "submit-spam", "submit-ham", "verify-key", "usage-limit"):
        answer = shared.client.post(f"/1.1/{name}", content=body, headers=headers)
        assert answer.status_code == status
        assert "true" not in answer.text.lower()
        assert "false" not in answer.text.lower()


def test_the_longest_comment_of_wordpress_fits(shared: Face) -> None:
    text = "ü" * 65_000
    answer = shared.call("comment-check", comment_content=text, POST_comment=text, is_test="1")
    assert answer.text in ("true", "false")


def test_the_metrics_name_the_call(shared: Face) -> None:
    shared.call("comment-check", comment_content=HAM, is_test="1")
    assert 'endpoint="/1.1/comment-check"' in shared.client.get("/metrics").text


def test_any_host_is_served_here_and_only_here(shared: Face) -> None:
    host = {"Host": "anything.example"}
    assert shared.client.get("/1.1/test", headers=host).text == "connected"
    assert shared.client.post("/v1/score", content=json.dumps({}), headers=host).status_code == 421
