"""The model card: the report in sentences, with what the model is for and where it ends."""

from __future__ import annotations

from typing import Any

_HEAD = """# Model card: {name} {version}

Digest `{digest}`.

**What it is for.** Holding spam and promotional comments on blogs for a moderator, with reasons.
**What it is not for.** Deleting anything unseen; judging tone, truth or hostility; judging people.

**Trained on** our own synthetic comments (`data/blog_comments`, CC0, see `data/README.md`) and,
where the corpora folder was present, TubeSpam, the SMS Spam Collection, a Telegram moderation
set, Civil Comments, Stack Exchange and Wikipedia talk comments, each under the licence its
source states (`data/README.md`); their texts are not part of the model.

**Limits.** The adverts it learned from are synthetic. The real ham holds almost no contacts,
was screened for promotion and is nearly all English. Figures marked *development* were looked
at while building.
"""


def model_card(report: dict[str, Any]) -> str:
    """Markdown, generated from the report so that the two cannot disagree."""
    parts = [_HEAD.format(**report["model"])]
    hold = report["claims"]["hold"]
    if hold["rate"]:
        parts.append(
            f"**Hold cut-off.** Chosen on {hold['n']} ham comments kept apart from fitting, so that "
            f"at most {hold['rate']:.1%} of ham like them is held, with {hold['confidence']:.0%} "
            f"confidence; tightened on {hold['own_hard_ham']} hard ones of our own.\n"
        )
    for name, track in report.get("ham", {}).items():
        parts.append(
            f"**Real readers held, {name}** (never trained on): {track['held']} of {track['n']} "
            f"({track['rate']:.2%}, one-sided 95 % bound {track['upper_95']:.2%}).\n"
        )
    if "own_test" in report:
        parts.append(
            _track("Own test half (synthetic, other trades and places)", report["own_test"])
        )
    for name, track in report.get("development", {}).items():
        parts.append(_track(f"Development figures: {name}", track))
    return "\n".join(parts)


def _track(title: str, track: dict[str, Any]) -> str:
    main, ham, hard = track["unwanted_against_ham"], track["ham_held"], track["hard_ham_held"]
    rows = [
        ("comments", f"{track['n']}"),
        ("F1 unwanted against ham", f"{main['f1']:.3f}"),
        ("precision, recall", f"{main['precision']:.3f}, {main['recall']:.3f}"),
        ("MCC", f"{main['mcc']:.3f}"),
        ("ham held", f"{ham['held']} of {ham['n']} (95 % bound {ham['upper_95']:.1%})"),
        ("hard ham held", f"{hard['held']} of {hard['n']}"),
        ("pairs right", f"{track['pairs']['right']} of {track['pairs']['n']}"),
        ("reasons, micro-F1", f"{track['reasons']['micro_f1']:.3f}"),
        ("labelled evidence covered", f"{track['reasons']['span_recall']:.3f}"),
        ("calibration error, Brier", f"{track['calibration']['ece']:.3f}, {track['calibration']['brier']:.3f}"),
    ]  # fmt: skip
    body = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"## {title}\n\n| figure | value |\n|---|---|\n{body}\n"
