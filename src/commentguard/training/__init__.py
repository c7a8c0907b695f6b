"""The laboratory: corpora, fitting, evaluation, comparison. Never imported to serve.

`CommentFeatures` and `CommentClassifier` are the parts that scikit-learn's tools understand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commentguard.training.classifier import CommentClassifier
    from commentguard.training.transformer import CommentFeatures

__all__ = ["CommentClassifier", "CommentFeatures"]


def __getattr__(name: str) -> Any:
    # scikit-learn takes a second to import, and most of the laboratory's commands need none.
    if name == "CommentClassifier":
        from commentguard.training.classifier import CommentClassifier

        return CommentClassifier
    if name == "CommentFeatures":
        from commentguard.training.transformer import CommentFeatures

        return CommentFeatures
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
