"""Behind a start, memory that nothing holds goes back to the system."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys

import pytest

from commentguard.server.heap import unwalked

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


def test_what_is_loaded_unwalked_is_kept_out_of_later_collections() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    try:
        with unwalked():
            assert not gc.isenabled()
            loaded = [[k] for k in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() > len(loaded)
    finally:
        gc.unfreeze()


def test_collections_go_on_where_loading_fails() -> None:
    with pytest.raises(ValueError, match="damaged"), unwalked():
        raise ValueError("damaged")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
