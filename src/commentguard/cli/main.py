"""The `commentguard` command.

Commands import what they need when they run, so that `--help` answers at once and scoring
never loads the laboratory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec, TypeVar

import typer

from commentguard.cli import (
    compare,
    data,
    decisions,
    demo,
    evaluate,
    importing,
    model,
    phrases,
    score,
    search,
    serve,
    signals,
    train,
)
from commentguard.cli.doctor.command import doctor
from commentguard.cli.operation import add_operation
from commentguard.errors import CommentGuardError

P = ParamSpec("P")
R = TypeVar("R")

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from commentguard import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def commentguard(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and leave.", callback=_tell_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Finds spam and promotional blog comments, and says why."""


def _plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn our own errors into one line on stderr and the documented exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except CommentGuardError as error:
            raise _told(str(error), error.exit_code) from error
        except ModuleNotFoundError as error:
            missing = (error.name or "").partition(".")[0]
            if missing in ("", "commentguard"):
                raise
            told = f"this needs {missing}, which serving does without: pip install 'commentguard[train]'"
            raise _told(told, CommentGuardError.exit_code) from error
        except BrokenPipeError:
            # `commentguard score … | head` is not an error; stdout is gone, so leave quietly.
            sys.stderr.close()
            raise typer.Exit(0) from None
        except OSError as error:
            # A full disk, a file that is gone: the machine's word, of which no line of ours tells more. What
            # has no number is a mistake of ours.
            if error.errno is None:
                raise
            named = f"{error.filename}: " if error.filename else ""
            raise _told(f"{named}{error.strerror}", CommentGuardError.exit_code) from error

    return run


def _told(what: str, code: int) -> typer.Exit:
    typer.echo(f"commentguard: {what}", err=True)
    return typer.Exit(code)


app.command("score")(_plainly(score.score))
app.command("train")(_plainly(train.train))
app.command("search")(_plainly(search.search))
app.command("evaluate")(_plainly(evaluate.evaluate))
app.command("compare")(_plainly(compare.compare))
app.command("serve")(_plainly(serve.serve))
app.command("doctor")(_plainly(doctor))
app.command("demo")(_plainly(demo.demo))
app.command("signals")(_plainly(signals.signals))
models = typer.Typer(help="Which models there are, and which one answers.", no_args_is_help=True)
models.command("list")(_plainly(model.list_models))
models.command("show")(_plainly(model.show))
models.command("diff")(_plainly(model.diff))
models.command("verify")(_plainly(model.verify))
models.command("add")(_plainly(model.add))
models.command("promote")(_plainly(model.promote))
models.command("rollback")(_plainly(model.rollback))
app.add_typer(models, name="model")
corpora = typer.Typer(help="Corpora, splits, and the checks on our own.", no_args_is_help=True)
corpora.command("list")(_plainly(data.list_corpora))
corpora.command("describe")(_plainly(data.describe))
corpora.command("verify")(_plainly(data.verify))
corpora.command("fetch")(_plainly(data.fetch))
corpora.command("split")(_plainly(data.split))
corpora.command("import")(_plainly(importing.import_table))
corpora.command("decisions")(_plainly(decisions.write_decisions))
corpora.command("check")(_plainly(data.check))
corpora.command("style")(_plainly(data.style))
corpora.command("agree")(_plainly(data.agree))
corpora.command("phrases")(_plainly(phrases.phrases))
app.add_typer(corpora, name="data")
add_operation(app, _plainly)

if __name__ == "__main__":
    app()
