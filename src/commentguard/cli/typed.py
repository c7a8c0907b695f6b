"""A command as it was typed, for a log that goes with the data.

Rebuilt from what was parsed, in the order of the help, so that it reads alike wherever it was run: paths are
told from the working directory, and of what lies outside it only the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import join
from typing import Any

import typer


def as_typed(context: typer.Context) -> str:
    """The command with the options that were given, quoted for a shell, on one line of a table."""
    words = ["commentguard", str(context.info_name)]
    for option in context.command.params:
        source = context.get_parameter_source(str(option.name))
        if source is not None and source.name == "COMMANDLINE":
            words += _option(option, context.params[str(option.name)])
    return " ".join(join(words).split()).replace("|", "\\|").replace("`", "'")


def _option(option: Any, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield (option.opts if value else option.secondary_opts)[0]
        return
    for one in value if isinstance(value, list | tuple) else [value]:
        yield from (option.opts[0], _path(one) if isinstance(one, Path) else str(one))


def _path(path: Path) -> str:
    here = Path.cwd()
    whole = (here / path).resolve()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else f".../{whole.name}"
