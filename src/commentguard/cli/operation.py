"""The commands of people who run a server: sites, keys, database, settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from commentguard.cli import budget, db, keeping, key, learned, lists, settings, site, user

_GROUPS: dict[str, tuple[str, dict[str, Callable[..., Any]]]] = {
    "site": (
        "The blogs on this server.",
        {
            "add": site.add,
            "list": site.list_sites,
            "show": site.show,
            "set": site.set_site,
            "remove": site.remove,
            "learned": learned.learned,
            "budget": budget.budget,
            "allow": lists.allow,
            "deny": lists.deny,
        },
    ),
    "key": (
        "Who may ask.",
        {"create": key.create, "list": key.list_keys, "revoke": key.revoke, "rotate": key.rotate},
    ),
    "user": (
        "The people of the review desk.",
        {
            "add": user.add,
            "list": user.list_users,
            "role": user.role,
            "invite": user.invite,
            "password": user.password,
            "end": user.end,
        },
    ),
    "db": ("The database.", {"upgrade": db.upgrade, "backfill": db.backfill}),
    "config": ("The settings.", {"print": settings.print_settings}),
}


def add_operation(app: typer.Typer, plainly: Callable[..., Callable[..., Any]]) -> None:
    """Mount the commands; `plainly` turns our errors into one line and an exit code."""
    for function in (keeping.retention, keeping.erase, keeping.backup, keeping.restore):
        app.command(function.__name__)(plainly(function))
    for name, (help_text, commands) in _GROUPS.items():
        group = typer.Typer(help=help_text, no_args_is_help=True)
        for command, function in commands.items():
            group.command(command)(plainly(function))
        app.add_typer(group, name=name)
