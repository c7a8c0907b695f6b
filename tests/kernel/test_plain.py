"""Plain Lua gives the answers of LuaJIT: construct by construct, and for whole comments by every kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import commentguard.kernel
from commentguard.comment import Comment
from commentguard.kernel.lua import Runtime, compiling, interpreting
from commentguard.kernel.runtime import CHOICE, address
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model

VERSIONS = ("lua53", "lua54", "lua55")
KERNELS = {
    path.stem for path in Path(commentguard.kernel.__file__).parent.glob("*.lua")
} - {"plain"}  # fmt: skip
OPENING = b"""local told = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, bxor, bnot, tobit = bit.band, bit.bor, bit.bxor, bit.bnot, bit.tobit
local rshift, lshift, arshift, cast = bit.rshift, bit.lshift, bit.arshift, ffi.cast
local Words, Ints, Int = ffi.typeof("uint64_t *"), ffi.typeof("int64_t *"), ffi.typeof("int32_t")
"""

narrow = st.integers(-(2**31), 2**32 - 1)
# What is of 64 bits and small is taken for a number, whose bits are 32.
wide = st.integers(2**32, 2**64 - 2**31 - 1)


@cache
def runtimes() -> tuple[Runtime, dict[str, Runtime]]:
    """LuaJIT, and each plain Lua."""
    compiled = compiling("luajit21")
    if compiled is None:
        pytest.skip("no LuaJIT here to compare with")
    plain = {version: interpreting(version) for version in VERSIONS}
    return compiled, {version: found for version, found in plain.items() if found}


def answers(source: bytes, *arguments: int | bytes) -> Iterator[object]:
    """What each Lua gives for the function that a source returns; LuaJIT comes first."""
    compiled, plain = runtimes()
    for runtime in (compiled, *plain.values()):
        yield runtime.run(OPENING + source, b"@test.lua", runtime.lua.table())(*arguments)


def agreed(source: bytes, *arguments: int | bytes) -> object:
    """The answer, which all give."""
    first, *others = answers(source, *arguments)
    assert len(others) == len(VERSIONS)
    assert others == [first] * len(others)
    return first


@given(narrow, narrow, st.integers(0, 31))
def test_bits_of_numbers(a: int, b: int, by: int) -> None:
    agreed(
        b"""return function(a, b, by)
          return band(a, b), bor(a, b), bxor(a, b), bnot(a), tobit(a), band(a, b, by), bor(a, b, by),
            rshift(a, by), lshift(a, by), arshift(a, by), rshift(-1, by), band(rshift(a, by), 1 - by)
        end""",
        a, b, by,
    )  # fmt: skip


@given(wide, wide, st.integers(32, 63), st.integers(0, 31))
def test_numbers_of_64_bits_wrap_and_are_shifted(a: int, b: int, far: int, near: int) -> None:
    source = b"""return function(a, b, far, near, out)
      local a, b, found = cast(Words, a)[0], cast(Words, b)[0], cast(Words, out)
      found[0], found[1], found[2] = a * b, a + b + 1, a - b
      found[3], found[4] = rshift(a * b, far), lshift(a, far)
      found[5], found[6] = bxor(a, b), band(a, near)
      return tonumber(rshift(a, far)), tonumber(cast(Int, a * 7LL)), a == b, a ~= b
    end"""
    out = np.zeros(7, np.uint64)
    found, written = [], []
    raw = a.to_bytes(8, "little"), b.to_bytes(8, "little")
    for answer in answers(source, *raw, far, near, address(out)):
        found.append(answer)
        written.append(out.tolist())
        out[:] = 0
    assert found == [found[0]] * len(found)
    assert written == [written[0]] * len(written)
    assert written[0][:3] == [a * b % 2**64, (a + b + 1) % 2**64, (a - b) % 2**64]


@pytest.mark.parametrize(
    "kind", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.float32, float]
)  # fmt: skip
def test_memory_is_read_and_written_by_any_type(kind: type) -> None:
    dtype = np.dtype(kind)
    name = {"float32": "float", "float64": "double"}.get(dtype.name, f"{dtype.name}_t")
    least = 0 if dtype.kind == "u" else -3
    held, out = np.array([3, 7, 100, 1, least], dtype=dtype), np.zeros(9, dtype)
    source = b"""local Kind, Text = ffi.typeof("KIND *"), ffi.typeof("const KIND *")
    return function(from, text, least, out)
      local from, text, to = cast(Kind, from), cast(Text, text), cast(Kind, out)
      for place = 0, 4 do
        to[place] = from[4 - place]
      end
      local behind = 5 + to
      behind[0], behind[1] = least - .75, 100.5
      behind[2], (behind + 3)[0] = text[4], (text + 1 + 2)[0]
      return tonumber((behind - 2)[1])
    end""".replace(b"KIND", name.encode())
    written = []
    for answer in answers(source, address(held), held.tobytes(), least or 1, address(out)):
        assert answer == 3
        written.append(out.tolist())
        out[:] = 0
    assert written[0][:5] == [least, 1, 100, 7, 3]
    assert written[0][7:] == [least, 1]
    assert written == [written[0]] * len(written)


def test_arrays_are_made_copied_filled_and_passed_in_parts() -> None:
    source = b"""return function(text)
      local bytes, ints = ffi.new("uint8_t[8]"), ffi.new("int32_t[?]", 2 ^ 2)
      local made, doubles = ffi.new("int64_t[1]"), ffi.new("double[2]")
      ffi.copy(bytes, text, #text)
      ints[3], made[0], doubles[1] = -5, 9, .5
      local seen = bytes[0] + bytes[4] + bytes[7] + (ints + 1)[2] + tonumber(made[0]) + doubles[0] + doubles[1]
      local part = bytes + 2
      part[1] = 200
      ffi.fill(ints, 16)
      seen = seen + bytes[3] + ints[3]
      ffi.fill(bytes, 3, 255)
      return seen, bytes[2], bytes[3], cast("const uint8_t *", text)[#text]
    end"""
    assert agreed(source, b"abcde") == (97 + 101 - 5 + 9 + 0.5 + 200, 255, 200, 0)


def test_memory_is_filled_and_read_as_another_type() -> None:
    source = b"""return function(out)
      local found = cast(Ints, out)
      ffi.fill(found + 1, 8, 1)
      cast(ffi.typeof("double *"), found + 2)[0] = 1
      return cast("const uint8_t *", found)[15], tonumber(rshift(found[2], 52)), cast("int32_t *", found + 2)[1]
    end"""
    out = np.zeros(3, np.int64)
    for answer in answers(source, address(out)):
        assert answer == (1, 1023, 1023 << 20)
        assert out[0] == 0
        out[:] = 0


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("7LL", 7), ("0LL", 0), ("0x10ULL", 16), ("0xffffffffffffffffULL", -1),
        ("18446744073709551615ULL", -1), ("9223372036854775807LL", 2**63 - 1), ("1LL + 2LL * 3LL", 7),
    ],
)  # fmt: skip
def test_literals_of_64_bits(literal: str, value: int) -> None:
    out = np.zeros(2, np.int64)
    # Within a source that a source makes, too.
    source = f"""local made = loadstring("return {literal}")
    return function(out) local out = cast(Ints, out) out[0], out[1] = {literal}, made() end"""
    for _ in answers(source.encode(), address(out)):
        assert out.tolist() == [value, value]
        out[:] = 0


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"return cast(Ints, 12)", "not where an entry may begin"),
        (b'return cast(Ints, ffi.new("double[2]"))', "only memory"),
        (b'return ffi.fill(ffi.new("int32_t[2]"), 8, 1)', "with 0 alone"),
        (b'return ffi.typeof("struct x *")', "struct x"),
    ],
)
def test_what_it_cannot_give_is_refused(version: str, source: bytes, message: str) -> None:
    runtime = runtimes()[1][version]
    with pytest.raises(import_module(f"lupa.{version}").LuaError, match=message):
        runtime.run(OPENING + source, b"@test.lua", runtime.lua.table())


SCORE = """
import json, sys
from commentguard.kernel import runtime
used, kernel = set(), runtime.kernel
def noted(name, /, **constants):
    used.add(name)
    return kernel(name, **constants)
runtime.kernel = noted
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
scorer = Scorer.from_folder(default_model())
comments = [Comment.from_mapping(fields) for fields in json.load(sys.stdin)]
verdicts = [*scorer.score_many(comments), *map(scorer.score, comments)]
json.dump({
    "lua": runtime._runtime().lua.lua_implementation.decode(),
    "kernels": sorted(used),
    "verdicts": [verdict.to_mapping(comment.text) for verdict, comment in zip(verdicts, comments * 2)],
}, sys.stdout)
"""


def test_every_kernel_runs_and_whole_comments_get_the_same_verdicts() -> None:
    texts = [
        "", "x", " \n.\t", "ﬀ𝕮all 𝓊s\u200b — 07700 900123…", "a" * 3000, "no. " * 900, "Спасибо! Очень полезно.",
        "Great post! We fit kitchens in Leeds, York, Hull and Selby. Call 01632 960 148. " * 20,
        "write to info at example dot com, or ring oh one six three two nine six oh",
    ]  # fmt: skip
    golden = (Path(__file__).parents[1] / "golden.jsonl").read_text("utf-8").splitlines()
    asked: list[dict[str, object]] = [json.loads(line)["comment"] for line in golden[::5]]
    asked += [{"text": text, "author": "Ann"} for text in texts]
    said = subprocess.run(
        [sys.executable, "-c", SCORE], input=json.dumps(asked), capture_output=True, text=True,
        check=True, env={**os.environ, CHOICE: "plain"},
    )  # fmt: skip
    found = json.loads(said.stdout)
    assert found["lua"].startswith("Lua 5.")
    assert set(found["kernels"]) == KERNELS
    scorer = Scorer.from_folder(default_model())
    comments = [Comment.from_mapping(fields) for fields in asked]
    verdicts = [*scorer.score_many(comments), *map(scorer.score, comments)]
    assert found["verdicts"] == [
        json.loads(json.dumps(verdict.to_mapping(comment.text)))
        for verdict, comment in zip(verdicts, comments * 2, strict=True)
    ]
