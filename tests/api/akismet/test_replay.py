"""Every recorded session of a real client is played again, in its order, against our server.

The other server answered by fixed words; ours judges. So the answers are compared where the
protocol fixes them, and held to its rules everywhere else.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.api.akismet.conftest import face_at
from tests.api.akismet.recorded import Call, recordings

JSON = {"get-subscription", "get-stats", "usage-limit"}
OTHERS = {
    "valid",
    "invalid",
    "connected",
    "Thanks for making the web a better place.",
}


def expected(call: Call, moderated: dict[str, str]) -> str | None:
    """The body that the protocol fixes, or `None` where it is ours to judge."""
    if call.answer not in ("true", "false"):
        return call.answer if call.answer in OTHERS else None
    if call.field("user_role") == "administrator":
        return "false"
    if call.field("comment_content") in moderated:
        return moderated[call.field("comment_content")]
    return "true" if call.field("comment_author") == "viagra-test-123" else None


@pytest.mark.parametrize(("name", "calls"), recordings().items(), ids=recordings())
def test_a_session_is_answered_as_its_client_expects(
    tmp_path: Path, name: str, calls: list[Call]
) -> None:
    guids: set[str] = set()
    moderated: dict[str, str] = {}
    with face_at(tmp_path) as face:
        for call in calls:
            answer = face.replay(call)
            what = call.path.rpartition("/")[2]
            if what in ("token", "compatible-plugins"):
                # The other server knew neither; newer plugins ask for both.
                assert answer.status_code == (200 if what == "token" else 404)
                continue
            assert answer.status_code == 200, call
            if (wanted := expected(call, moderated)) is not None:
                assert answer.text == wanted, call
            if what == "comment-check" and answer.text != "invalid":
                assert answer.text in ("true", "false"), call
                guid = answer.headers["x-akismet-guid"]
                assert guid not in guids
                guids.add(guid)
                assert "x-akismet-debug-help" not in answer.headers
                assert "x-akismet-alert-code" not in answer.headers
            elif what.startswith("submit") and call.field("is_test").lower() != "true":
                word = "false" if what == "submit-ham" else "true"
                moderated[call.field("comment_content")] = word
            elif what in JSON:
                assert set(json.loads(call.answer)) <= set(answer.json()), call
            if what == "verify-key":
                assert "x-akismet-debug-help" not in answer.headers
        submitted = [c for c in calls if "/submit-" in c.path]
        assert len(face.corrections()) == len(submitted)


def test_the_sessions_that_matter_are_there() -> None:
    sources = set(recordings())
    assert {"wordpress-6.1.9-akismet-5.0.2", "wordpress-7.1-akismet-5.7.2"} <= sources
    assert len(sources) == 15
