"""Figures by kind of comment: who pays for a mean that looks good.

Languages are compared with each other and not with a limit: in each, a one-sided Fisher test asks
whether its readers are held more often than those of all other languages together, and Holm's
correction keeps nine questions from finding an answer by chance. Length goes by deciles of the
comments measured, because length must not be learned as spam.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from commentguard.training import intervals

Bools = NDArray[np.bool_]
Int = NDArray[np.int64]

_ERAS = ((0, "to 2012"), (2013, "2013 to 2017"), (2018, "2018 to 2022"), (2023, "from 2023"))
# Asked without our own findings: a detector must not choose the comments that it is judged by.
_CONTACT = re.compile(
    r"https?://|\bwww\.|[\w.+-]@[\w-]+\.\w|\b[\w-]+\.(?:example|test|invalid|com|org|net)\b"
    r"|(?<!\d)(?:\d[ ()./-]{0,2}){6,}"
)


def share(held: Bools) -> dict[str, Any]:
    """Held of n, with the rate, the exact two-sided interval and the one-sided upper bound."""
    k, n = int(held.sum()), len(held)
    return {
        "held": k,
        "n": n,
        "rate": k / max(1, n),
        "exact_95": list(intervals.exact(k, n)),
        "upper_95": intervals.upper_bound(k, n),
    }


def caught(held: Bools) -> dict[str, Any]:
    """Caught of n, with Wilson's interval."""
    k, n = int(held.sum()), len(held)
    return {"caught": k, "n": n, "rate": k / max(1, n), "wilson_95": list(intervals.wilson(k, n))}


def by_name(names: Sequence[str], held: Bools, unwanted: Bools) -> dict[str, Any]:
    """Ham held and unwanted caught for every name, in alphabetical order."""
    own = np.array(names)
    return {
        name: {
            "ham": share(held[(own == name) & ~unwanted]),
            "unwanted": caught(held[(own == name) & unwanted]),
        }
        for name in sorted(set(names))
    }


def by_language(names: Sequence[str], held: Bools, unwanted: Bools) -> dict[str, Any]:
    """`by_name` with, for each language, the p-value of being held more often than the others."""
    table = by_name(names, held, unwanted)
    own, ham = np.array(names), ~unwanted
    values = {}
    for name in table:
        mine, others = held[ham & (own == name)], held[ham & (own != name)]
        counts = np.array([[mine.sum(), (~mine).sum()], [others.sum(), (~others).sum()]])
        values[name] = float(fisher_exact(counts, alternative="greater")[1])
    adjusted = holm(values)
    for name, one in table.items():
        one["p_worse"] = values[name]
        one["p_worse_holm"] = adjusted[name]
    return table


def holm(values: dict[str, float]) -> dict[str, float]:
    """p-values after Holm's (1979) step-down correction, never falling along the order."""
    adjusted, running = {}, 0.0
    for place, name in enumerate(sorted(values, key=lambda k: (values[k], k))):
        running = max(running, min(1.0, values[name] * (len(values) - place)))
        adjusted[name] = running
    return {name: adjusted[name] for name in values}


def by_length(lengths: Int, held: Bools, unwanted: Bools, parts: int = 10) -> list[dict[str, Any]]:
    """Deciles of length in characters, shortest first; ties stay where their order puts them."""
    order = np.argsort(lengths, kind="stable")
    return [
        {
            "from": int(lengths[at].min()),
            "to": int(lengths[at].max()),
            "ham": share(held[at][~unwanted[at]]),
            "unwanted": caught(held[at][unwanted[at]]),
        }
        for at in np.array_split(order, parts)
        if len(at)
    ]


def era(year: int) -> str:
    """The years whose habits a comment has, in four parts."""
    return next(name for first, name in reversed(_ERAS) if year >= first)


def has_contact(text: str) -> bool:
    """An address or six digits in a row: a helpline, an asked-for number, a signature."""
    return bool(_CONTACT.search(text))
