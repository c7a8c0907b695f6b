"""What asks in one turn is judged together; each gets its own answer or its own error."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from commentguard.comment import Comment
from commentguard.service import sitting
from commentguard.service.guard import Guard
from commentguard.service.sitting import Sitting
from commentguard.storage.sites import Site
from commentguard.verdict import Verdict


@pytest.fixture
def asked(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of each group that the guard was asked about, in order."""
    groups: list[list[str]] = []
    judge_many = guard.judge_many

    def noted(site: Site | None, comments: Sequence[Comment]) -> list[Verdict]:
        groups.append([comment.text for comment in comments])
        if any("broken" in comment.text for comment in comments):
            raise ValueError("broken")
        return judge_many(site, comments)

    monkeypatch.setattr(guard, "sitting", Sitting(noted))
    return groups


def judged(
    guard: Guard, cases: Sequence[tuple[Site | None, Comment]]
) -> list[Verdict | BaseException]:
    async def run() -> list[Verdict | BaseException]:
        return await asyncio.gather(
            *(guard.sitting.judge(*case) for case in cases), return_exceptions=True
        )

    return asyncio.run(run())


def test_each_gets_the_verdict_that_it_gets_alone(guard: Guard, asked: list[list[str]]) -> None:
    comments = [Comment(text=f"Call us now for {n} stoves", id=str(n)) for n in range(12)]
    found = judged(guard, [(None, comment) for comment in comments])
    assert [len(group) for group in asked] == [12]
    for comment, verdict in zip(comments, found, strict=True):
        alone = guard.judge(None, comment)
        assert isinstance(verdict, Verdict)
        assert verdict.id == comment.id
        assert verdict.action is alone.action
        assert verdict.log_odds == pytest.approx(alone.log_odds, abs=1e-9)


def test_sites_are_judged_apart(guard: Guard, asked: list[list[str]]) -> None:
    blog = guard.directory.sites["blog"]
    other = replace(blog, id="other")
    judged(
        guard, [(site, Comment(text=f"hello {k}")) for k, site in enumerate((blog, other, blog))]
    )
    assert asked == [["hello 0", "hello 2"], ["hello 1"]]


def test_an_error_is_told_to_whom_it_concerns(guard: Guard, asked: list[list[str]]) -> None:
    found = judged(guard, [(None, Comment(text=text)) for text in ("one", "broken", "three")])
    assert isinstance(found[1], ValueError)
    assert isinstance(found[0], Verdict)
    assert isinstance(found[2], Verdict)
    assert asked == [["one", "broken", "three"], ["one"], ["broken"], ["three"]]


def test_a_turn_is_bounded(
    guard: Guard, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting, "_MOST", 3)
    monkeypatch.setattr(sitting, "_CHARACTERS", 100)
    texts = ["a", "b", "c", "d", "x" * 150, "e", "f"]
    judged(guard, [(None, Comment(text=text)) for text in texts])
    assert [len(group) for group in asked] == [3, 2, 2]


def test_nobody_is_judged_who_has_left(guard: Guard, asked: list[list[str]]) -> None:
    async def run() -> Verdict:
        gone = asyncio.ensure_future(guard.sitting.judge(None, Comment(text="gone")))
        stays = asyncio.ensure_future(guard.sitting.judge(None, Comment(text="stays")))
        asyncio.get_running_loop().call_soon(gone.cancel)
        await asyncio.sleep(0)
        gone.cancel()
        return await stays

    assert asyncio.run(run()).id == ""
    assert asked == [["stays"]]


def test_a_loop_that_was_closed_keeps_nobody_waiting(guard: Guard) -> None:
    loop = asyncio.new_event_loop()
    left = loop.create_task(guard.sitting.judge(None, Comment(text="left")))
    loop.call_soon(loop.stop)
    loop.run_forever()
    left.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    assert judged(guard, [(None, Comment(text="next"))])
