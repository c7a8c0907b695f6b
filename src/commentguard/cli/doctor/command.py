"""`commentguard doctor`: the command and its report."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commentguard.errors import DataError

if TYPE_CHECKING:
    from commentguard.cli.doctor.variants import Variant

_KEY = re.compile(r"[0-9a-f]{12}", re.ASCII)
URL = typer.Option(help="Where the server is, as its clients see it.")
KEY = typer.Option(
    help="A key of 12 hexadecimal digits; asked for when it is not given.", envvar="AKISMET_API_KEY",
)  # fmt: skip


def doctor(
    url: Annotated[str, URL],
    key: Annotated[str, KEY] = "",
    timeout: Annotated[float, typer.Option(help="Seconds to wait for an answer.")] = 5.0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Ask a deployed server in every way that Akismet clients ask, and say what they would miss.

    Nothing is stored or learned by it. Exit code 1 when a client that needs no special set-up
    would fail, or the key is not known there.

    Example: commentguard doctor --url https://guard.example.org
    """
    from commentguard.cli.doctor.variants import KEY_GIVEN, VARIANTS, Patient, refused
    from commentguard.cli.doctor.wire import Wire

    key = (key or _asked()).strip().lower()
    if not _KEY.fullmatch(key):
        raise DataError("the key must be 12 hexadecimal digits: no other reaches WordPress")
    patient = Patient(Wire(url, timeout), key)
    failed = noted = 0
    if trouble := patient.wire.ask("/1.1/test", method="GET").trouble:
        # One cause, told once, instead of what it does to every client.
        _tell(as_json, VARIANTS[0], "FAILED", f"nobody answers at {url}: {trouble}")
        raise typer.Exit(1)
    if trouble := refused(patient):
        _tell(as_json, KEY_GIVEN, "FAILED", trouble)
        raise typer.Exit(1)
    for variant in VARIANTS:
        # A broken server may echo the key.
        wrong = variant.examine(patient).replace(key, "…")
        state = "ok" if not wrong else "FAILED" if variant.needed else "note"
        failed += state == "FAILED"
        noted += state == "note"
        _tell(as_json, variant, state, wrong)
    if not as_json:
        typer.echo(_summary(len(VARIANTS), failed, noted))
    if failed:
        raise typer.Exit(1)


def _asked() -> str:
    """The key, typed unseen. Without a terminal nobody can: the library warns in code, and waits."""
    if not sys.stdin.isatty():
        raise DataError("doctor needs a key: give --key, or AKISMET_API_KEY in the environment")
    asked: str = typer.prompt("Akismet key", hide_input=True)
    return asked


def _tell(as_json: bool, variant: Variant, state: str, wrong: str) -> None:
    if as_json:
        row = {"check": variant.name, "state": state, "needed_by": variant.who, "wrong": wrong}
        typer.echo(json.dumps(row))
        return
    typer.echo(f"{state:>6}  {variant.name}")
    if wrong:
        typer.echo(f"        {wrong}")
        typer.echo(f"        needed by: {variant.who}")


def _summary(total: int, failed: int, noted: int) -> str:
    if not failed and not noted:
        return f"All {total} ways of asking are answered as clients expect."
    parts = [f"{total - failed - noted} of {total} ways of asking are answered as clients expect."]
    if failed:
        parts.append(f"{failed} failed: the clients named there will not work.")
    if noted:
        parts.append(
            f"{noted} noted: only the clients named there care. A wildcard name and certificate, and"
            " a reverse proxy that passes any Host on, make them work."
        )
    return "\n".join(parts)
