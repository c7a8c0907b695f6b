"""CommentGuard: finds spam and promotional comments on blogs, says why, stays on your server.

>>> from commentguard import Comment, load
>>> scorer = load()
>>> verdict = scorer.score(Comment(text="Call us on 01632 960 148 for a free quote!"))
>>> verdict.action, [reason.code for reason in verdict.reasons]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commentguard.comment import Comment
from commentguard.verdict import Action, Code, Label, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from commentguard.scoring.scorer import Scorer

__all__ = ["Action", "Code", "Comment", "Label", "Scorer", "Verdict", "__version__", "load"]

__version__: str
"""Of the program; a model has a version of its own."""


def load(folder: Path | str | None = None) -> Scorer:
    """The scorer of a bundle, by default the one that is shipped.

    Raises `ModelError` when the bundle is damaged, `SkewError` when it belongs to other code.
    """
    from pathlib import Path

    from commentguard.errors import ModelError
    from commentguard.scoring.scorer import Scorer
    from commentguard.scoring.shipped import default_model

    if folder and not Path(folder).is_dir():
        raise ModelError(
            f"{folder} is no folder; that of a model of the store is told by: commentguard model show NAME/VERSION"
        )
    return Scorer.from_folder(Path(folder) if folder else default_model())


def __getattr__(name: str) -> Any:
    # `import commentguard` stays fast: NumPy is loaded with the first scorer, and only who asks for
    # the version waits for a look into what is installed.
    if name == "Scorer":
        from commentguard.scoring.scorer import Scorer

        return Scorer
    if name == "__version__":
        from importlib.metadata import version

        return version("commentguard")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
