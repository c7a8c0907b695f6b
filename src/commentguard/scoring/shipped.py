"""Where the model that comes with the program lies."""

from __future__ import annotations

from pathlib import Path

from commentguard.errors import ModelError

_PACKAGE = Path(__file__).parents[1]


def default_model() -> Path:
    """The shipped bundle: inside the wheel, or `models/default` of a source tree.

    Raises `ModelError` when neither is there.
    """
    for folder in (_PACKAGE / "default_model", _PACKAGE.parents[1] / "models" / "default"):
        if (folder / "bundle.json").is_file():
            return folder
    raise ModelError("no default model is installed; train one with `commentguard train`")
