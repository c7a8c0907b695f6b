"""What the service reads from its environment, and nothing else reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

MODEL = "COMMENTGUARD_MODEL"
KEY = "COMMENTGUARD_API_KEY"
LOCAL_OPEN = "COMMENTGUARD_LOCAL_OPEN"


@dataclass(frozen=True, slots=True)
class Settings:
    """Model folder (`None`: the shipped one), the bearer key, and whether loopback needs none."""

    model: Path | None = None
    key: str = ""
    local_open: bool = False

    @classmethod
    def from_environment(cls) -> Self:
        model = os.environ.get(MODEL, "")
        return cls(
            Path(model) if model else None,
            os.environ.get(KEY, ""),
            os.environ.get(LOCAL_OPEN, "") == "1",
        )
