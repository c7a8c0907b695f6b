"""`commentguard demo`: the desk with a fictional site, in one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commentguard.cli.opened import HOME

_SETTINGS = """\
# The demo keeps its invented months.
keep_published_days = 3650
keep_unpublished_days = 3650
"""


def demo(
    home: Annotated[Path | None, HOME] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    only_fill: Annotated[
        bool, typer.Option("--only-fill", help="Fill the database and do not serve.")
    ] = False,
) -> None:
    """Make a fictional site with four months of comments and open the desk on it.

    It lies in a folder of its own (`demo` in the folder of the settings), so that nothing of
    it meets real comments; delete the folder and it is gone. A second call opens what is there.

    Example: commentguard demo
    """
    from commentguard import load
    from commentguard.cli.opened import told_in_words
    from commentguard.cli.serve import can_listen, serve
    from commentguard.demo.fill import SITE, fill
    from commentguard.server.config import Config
    from commentguard.service.guard import Guard

    folder = (home or Config.load().folder) / "demo"
    settings, own = Config(home=folder), folder / "commentguard.toml"
    if not only_fill:
        listening = Config.load(own if own.exists() else None, {"port": port})
        can_listen(listening.host, listening.port)
    guard = Guard.open(settings.folder, settings.database, load())
    try:
        with told_in_words("the database refused"):
            guard.refresh_now()
            known = SITE in guard.directory.sites
            filled = None if known else fill(guard)
    finally:
        guard.close()
    if filled is None:
        typer.echo(f"The demo in {folder} is opened as it was left.")
    else:
        # Else the server would, within its first day, take all that is older than a month.
        own.write_text(_SETTINGS, "utf-8")
        typer.echo(
            f"Windowsill & Rain, a site that does not exist: {filled.comments} comments, "
            f"{filled.decided} decided by mira and jonas, {filled.held} waiting. In {folder}."
        )
    if not only_fill:
        serve(
            home=folder, database_url=settings.database, port=port, local_open=True, host=None,
            workers=None, model=None, config=own if own.exists() else None,
        )  # fmt: skip
