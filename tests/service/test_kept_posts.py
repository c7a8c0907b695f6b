"""What is remembered of posts, and for how long."""

from __future__ import annotations

from commentguard.service.kept_posts import KeptPosts

HOUR = 3_600_000


def test_a_version_is_known_for_an_hour() -> None:
    kept = KeptPosts()
    assert not kept.knows("a", 5 * HOUR)
    kept.note("a", 5 * HOUR)
    assert kept.knows("a", 6 * HOUR - 1)
    assert not kept.knows("a", 6 * HOUR)


def test_what_is_not_there_is_forgotten() -> None:
    kept = KeptPosts()
    kept.note("a", 0)
    for _ in range(2):
        kept.forget("a")
        assert not kept.knows("a", 1)


def test_the_oldest_is_forgotten() -> None:
    kept = KeptPosts()
    for k in range(5000):
        kept.note(str(k), 0)
    assert not kept.knows("0", 1)
    assert kept.knows("4999", 1)
