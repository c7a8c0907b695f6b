"""The systemd unit, judged by systemd."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.deploy.tools import DEPLOY, tool


def test_the_unit_is_valid_and_hardened(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    unit = tmp_path / "commentguard.service"
    # The program itself is not installed where the unit expects it.
    text = (DEPLOY / "commentguard.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/commentguard/bin/commentguard", "/bin/true"), "utf-8")
    checked = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    assert "commentguard.service:" not in checked.stderr, checked.stderr
    judged = subprocess.run(
        [analyze, "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )
    level = re.search(r"exposure level[^:]*: ([\d.]+)", judged.stdout)
    assert level
    assert float(level[1]) < 2.0
