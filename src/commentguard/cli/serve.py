"""`commentguard serve`: the HTTP service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8080,
    workers: Annotated[int, typer.Option(help="Processes.")] = 1,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a bundle; default: shipped.")
    ] = None,
    local_open: Annotated[
        bool, typer.Option("--local-open", help="Answer /v1/score on loopback without a key.")
    ] = False,
) -> None:
    """Start the server and print its address and a line to try it with.

    Example: commentguard serve --local-open --port 8080
    """
    import uvicorn

    from commentguard import load
    from commentguard.api.settings import KEY, LOCAL_OPEN, MODEL

    # A damaged model is told here, in one line, and not by a worker's traceback.
    bundle = load(model).bundle
    if model is not None:
        os.environ[MODEL] = str(model)
    os.environ[LOCAL_OPEN] = "1" if local_open else ""
    if not local_open and not os.environ.get(KEY):
        typer.echo(f"set {KEY} to a key of your choice, or use --local-open", err=True)
        raise typer.Exit(2)
    address = f"http://{host}:{port}"
    key = "" if local_open else f"-H 'Authorization: Bearer ${KEY}' "
    typer.echo(f"CommentGuard at {address}  model {bundle.name} {bundle.version}")
    typer.echo("Try it:")
    typer.echo(
        f"  curl -s {address}/v1/score {key}-H 'Content-Type: application/json' -d "
        """'{"author": "Slate Roofing Leeds", "text": "Call us now on 01632 960 148 """
        """for a free quote. Serving Leeds, Bradford and Wakefield."}'"""
    )
    uvicorn.run(
        "commentguard.api.app:app", host=host, port=port, workers=workers, log_level="warning",
        access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=10,
    )  # fmt: skip
