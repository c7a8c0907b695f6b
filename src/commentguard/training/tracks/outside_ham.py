"""Real readers held: every outside corpus judged by a guard that never saw it.

For each corpus the guard is fitted, calibrated and given its cut-off on all others and on our own
training half; nothing of the corpus, not even its share of held comments, has a part in the
model it is judged by. The shipped model has seen more than each of these guards, so this is what
a site of a new kind may expect of it, if anything a little too pessimistic.

What the trap is stands in every report: this ham holds almost no contacts, was screened for
promotion and is nearly all English, and a flagged row may really be an advert. So every flagged
row is listed, and where somebody has read it the adjudicated rate stands beside the raw one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.training import slices
from commentguard.training.adjudication import Judgement
from commentguard.training.citation import cite
from commentguard.training.contestants import Contestant
from commentguard.training.pool import Pool
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.outcome import Outcome, Part

Bools = NDArray[np.bool_]

NAME = "outside_ham"
TITLE = "Real readers held, leaving one corpus out"
# The corpora that a target stands for; the other two are chats about songs and a moderated group.
TARGETED = (
    "ham_foxnews",
    "ham_civil_comments",
    "ham_stackexchange_comments",
    "ham_stackexchange_posts",
    "ham_wiki_talk_context",
    "sms_spam_collection",
)
REPORTED = ("youtube_tubespam", "telegram_tgspam")


def run(contestant: Contestant, bench: Bench) -> Outcome:
    """One part a corpus that is at hand."""
    parts = []
    for corpus in (*TARGETED, *REPORTED):
        if not bench.has(corpus):
            continue
        bench.say(f"{contestant.name}: {corpus} left out")
        pool = bench.pool(corpus)
        guard = contestant.train(Pool.join([bench.own_half(), *bench.public(without=corpus)]))
        judged = guard.judge(pool)
        parts.append(
            Part(
                corpus, pool, np.arange(len(pool)), judged.scores, judged.held,
                np.zeros(len(pool), dtype=bool), judged.probability, judged.base_rate,
            )
        )  # fmt: skip
    return Outcome(NAME, contestant.name, tuple(parts))


def figures(outcome: Outcome, judgements: Mapping[str, Judgement]) -> dict[str, Any]:
    """Held ham by corpus and pooled over the targeted ones, raw and adjudicated."""
    told: dict[str, Any] = {"corpora": {}}
    pooled: list[tuple[Part, Bools]] = []
    for part in outcome.parts:
        ham = ~part.unwanted
        flagged = [part.pool.rows[k] for k in part.at[part.held & ham]]
        one = {
            "raw": slices.share(part.held[ham]),
            "adjudicated": _adjudicated(_cited(part, ham), part.held[ham], judgements),
            "targeted": part.name in TARGETED,
            "flagged": [_flagged(cite(row), judgements) for row in flagged],
        }
        if part.unwanted.any():
            one["unwanted_caught"] = slices.caught(part.held[~ham])
        told["corpora"][part.name] = one
        if part.name in TARGETED:
            pooled.append((part, ham))
    if pooled:
        held = np.concatenate([part.held[ham] for part, ham in pooled])
        lengths = np.concatenate(
            [
                np.array([len(part.pool.rows[k].comment.text) for k in part.at[ham]])
                for part, ham in pooled
            ]
        )
        nobody = np.zeros(len(held), dtype=bool)
        told["pooled"] = {
            "raw": slices.share(held),
            "adjudicated": _join(
                [
                    _adjudicated(_cited(part, ham), part.held[ham], judgements)
                    for part, ham in pooled
                ]
            ),
            "by_length": [
                {key: one[key] for key in ("from", "to", "ham")}
                for one in slices.by_length(lengths, held, nobody)
            ],
        }
    return told


def read_again(told: dict[str, Any], bench: Bench, judgements: Mapping[str, Judgement]) -> None:
    """Put what was read since into `told`, which `figures` gave: nothing is fitted, nothing judged.

    Rows are read after a report has listed them, so the report that lists them cannot know.
    """
    pooled = []
    for corpus, one in told["corpora"].items():
        cited = [cite(row) for row in bench.pool(corpus).rows if not row.unwanted]
        listed = {flagged["row"] for flagged in one["flagged"]}
        held = np.array([row in listed for row in cited], dtype=bool)
        one["adjudicated"] = _adjudicated(cited, held, judgements)
        one["flagged"] = [_flagged(row, judgements) for row in cited if row in listed]
        if one["targeted"]:
            pooled.append(one["adjudicated"])
    if "pooled" in told:
        told["pooled"]["adjudicated"] = _join(pooled)


def _cited(part: Part, ham: Bools) -> list[str]:
    return [cite(part.pool.rows[k]) for k in part.at[ham]]


def _adjudicated(
    cited: Sequence[str], held: Bools, judgements: Mapping[str, Judgement]
) -> dict[str, Any]:
    """The share without rows that a reader found to be adverts; unread ones count against us."""
    adverts = np.array([c in judgements and judgements[c].unwanted for c in cited], dtype=bool)
    read = sum(c in judgements for c, is_held in zip(cited, held, strict=True) if is_held)
    return {**slices.share(held[~adverts]), "read": read, "flagged": int(held.sum())}


def _join(parts: list[dict[str, Any]]) -> dict[str, Any]:
    held = np.concatenate(
        [np.arange(one["n"]) < one["held"] for one in parts] or [np.zeros(0, dtype=bool)]
    )
    return {
        **slices.share(held),
        "read": sum(one["read"] for one in parts),
        "flagged": sum(one["flagged"] for one in parts),
    }


def _flagged(cited: str, judgements: Mapping[str, Judgement]) -> dict[str, str]:
    found = judgements.get(cited)
    if found is None:
        return {"row": cited, "judged": "not read yet"}
    return {"row": cited, "judged": found.verdict, "why": found.why}
