"""An Isso server in its own interpreter: what a visitor and a moderator do.

Arguments: the address of a server, its key. Prints the mode of each comment (1 public, 2 held).
"""

from __future__ import annotations

import json
import logging
import socket
import sys
import tempfile
from pathlib import Path

import commentguard_isso
from isso import config, make_app
from isso.db import SQLite3
from itsdangerous import URLSafeTimedSerializer
from tests.integrations.patience import told_how_long
from werkzeug.test import Client

url, key, advert, reader = sys.argv[1:]
folder = Path(tempfile.mkdtemp())
guard = commentguard_isso.CommentGuard(url, key)
commentguard_isso.install(guard)
settings = folder / "isso.cfg"
settings.write_text(
    f"[general]\ndbpath = {folder / 'comments.db'}\nhost = http://127.0.0.1:1/\n"
    "[guard]\nenabled = false\n[hash]\nsalt = x\n"
)
logging.getLogger("isso").setLevel(logging.ERROR)
application = make_app(config.load(config.default_file(), str(settings)), threading=True)
client = Client(application)


def visit(text: str, name: str) -> dict[str, object]:
    answer = client.post(
        "/new?uri=%2Fpost%2F",
        data=json.dumps({"text": text, "author": name, "email": "", "title": "A post"}),
        content_type="application/json",
        headers={"Origin": "http://127.0.0.1:1"},
    )
    assert answer.status_code in (201, 202), answer.text
    row = answer.json
    assert row is not None
    return dict(row)


def activate(number: object) -> None:
    """Follow the moderation link, signed as Isso signs it in its mails."""
    database = SQLite3(
        str(folder / "comments.db"), config.load(config.default_file(), str(settings))
    )
    link = URLSafeTimedSerializer(database.preferences.get("session-key")).dumps(number)
    answer = client.post(f"/id/{number}/activate/{link}")
    assert answer.status_code == 200, answer.text


first = visit(advert, "Slate & Sons Roofing")
found: dict[str, object] = {"advert": first["mode"], "reader": visit(reader, "Renée")["mode"]}
activate(first["id"])
found["advert_again"] = visit(advert, "Slate & Sons Roofing")["mode"]
guard._url = "http://127.0.0.1:1"
found["refused"] = visit(reader + " One.", "Ida")["mode"]
guard._url, guard._key = url, "0123456789ff"
found["wrong_key"] = visit(reader + " Two.", "Ida")["mode"]
with socket.create_server(("127.0.0.1", 0)) as silent:
    guard._url = f"http://127.0.0.1:{silent.getsockname()[1]}"
    found["patience"] = told_how_long(commentguard_isso._opener)
    found["silent"] = visit(reader + " Three.", "Ida")["mode"]
sys.stdout.write(json.dumps(found))
