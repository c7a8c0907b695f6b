"""Every figure beside its target, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: how to read it from the results, how to write it, and when it is reached."""

    what: str
    target: str
    read: Callable[[Results], float]
    reached: Callable[[float], bool]
    form: str = "{:.1f}"


def _batch(results: Results, name: str) -> float:
    return float(results["scoring"]["contenders"][name]["batch_us"])


def _ahead(name: str) -> Callable[[Results], float]:
    return lambda r: _batch(r, name) / _batch(r, "CommentGuard, probabilities")


def _http(ours: str, plain: str) -> Callable[[Results], float]:
    def share(results: Results) -> float:
        runs = results["web"]["1 workers"]["16 connections"]
        return float(runs[ours]["per_second"] / runs[plain]["per_second"])

    return share


def _single(results: Results) -> float:
    runs = results["scoring"]["contenders"]
    mine = runs["CommentGuard, verdicts with reasons"]["one_p50_us"]
    return float(mine / runs["TF-IDF words + characters"]["one_p50_us"])


FIGURES = (
    Figure("batch, × TF-IDF words + characters", "≥ 8", _ahead("TF-IDF words + characters"), lambda x: x >= 8, "{:.2f}"),
    Figure("batch, × TF-IDF words", "> 1", _ahead("TF-IDF words"), lambda x: x > 1, "{:.2f}"),
    Figure("batch, × fastText with subwords", "> 1", _ahead("fastText, subwords"), lambda x: x > 1, "{:.2f}"),
    Figure("batch, × fastText, words alone", "> 1", _ahead("fastText, words"), lambda x: x > 1, "{:.2f}"),
    Figure("batch, × bogofilter bulk (reach)", "> 1", _ahead("bogofilter, bulk"), lambda x: x > 1, "{:.2f}"),
    Figure("one verdict with reasons, share of TF-IDF words + characters", "≤ 0.167", _single, lambda x: x <= 1 / 6, "{:.3f}"),
    Figure("one verdict, 99th percentile over median", "≤ 5", lambda r: r["scoring"]["spread"]["p99_over_median"], lambda x: x <= 5, "{:.2f}"),
    Figure("/v1/score, share of a no-op JSON route", "≥ 0.5", _http("/v1/score", "no-op JSON route"), lambda x: x >= 0.5, "{:.2f}"),
    Figure("comment-check judged only, share of a no-op form route", "≥ 0.5", _http("comment-check, a test", "no-op form route"), lambda x: x >= 0.5, "{:.2f}"),
    Figure("comment-check judged and kept, share of a no-op form route", "≥ 0.5", _http("comment-check", "no-op form route"), lambda x: x >= 0.5, "{:.2f}"),
    Figure("n-grams in batches, × cost of plain NumPy blocks", "≤ 2", lambda r: r["grams"]["slower_than_plain_blocks"], lambda x: x <= 2, "{:.2f}"),
    Figure("n-grams of one comment, µs per 300 characters", "≤ 30", lambda r: r["grams"]["one_us_per_300_characters"], lambda x: x <= 30),
    Figure("worst hostile 16 KiB, ms", "≤ 50", lambda r: r["hostile"]["worst_ms"], lambda x: x <= 50),
    Figure("worst hostile kilobyte, × a median comment's", "≤ 20", lambda r: r["hostile"]["worst_ratio"], lambda x: x <= 20, "{:.2f}"),
    Figure("server ready, s", "≤ 1.5", lambda r: r["start"]["ready_s"], lambda x: x <= 1.5, "{:.2f}"),
    Figure("server ready, processor s", "≤ 1.5", lambda r: r["start"]["ready_cpu_s"], lambda x: x <= 1.5, "{:.2f}"),
    Figure("memory of a worker, first start, MB", "≤ 120", lambda r: r["start"]["rss_mb"], lambda x: x <= 120),
    Figure("memory of a worker, later starts, MB", "≤ 120", lambda r: r["start"]["later_rss_mb"], lambda x: x <= 120),
    Figure("model with probes loads in, processor ms", "≤ 100", lambda r: r["start"]["loads"]["model_with_probes_ms"], lambda x: x <= 100),
    Figure("model file, MB", "≤ 3", lambda r: r["start"]["model_mb"], lambda x: x <= 3, "{:.2f}"),
    Figure("training, 200,000 rows, s", "≤ 120", lambda r: r["training"]["200000"]["seconds"], lambda x: x <= 120),
    Figure("training, 200,000 rows, processor s (two processes)", "≤ 240", lambda r: r["training"]["200000"]["processor_s"], lambda x: x <= 240),
    Figure("training, 1,000,000 rows, peak GB", "≤ 4", lambda r: r["million"]["1000000"]["peak_mb"] / 1e3, lambda x: x <= 4, "{:.2f}"),
)  # fmt: skip


def table(results: Results) -> str:
    """The figures as Markdown; a part that was not measured is named as such."""
    lines = ["| figure | target | measured | |", "|---|---|---|---|"]
    for figure in FIGURES:
        try:
            value = figure.read(results)
        except (KeyError, ZeroDivisionError):
            lines.append(f"| {figure.what} | {figure.target} | not measured | |")
            continue
        mark = "reached" if figure.reached(value) else "**missed**"
        lines.append(f"| {figure.what} | {figure.target} | {figure.form.format(value)} | {mark} |")
    return "\n".join(lines)


def contenders(results: Results) -> str:
    """Every contender's speed, as Markdown."""
    lines = [
        "| contender | comments/s | MB/s | µs, in batches | µs, one p50 | µs, one p99 |",
        "|---|---|---|---|---|---|",
    ]
    runs = results.get("scoring", {}).get("contenders", {})
    for name, run in sorted(runs.items(), key=lambda item: item[1]["batch_us"]):
        one = "| – | – |"
        if "one_p50_us" in run:
            one = f"| {run['one_p50_us']:.0f} | {run['one_p99_us']:.0f} |"
        lines.append(
            f"| {name} | {run['per_second']:,.0f} | {run['megabytes_per_second']:.1f} "
            f"| {run['batch_us']:.0f} {one}"
        )
    return "\n".join(lines)


def around(results: Results) -> str:
    """What is sent with a comment, as Markdown."""
    runs = results.get("around", {})
    lines = ["| sent | µs, in batches | µs, one with reasons |", "|---|---|---|"]
    for name, run in sorted(runs.items(), key=lambda item: item[1]["batch_us"]):
        lines.append(f"| {name} | {run['batch_us']:.0f} | {run['one_us']:.0f} |")
    return "\n".join(lines)


def stages(results: Results) -> str:
    """The profile by stage, as Markdown, what takes less than a microsecond left out."""
    lines = ["| stage | µs a comment |", "|---|---|"]
    for group, found in results.get("stages", {}).items():
        for name, cost in sorted(found.items(), key=lambda item: -item[1]):
            if cost >= 1:
                lines.append(f"| {group}: {name} | {cost:.1f} |")
    return "\n".join(lines)


def page(results: Results) -> str:
    """Everything, for people."""
    notes = [f"- {name}: {note}" for name, found in results["notes"].items() for note in found]
    loads = [f"{name} {m['load']}" for name, m in sorted(results["machine"].items())]
    cores = next(iter(results["machine"].values()))["cores"]
    loops = [
        f"{name} {m['loop_ms']}" for name, m in sorted(results["machine"].items()) if "loop_ms" in m
    ]
    return (
        "# Measured\n\nWritten by `make bench`; what it means: docs/performance.md.\n\n"
        f"{cores} cores. Load of the machine after each part: {', '.join(loads)}. A load above the "
        "cores means that others worked on it, which inflates wall-clock figures (HTTP, ready, "
        "training) and leaves ratios of processor time mostly alone.\n\n"
        f"Milliseconds of processor time for a million additions in plain Python: {', '.join(loops) or 'not measured'}. "
        "Machines, and hours of a shared one, differ by that: figures in s, ms and µs grow with it, ratios do not.\n\n"
        f"## Figures and targets\n\n{table(results)}\n\n"
        f"## In process, comments of about 300 characters\n\n{contenders(results)}\n\n"
        f"## With what stands around\n\n{around(results)}\n\n"
        f"## By stage\n\n{stages(results)}\n\n"
        f"## Not measured\n\n{chr(10).join(notes) or 'Nothing was left out.'}\n"
    )
