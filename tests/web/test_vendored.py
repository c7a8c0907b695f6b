"""What we ship of others is what they published, with its licence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import commentguard.web

STATIC = Path(commentguard.web.__file__).parent / "static"
# htmx.org 2.0.11, dist/htmx.min.js of the npm package.
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"


def test_htmx_is_the_published_one() -> None:
    assert hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text("utf-8")
    assert HTMX in (STATIC / "README.md").read_text("utf-8")


def test_templates_hold_nothing_inline() -> None:
    for path in STATIC.parent.glob("templates/*.html"):
        text = path.read_text("utf-8")
        assert not re.search(
            r"\son[a-z]+=|style=|<style|<script(?! src=)|javascript:|\shx-on|\|safe", text
        ), path.name


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in [
        *STATIC.parent.glob("templates/*.html"),
        *STATIC.glob("*.css"),
        *STATIC.glob("[!h]*.js"),
    ]:
        assert "://" not in path.read_text("utf-8"), path.name
