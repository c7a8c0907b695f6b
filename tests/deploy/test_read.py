"""What is shipped for deployment, as far as reading shows it: also where nothing can run it."""

from __future__ import annotations

import re

from tests.deploy.tools import DEPLOY

from commentguard.server.config import Config


def test_containers_are_confined_and_speak_of_settings_that_exist() -> None:
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert compose.count("read_only: true") == 2
    assert compose.count("cap_drop: [ALL]") == 2
    assert compose.count("no-new-privileges:true") == 2
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER 10001:10001$", dockerfile, re.MULTILINE)
    known = {f"COMMENTGUARD_{name.upper()}" for name in Config().to_mapping()}
    unit = (DEPLOY / "commentguard.service").read_text("utf-8")
    for text in (compose, dockerfile, unit):
        assert set(re.findall(r"COMMENTGUARD_[A-Z_]+", text)) <= known
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for name in source.split():
            assert (DEPLOY.parent / name).exists(), name
            assert f"!{name}" in kept, name


def test_code_that_is_compiled_may_run() -> None:
    """It would do without, several times slower: nothing else would show it."""
    unit = (DEPLOY / "commentguard.service").read_text("utf-8")
    assert not re.search(r"^MemoryDenyWriteExecute=(?!no$)", unit, re.MULTILINE)
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert "seccomp" not in compose
