"""Behind a start, memory that nothing holds goes back to the system."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

# A process of its own: what other tests left behind would be given back as well.
_HOLES = """
from pathlib import Path
from commentguard.server.heap import give_back

def resident():
    fields = Path("/proc/self/status").read_text().split("VmRSS:")[1].split()
    return int(fields[0]) / 1000

kept = [b"x" * (40_000 + k) for k in range(2000)]
del kept[:-1]
before = resident()
assert give_back()
print(before - resident())
"""


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this C library has no malloc_trim"
)
def test_pages_of_what_was_freed_are_returned() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _HOLES], check=True, capture_output=True, text=True
    )
    assert float(said.stdout) > 20
