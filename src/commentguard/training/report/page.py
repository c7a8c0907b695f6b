"""`report.json` as one page that needs nothing else: no network, no script, no second file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from commentguard.training.report import sections
from commentguard.training.report.exam_section import exam_section
from commentguard.training.report.style import STYLE
from commentguard.training.report.tables import target_rows

Report = Mapping[str, Any]


def page(report: Report, further: Sequence[str] = ()) -> str:
    """The page; `further` are sections that only the version with texts has."""
    model = report.get("model", {"name": "?", "version": "?", "digest": "?"})
    body = [
        f"<h1>What {escape(model['name'])} {escape(model['version'])} does on comments it never saw</h1>",
        f'<p class="faint">Model <code>{escape(model["digest"])}</code>{_measured(model)}</p>',
        _notes(report),
        "<h2>Targets</h2>",
        target_rows(report["targets"]),
        sections.benchmarks(report),
        sections.outside_ham(report),
        *[exam_section(report, name) for name in sections.exams(report)],
        sections.calibration(report),
        sections.learning(report),
        sections.worst_errors(report),
        *further,
        sections.provenance(report),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>CommentGuard report: {escape(model['name'])} {escape(model['version'])}</title>"
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _measured(model: Mapping[str, str]) -> str:
    """Where a report was carried over (`carried`): the digest that it was measured with."""
    if "measured_as" not in model:
        return ""
    return f", measured as <code>{escape(model['measured_as'])}</code>: only its probes differ"


def _notes(report: Report) -> str:
    missing = [f"Not measured: {one['track']}, because {one['why']}." for one in report["left_out"]]
    said = "".join(f"<li>{_quoted(note)}</li>" for note in (*report["notes"], *missing))
    return f"<h2>Before you read a figure</h2><ul>{said}</ul>"


def _quoted(note: str) -> str:
    """A note, which the model card has in Markdown, with what stands between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(note))
