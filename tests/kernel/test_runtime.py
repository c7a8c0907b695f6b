"""The runtime of kernels: one for all threads, there after a fork, and clear about what it misses."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from commentguard.comment import Comment
from commentguard.errors import CommentGuardError
from commentguard.kernel import runtime
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model

TEXTS = [
    f"Call us on 01632 960 {number}, visit our shop{'é' * (number % 2)} " + "today " * (number % 50)
    for number in range(100, 200)
]


def test_an_address_is_where_an_array_lies() -> None:
    array = np.arange(5)
    assert runtime.address(array) == array.ctypes.data
    assert runtime.address(array[2:]) == array.ctypes.data + 16


def test_an_array_that_is_empty_or_read_only_has_no_address() -> None:
    with pytest.raises(ValueError, match="size"):
        runtime.address(np.empty(0))
    fixed = np.arange(5)
    fixed.flags.writeable = False
    with pytest.raises((TypeError, ValueError)):
        runtime.address(fixed)


def test_threads_that_score_at_once_get_the_answers_of_one() -> None:
    scorer = Scorer.from_folder(default_model())
    comments = [Comment(text=text) for text in TEXTS]
    alone = [scorer.score(comment).log_odds for comment in comments]
    with ThreadPoolExecutor(8) as threads:
        for _ in range(3):
            together = threads.map(lambda comment: scorer.score(comment).log_odds, comments)
            assert list(together) == alone


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a platform without fork")
def test_a_forked_process_goes_on() -> None:
    scorer = Scorer.from_folder(default_model())
    comments = [Comment(text=text) for text in TEXTS]
    alone = [scorer.score(comment).log_odds for comment in comments]
    child = os.fork()
    if not child:
        # No test may go on in a copy of this process.
        os._exit([scorer.score(comment).log_odds for comment in comments] != alone)
    assert os.waitpid(child, 0)[1] == 0
    assert [scorer.score(comment).log_odds for comment in comments] == alone


def test_a_build_without_luajit_reads_in_plain_lua_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(runtime.CHOICE, raising=False)
    monkeypatch.setitem(sys.modules, "lupa.luajit21", None)
    found = runtime._runtime.__wrapped__()
    assert found.lua.lua_implementation.startswith(b"Lua 5.")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "no LuaJIT 2.1" in caplog.text


def test_plain_lua_that_was_asked_for_is_no_reason_to_warn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(runtime.CHOICE, "plain")
    assert runtime._runtime.__wrapped__().lua.lua_version >= (5, 3)
    assert not caplog.records


def test_a_build_without_any_lua_that_would_do_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("luajit21", "lua", "lua53", "lua54", "lua55"):
        monkeypatch.setitem(sys.modules, f"lupa.{module}", None)
    with pytest.raises(CommentGuardError, match="neither LuaJIT"):
        runtime._runtime.__wrapped__()
