"""Progress on a terminal and silence elsewhere: a log of a thousand percentages helps nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def bytes_on(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar for a download on standard error: call it with bytes so far and, if known, in all."""
    with _bar(True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def steps_on(title: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar for `total` steps: call it with the number done and a word about the last one."""
    with _bar(False) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done, said: progress.update(
            task, completed=done, description=f"{title}  {said}"
        )


def _bar(sized: bool) -> Progress:
    import sys

    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn

    # Rich takes a file for a terminal where FORCE_COLOR asks for colours: a bar is not a colour.
    console = Console(stderr=True)
    counted = DownloadColumn() if sized else MofNCompleteColumn()
    return Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), counted,
        console=console, disable=not sys.stderr.isatty(), transient=True,
    )  # fmt: skip
