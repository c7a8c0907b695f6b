"""A container engine of our own: podman with storage, networks and volumes in one folder.

Nothing of it is left, and images that somebody has on the machine are neither seen nor touched.
"""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.deploy.tools import DEPLOY, tool

BASE, IMAGE, PROXY = "localhost/base", "localhost/commentguard", "localhost/proxy"
# Packages of Debian in an image that a test needs beside ours.
ADD = f"FROM {BASE}\nRUN apt-get update -q && apt-get install -q -y --no-install-recommends"


class Engine:
    """Podman, and docker-compose talking to it. `made_of` is the tarball of the base image."""

    def __init__(self, folder: Path, made_of: Path) -> None:
        self.folder = folder
        (folder / "containers.conf").write_text(_settings(folder), "utf-8")
        # Without a driver named it takes layers where the file system can, and copies where not.
        (folder / "storage.conf").write_text(
            f'[storage]\ndriver = ""\ngraphroot = "{folder}/images"\nrunroot = "{folder}/run"\n'
        )
        self._environment = {
            **os.environ,
            "CONTAINERS_CONF": str(folder / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
            "DOCKER_HOST": f"unix://{folder}/podman.sock",
            "COMPOSE_PROJECT_NAME": "trial",
            "GUARD_BASE": BASE,
            "GUARD_PROXY": PROXY,
        }
        self.podman("import", str(made_of), BASE)

    def podman(self, *arguments: str, fails: bool = False) -> str:
        """What podman says on stdout; with `fails`, what it complains of where it must not succeed."""
        return self._run([tool("podman"), *arguments], fails=fails)

    def compose(self, *arguments: str) -> str:
        """Run docker-compose on the shipped file."""
        file = str(DEPLOY / "compose.yaml")
        return self._run([tool("docker-compose"), "-f", file, *arguments])

    def set(self, name: str, value: str) -> None:
        """A variable that the compose file reads."""
        self._environment[name] = value

    def build(self) -> None:
        """Build the shipped image with what this machine knows about reaching packages."""
        options = ["--format", "docker", "--network", "host"]
        settings, certificates = self.folder / "pip.conf", _pip("global.cert")
        lines = ["[global]", "disable-pip-version-check = 1"]
        if index := _pip("global.index-url"):
            lines.append(f"index-url = {index}")
        if certificates:
            lines.append("cert = /run/secrets/certificates")
            options += ["--secret", f"id=certificates,src={certificates}"]
        settings.write_text("\n".join(lines) + "\n", "utf-8")
        options += ["--secret", f"id=pip,src={settings}", "--build-arg", f"BASE={BASE}"]
        root = str(DEPLOY.parent)
        self.podman("build", *options, "-f", str(DEPLOY / "Dockerfile"), "-t", IMAGE, root)

    def build_other(self, name: str, recipe: str) -> None:
        """Build an image that plays a part beside ours; its files are those of deploy/."""
        file = self.folder / f"{name.rpartition('/')[2]}.Dockerfile"
        file.write_text(recipe, "utf-8")
        self.podman("build", "--network", "host", "-f", str(file), "-t", name, str(DEPLOY))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Answer compose on the socket of a container daemon."""
        command = [
            tool("podman"),
            "system",
            "service",
            "--time=0",
            f"unix://{self.folder}/podman.sock",
        ]
        with (self.folder / "service.log").open("wb") as log, subprocess.Popen(
            command, env=self._environment, stdout=log, stderr=log
        ) as service:  # fmt: skip
            end = time.monotonic() + 20
            while not (self.folder / "podman.sock").exists() and time.monotonic() < end:
                time.sleep(0.05)
            try:
                yield
            finally:
                service.terminate()

    def clear(self) -> None:
        self.podman("rm", "--all", "--force", "--time", "5")
        self.podman("network", "prune", "--force")
        self.podman("image", "rm", "--all", "--force")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, command: list[str], *, fails: bool = False) -> str:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False, timeout=600
        )
        if fails == (done.returncode == 0):
            said = (done.stdout + done.stderr)[-4000:]
            pytest.fail(f"{' '.join(command)}: exit status {done.returncode}\n{said}")
        return done.stderr if fails else done.stdout


@contextmanager
def engine(folder: Path) -> Iterator[Engine]:
    """An engine with the image built, one at a time: two would choose the same bridge."""
    tarball = os.environ.get("COMMENTGUARD_TEST_BASE", "")
    if not tarball:
        pytest.skip("no container engine was prepared (COMMENTGUARD_TEST_BASE, .ci/container)")
    lock = Path(tarball).with_suffix(".lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        made = Engine(folder, Path(tarball))
        try:
            made.build()
            yield made
        finally:
            made.clear()


def _pip(name: str) -> str:
    """A setting of pip on this machine; empty where it has none."""
    if name == "global.cert" and (given := os.environ.get("PIP_CERT")):
        return given
    command = [sys.executable, "-m", "pip", "config", "get", name]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _settings(folder: Path) -> str:
    # Its own wish for a million open files is refused where the limits of the machine are fixed.
    files, processes = (
        min(4096, hard) if (hard := resource.getrlimit(kind)[1]) > 0 else 4096
        for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC)
    )
    return f"""
[containers]
default_ulimits = ["nofile={files}:{files}", "nproc={processes}:{processes}"]
[network]
network_backend = "netavark"
network_config_dir = "{folder}/networks"
[engine]
# Debian's crun refuses to start where both generations of control groups are mounted.
runtime = "runc"
# There is no systemd to ask where tests run.
cgroup_manager = "cgroupfs"
events_logger = "file"
static_dir = "{folder}/static"
tmp_dir = "{folder}/tmp"
volume_path = "{folder}/volumes"
"""
