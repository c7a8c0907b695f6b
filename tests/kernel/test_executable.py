"""Where code that is written may not be run, comments are read all the same, and the log says so once."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest

from commentguard.comment import Comment
from commentguard.kernel import executable, lua, runtime
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model

needs_luajit = pytest.mark.skipif(lua.compiling("luajit21") is None, reason="a lupa without LuaJIT")

TEXT = "Call us on 01632 960 148 for a free quote, visit our shop " * 20

# Who has once been refused is refused for good, so it is another process that is.
RESTRICTED = """
import sys
from ctypes import CDLL
if CDLL(None).prctl(65, 1, 0, 0, 0):
    sys.exit(77)
from commentguard.comment import Comment
from commentguard.kernel.executable import may_compile
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
assert not may_compile()
scorer = Scorer.from_folder(default_model())
for _ in range(50):
    verdict = scorer.score(Comment(text=sys.argv[1]))
print(repr(verdict.log_odds))
"""


def test_here_it_may_compile() -> None:
    assert executable.may_compile()


@needs_luajit
def test_who_is_refused_reads_the_same_answers() -> None:
    if sys.platform != "linux":
        pytest.skip("a platform without prctl")
    done = subprocess.run(
        [sys.executable, "-c", RESTRICTED, TEXT], capture_output=True, text=True, check=False,
        env={**os.environ, runtime.CHOICE: ""},
    )  # fmt: skip
    if done.returncode == 77 and not os.environ.get("CI"):
        pytest.skip("a kernel before Linux 6.3, which has no PR_SET_MDWE")
    if done.returncode != 77:
        assert done.returncode == 0, done.stderr
        expected = Scorer.from_folder(default_model()).score(Comment(text=TEXT)).log_odds
        assert float(done.stdout) == expected
        assert done.stderr.count("may not be made executable") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a platform where nobody is asked")
@pytest.mark.parametrize(("answer", "may"), [(0, True), (-1, False)])
def test_what_the_system_answers_decides(
    monkeypatch: pytest.MonkeyPatch, answer: int, may: bool
) -> None:
    class System:
        def __init__(self, name: None) -> None:
            del name

        def mprotect(self, *arguments: object) -> int:
            assert len(arguments) == 3
            return answer

    monkeypatch.setattr(executable, "CDLL", System)
    assert executable.may_compile() is may


@needs_luajit
@pytest.mark.parametrize("may", [True, False])
def test_a_runtime_compiles_where_it_may(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, may: bool
) -> None:
    monkeypatch.delenv(runtime.CHOICE, raising=False)
    monkeypatch.setattr(lua, "may_compile", lambda: may)
    with caplog.at_level(logging.WARNING):
        made = runtime._runtime.__wrapped__()
    assert made.lua.execute(b"return (jit.status())") is may
    assert len(caplog.records) == (not may)
