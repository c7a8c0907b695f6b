"""Settings: one `commentguard.toml`, overridden by the environment, overridden by flags.

A setting that does not exist is refused with the name it was probably meant to be, because a
mistyped `trusted_proxies` that is silently ignored is a hole.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

from commentguard.errors import DataError, cause
from commentguard.registry.home import usual_home

PREFIX = "COMMENTGUARD_"
CONFIG = PREFIX + "CONFIG"
FILE = "commentguard.toml"
_SHOWN = "…"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting. The name of a field is its key in the file, and, in capitals after
    `COMMENTGUARD_`, its environment variable; lists are separated by commas there.
    """

    home: Path | None = None
    database_url: str = ""
    model: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 1
    local_open: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    trusted_proxies: tuple[str, ...] = ()
    rate: float = 100.0
    burst: int = 500
    keep_unpublished_days: int = 90
    keep_published_days: int = 30
    log_level: str = "info"

    def __post_init__(self) -> None:
        for name in self.trusted_proxies:
            try:
                ipaddress.ip_network(name)
            except ValueError as error:
                raise DataError(f"trusted_proxies: {error}", field="/trusted_proxies") from error
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise DataError(f"{name} must be at least {least}", field=f"/{name}")
        if self.port > _LAST_PORT:
            raise DataError(f"port must be at most {_LAST_PORT}", field="/port")
        if self.log_level not in _LEVELS:
            raise DataError(f"log_level must be one of {', '.join(_LEVELS)}", field="/log_level")

    @classmethod
    def load(cls, path: Path | None = None, flags: Mapping[str, Any] | None = None) -> Self:
        """Read all three layers. `flags` that are `None` were not given.

        Raises `DataError` for what is unknown or of the wrong type.
        """
        config = cls()
        if (file := file_read(path)) is not None:
            config = config._with(_read(file), "the file")
        config = config._with(_environment(), "the environment")
        given = {name: value for name, value in (flags or {}).items() if value is not None}
        return config._with(given, "the command line")

    @property
    def folder(self) -> Path:
        """Where the secret, the database and models lie."""
        return self.home or usual_home()

    @property
    def database(self) -> str:
        """The URL of the database: by default a file in `folder`."""
        return self.database_url or f"sqlite:///{self.folder / 'commentguard.db'}"

    @property
    def proxies(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        return tuple(ipaddress.ip_network(name) for name in self.trusted_proxies)

    def exported(self) -> dict[str, str]:
        """The settings as environment variables, for worker processes."""
        found: dict[str, str] = {}
        for name, value in self.to_mapping().items():
            if value is not None:
                written = ",".join(value) if isinstance(value, list) else str(value)
                found[PREFIX + name.upper()] = written
        return found

    def to_mapping(self, *, redact: bool = False) -> dict[str, Any]:
        """Plain values; `redact` hides the password in the database URL."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                value = list(value)
            found[field.name] = str(value) if isinstance(value, Path) else value
        if redact and "@" in self.database_url:
            scheme, _, rest = self.database_url.partition("://")
            user = rest.rpartition("@")[0].partition(":")[0]
            found["database_url"] = f"{scheme}://{user}:{_SHOWN}@{rest.rpartition('@')[2]}"
        return found

    def _with(self, values: Mapping[str, Any], where: str) -> Self:
        changes: dict[str, Any] = {}
        for name, value in values.items():
            if name not in _READERS:
                raise DataError(f"unknown setting {name!r} in {where}{_did_you_mean(name)}")
            try:
                changes[name] = _READERS[name](value)
            except (TypeError, ValueError) as error:
                raise DataError(f"{name} in {where}: {error}", field=f"/{name}") from error
        return replace(self, **changes)


def file_read(path: Path | None) -> Path | None:
    """The file of settings: `path`, else `COMMENTGUARD_CONFIG`, else `commentguard.toml` in the working folder if
    there is one. The trap: one in `home` is none of these, because a file may name the home.
    """
    if path is not None or os.environ.get(CONFIG):
        return path or Path(os.environ[CONFIG])
    return Path(FILE) if Path(FILE).is_file() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        # Windows editors put a mark of UTF-8 in front, which TOML does not know.
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path} cannot be read: {cause(error)}") from error


def _environment() -> dict[str, str]:
    """Our variables. One that is nearly ours is refused; others with our prefix may be anybody's."""
    found = {}
    for variable, value in os.environ.items():
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or variable == CONFIG:
            continue
        if name in _READERS:
            found[name] = value
        elif difflib.get_close_matches(name, _READERS, 1, _NEARLY):
            raise DataError(f"unknown setting {variable}{_did_you_mean(name, variable=True)}")
    return found


def _did_you_mean(name: str, *, variable: bool = False) -> str:
    close = difflib.get_close_matches(name, _READERS, 1)
    meant = PREFIX + close[0].upper() if close and variable else "".join(close)
    return f"; did you mean {meant!r}?" if meant else ""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("must be text")
    return value


def _path(value: Any) -> Path | None:
    return Path(value).expanduser() if value else None


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("must be a whole number")
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"must be a whole number, not {value!r}") from None


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError("must be a number")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"must be a number, not {value!r}") from None


def _yes_no(value: Any) -> bool:
    words = {
        "true": True,
        "1": True,
        "yes": True,
        "false": False,
        "0": False,
        "no": False,
        "": False,
    }
    if str(value).lower() not in words:
        raise TypeError("must be true or false")
    return words[str(value).lower()]


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(_text(part) for part in value)


_READERS = {
    "home": _path, "database_url": _text, "model": _path, "host": _text, "port": _whole,
    "workers": _whole, "local_open": _yes_no, "hosts": _list, "trusted_proxies": _list,
    "rate": _number, "burst": _whole, "keep_unpublished_days": _whole,
    "keep_published_days": _whole, "log_level": _text,
}  # fmt: skip
_LEAST = {
    "port": 0, "workers": 1, "rate": 0, "burst": 1, "keep_unpublished_days": 1,
    "keep_published_days": 1,
}  # fmt: skip
_LAST_PORT = 65535
# Two letters of four changed places: `hoem` is .75 of `home`.
_NEARLY = 0.7
_LEVELS = ("debug", "info", "warning", "error")
