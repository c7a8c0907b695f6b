"""The model card: the report in sentences, with what the model is for and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commentguard.training.corpora import OWN, YOURS
from commentguard.training.report.tables import held, number

Report = Mapping[str, Any]

_HEAD = """# Model card: {name} {version}

Digest `{digest}`.{measured}

**What it is for.** Holding spam and promotional comments on blogs for a moderator, with reasons.
**What it is not for.** Deleting anything unseen; judging tone, truth or hostility; judging people.

{trained}"""


_MEASURED = " Measured as `{measured_as}`, which differs in its probes and nothing else."


def model_card(report: Report) -> str:
    """Markdown, generated from the report so that the two cannot disagree."""
    model = report["model"]
    measured = _MEASURED.format(**model) if "measured_as" in model else ""
    parts = [
        _HEAD.format(**model, measured=measured, trained=_trained(report)),
        "## Limits\n\n" + "".join(f"- {n}\n" for n in report["notes"]),
    ]
    parts.append(_promise(report))
    parts.append("## Targets\n\n" + _targets(report))
    for name, told in report["tracks"].items():
        own = next(iter(told["contestants"].values()), None)
        if own is not None and "pairs" in own:
            parts.append(_exam(told["title"], own))
        if name == "outside_ham" and own is not None:
            parts.append(_outside(told["title"], own))
    if report["left_out"]:
        missing = "".join(f"- {one['track']}: {one['why']}\n" for one in report["left_out"])
        parts.append(f"## Not measured in this report\n\n{missing}")
    return "\n".join(parts)


def _trained(report: Report) -> str:
    """What the model's own record names, and nothing that it does not."""
    counts = report.get("training", {}).get("corpora")
    if not counts:
        return "**Trained on**: the model has no record of it.\n"
    public = {name: one for name, one in counts.items() if name not in (OWN, YOURS)}
    said = "**Trained on**, as the model itself records, "
    if YOURS in counts:
        said += f"{_counted(counts[YOURS])} comments of somebody's own in our layout (`--data`)"
    if OWN in counts:
        # Models up to 0.9.0 recorded any folder under this name.
        said += (
            f"{_counted(counts[OWN])} comments in our own layout (those of `data/blog_comments`, synthetic "
            "and CC0, unless another folder was named: `data/README.md`)"
        )
    if public:
        named = ", ".join(f"{name} ({_counted(one)})" for name, one in public.items())
        said += (
            f"{', and on ' if len(public) < len(counts) else ''}public corpora, each under the licence its source states "
            f"(`commentguard data describe NAME`): {named}"
        )
    return f"{said}. Ham and unwanted are counted in this order; the texts are not part of the model.\n"


def _counted(one: Mapping[str, int]) -> str:
    return f"{one['ham']:,} + {one['unwanted']:,}"


def _promise(report: Report) -> str:
    hold = report.get("claims", {}).get("hold", {})
    if not hold.get("rate"):
        return "**Hold cut-off.** No promise: too few readers of public corpora to calibrate on.\n"
    said = (
        f"**Hold cut-off.** Chosen on ham kept apart from fitting: of readers like the {hold['n']:,} of "
        f"public corpora at most {hold['rate']:.2%} are held, with {hold['confidence']:.0%} confidence."
    )
    for count, share, which in (
        ("own_ham", "own_held", "readers of our own (briefs count alike), most like sellers"),
        ("own_with_contacts", "contacts_held", "among them that give a contact (counted so, too)"),
    ):
        if hold.get(share) is not None:
            said += f" Of {hold[count]:,} {which}, {hold[share]:.1%} are held."
    return said + "\n"


def _targets(report: Report) -> str:
    rows = "".join(
        f"| {row['track']} | {row['figure']} | {row['reach']} | {number(row['value'])} | "
        f"{row['state']} | {row['certainty']} |\n"
        for row in report["targets"]
    )
    return (
        f"| track | figure | reach | value | state | how sure |\n|---|---|---|---|---|---|\n{rows}"
    )


def _outside(title: str, own: Mapping[str, Any]) -> str:
    rows = "".join(
        f"| {name} | {held(one['raw'])} | {held(one['adjudicated'])} |\n"
        for name, one in [*own["corpora"].items(), ("pooled over the targeted", own["pooled"])]
    )
    return f"## {title}\n\n| corpus | raw | adjudicated |\n|---|---|---|\n{rows}"


def _exam(title: str, own: Mapping[str, Any]) -> str:
    rows = [
        ("comments", f"{own['n']:,}"),
        ("F1 unwanted against ham", number(own["f1"])),
        ("precision, recall", f"{own['precision']:.3f}, {own['caught']:.3f}"),
        ("MCC", number(own["mcc"])),
        *((f"ham held, {kind.replace('_', ' ')}", held(one)) for kind, one in own["ham"].items()),
        ("pairs right", f"{own['pairs']['right']} of {own['pairs']['n']}"),
    ]
    if "reasons" in own:
        rows.append(("reasons, micro-F1", number(own["reasons"]["micro_f1"])))
        rows.append(("labelled evidence covered", number(own["reasons"]["span_recall"])))
    body = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"## {title}\n\n| figure | value |\n|---|---|\n{body}\n"
