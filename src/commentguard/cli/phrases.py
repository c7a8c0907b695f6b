"""`commentguard data phrases`: what a lexicon might be told, for a person to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def phrases(
    language: Annotated[str, typer.Argument(help="Language of the comments, as in their `lang`.")],
    data: Annotated[Path, typer.Option(help="Folder of our own layout, *.jsonl.")] = Path(
        "data/blog_comments"
    ),
    at_most: Annotated[int, typer.Option(min=1, help="So many lines.")] = 50,
) -> None:
    """Propose lines for a lexicon: phrases of adverts that no lexicon has and readers rarely use.

    They are people's words: read them, and write a line of your own where one is a seller's.

    Example: commentguard data phrases nl --at-most 30
    """
    from commentguard.errors import DataError
    from commentguard.training.corpora import read_own
    from commentguard.training.phrases import propose

    rows = read_own(data, "train")
    if not any(row.unwanted and row.comment.lang == language for row in rows):
        spoken = ", ".join(sorted({row.comment.lang for row in rows} - {""}))
        there = (
            f"languages there: {spoken}"
            if spoken
            else ("no row has `lang`, which `commentguard data import --lang` writes")
        )
        raise DataError(f"no advert in {language!r} among {data}; {there}")
    for phrase, ratio in propose(rows, language, at_most):
        typer.echo(f"{ratio:8.1f}\t{phrase}")
