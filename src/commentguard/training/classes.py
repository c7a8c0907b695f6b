"""Which of two classes is *unwanted*.

The alphabet would say: of ``advert`` and ``ham`` the ham. A model that is fitted to that looks fitted, and holds
readers instead of adverts.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from commentguard.verdict import Label

_HAM = Label.HAM.value
_UNWANTED = frozenset({Label.PROMOTIONAL.value, Label.SPAM.value, "unwanted"})


def unwanted_of(classes: Sequence[Any]) -> int:
    """The position of the unwanted one of two sorted classes.

    ``ham`` is ham beside any other, and `promotional`, `spam` or `unwanted` is unwanted, in any case of letters. Of
    numbers, and of words that are all unwanted, it is the last. So it is of two words that say nothing, with a
    warning and no refusal: scikit-learn's checks of every classifier fit to ``one`` and ``two``.
    """
    if not all(isinstance(one, str) for one in classes):
        return 1
    words = [one.strip().casefold() for one in classes]
    if _HAM in words:
        return 1 - words.index(_HAM)
    known = [word in _UNWANTED for word in words]
    if not any(known):
        first, last = classes
        warnings.warn(
            f"neither {first!r} nor {last!r} says which is unwanted: {last!r} is taken for it, being the last in the"
            f" alphabet; call the other one {_HAM!r}, or give True for what is unwanted",
            stacklevel=3,
        )
    return 0 if known == [True, False] else 1
