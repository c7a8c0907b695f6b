"""What a server loads at its start is not walked by the garbage collector while it serves."""

from __future__ import annotations

import gc
from pathlib import Path

from commentguard.server.config import Config
from commentguard.testing.serving import served


def test_the_model_is_set_aside_while_a_server_runs(tmp_path: Path) -> None:
    assert gc.get_freeze_count() == 0
    with served(Config(home=tmp_path)) as server:
        assert gc.get_freeze_count() > 50_000
        assert server.client.get("/livez").status_code == 200
    assert gc.get_freeze_count() == 0
