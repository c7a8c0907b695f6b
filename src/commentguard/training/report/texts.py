"""The worst errors with their texts, for reading at one's desk: written to `build/`, never committed.

Comments of others may not be redistributed with this project. The page that may be published
cites them; this section is added only to the one that stays here.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from commentguard.training.citation import cite
from commentguard.training.corpora import Row
from commentguard.training.report.errors import LISTED, positions, verdict_at
from commentguard.training.tracks.outcome import Outcome
from commentguard.verdict import Verdict


def texts(outcomes: Mapping[str, Outcome]) -> list[str]:
    """A section for every track, ham held first, then unwanted published."""
    return [
        _section(f"{name}: {'ham held' if ham else 'unwanted published'}", outcome, ham)
        for name, outcome in outcomes.items()
        for ham in (True, False)
        if positions(outcome, ham=ham)
    ]


def _section(title: str, outcome: Outcome, ham: bool) -> str:
    rows = [part.pool.rows[k] for part in outcome.parts for k in part.at]
    listed = positions(outcome, ham=ham)[:LISTED]
    entries = "".join(
        _entry(rows[k], float(outcome.scores[k]), verdict_at(outcome, k)) for k in listed
    )
    return f"<h2>{escape(title)}</h2>{entries}"


def _entry(row: Row, score: float, verdict: Verdict | None) -> str:
    comment = row.comment
    reasons = clues = ""
    if verdict is not None:
        reasons = ", ".join(f"{r.code.value} {r.weight:+.2f}" for r in verdict.reasons)
        clues = ", ".join(f"{c.token} {c.weight:+.2f}" for c in verdict.clues)
    under = f"under: {comment.post_title}" if comment.post_title else ""
    return (
        f"<article><h3><code>{escape(cite(row))}</code> {score:+.2f}</h3>"
        f'<p class="faint">{escape(comment.author)} {escape(under)}</p>'
        f'<p class="text">{_marked(comment.text, verdict)}</p>'
        f'<p class="faint">{escape(reasons)}<br>{escape(clues)}</p></article>'
    )


def _marked(text: str, verdict: Verdict | None) -> str:
    """The text with the evidence of every reason marked; overlapping spans become one."""
    spans = sorted((s.start, s.end) for r in verdict.reasons for s in r.spans) if verdict else []
    parts, last = [], 0
    for start, end in spans:
        start = max(start, last)
        if end <= start:
            continue
        parts += [escape(text[last:start]), f"<mark>{escape(text[start:end])}</mark>"]
        last = end
    return "".join(parts) + escape(text[last:])
