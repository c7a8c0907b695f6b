"""`commentguard data decisions`: what people decided becomes a folder to train on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commentguard.cli.site import ConfigFile, Database, Home


def write_decisions(
    site: Annotated[str, typer.Argument(help="The site whose decisions are wanted.")],
    folder: Annotated[Path, typer.Argument(help="Folder to write; what is there is kept.")],
    test_share: Annotated[
        float, typer.Option(min=0, max=0.9, help="Share of posts that is kept apart for the test.")
    ] = 0.2,
    home: Home = None,
    database_url: Database = None,
    config: ConfigFile = None,
) -> None:
    """Make a folder for `train --data` and `evaluate --data` of what people decided on a site.

    Each comment with the post it was judged against and its last label that nobody took back, at the desk, through the
    API, or reported by the blog. Copies count once, what was erased or only put in the trash not at all. The trap: people decide
    about what was held more often than about what was published, so such a folder has more adverts than the site does.
    It holds names, addresses and texts as they were sent: keep it as you keep the database.

    Example: commentguard data decisions garden mine
    """
    from commentguard.cli.opened import opened
    from commentguard.cli.places import folder_to_write
    from commentguard.errors import DataError
    from commentguard.service import sites
    from commentguard.service.labelled import labelled
    from commentguard.training.own_folder import OwnFolder

    folder_to_write(folder)
    mine = OwnFolder(folder, test_share)
    with (
        opened(home, database_url, config) as service,
        service.store.engine.connect() as connection,
    ):
        sites.named(connection, site)
        for number, (stored, label) in enumerate(labelled(connection, site), 1):
            fields = {**stored.comment.to_mapping(), "id": stored.id}
            fields.setdefault("lang", stored.language or "unknown")
            mine.add(fields, label, number, f"comment {stored.id}")
    if not mine.trained_on:
        raise DataError(f"{site}: people have decided about no comments that could be trained on")
    for path, count in mine.write():
        typer.echo(f"{path}: {count}")
    if mine.unmeasured:
        typer.echo(mine.unmeasured, err=True)
