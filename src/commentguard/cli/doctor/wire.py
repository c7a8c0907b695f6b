"""Requests written by hand, because clients write them in ways that no HTTP library would."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from commentguard.errors import DataError

_MOST = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `trouble` says why nothing did."""

    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    trouble: str = ""

    def describe(self) -> str:
        """For a report: status and the beginning of the body, printable."""
        if self.trouble:
            return self.trouble
        if self.status == 429:
            return "answered 429: it throttles this address, after wrong keys or too many requests; wait a minute"
        text = self.body[:60].decode("utf-8", "replace")
        return f"answered {self.status} {text!r}"


class Wire:
    """Speaks to one server, one connection a request."""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        try:
            parts = urlsplit(url)
            self.name = (parts.hostname or "").encode("idna").decode("ascii")
            port = parts.port
        except ValueError as error:
            raise DataError(f"{url} cannot be read: {error}") from error
        if parts.scheme not in ("http", "https") or not self.name or not parts.path.isascii():
            raise DataError(f"{url} is not an http or https address")
        self._tls = parts.scheme == "https"
        self._port = port or (443 if self._tls else 80)
        self._base = parts.path.rstrip("/")
        self._timeout = timeout

    def ask(
        self,
        path: str,
        body: bytes = b"",
        *,
        kind: str = FORM,
        host: str = "",
        method: str = "POST",
        version: str = "1.1",
        absolute: bool = False,
    ) -> Answer:
        """One request. `host` is the name to ask for, the server stays the same; `absolute` sends
        a whole URL as the target, as clients do to a proxy.
        """
        name = host or self._authority()
        target = f"http://{name}{path}" if absolute else self._base + path
        lines = [
            f"{method} {target} HTTP/{version}", f"Host: {name}", f"Content-Type: {kind}",
            f"Content-Length: {len(body)}", "User-Agent: CommentGuard doctor", "Connection: close",
        ]  # fmt: skip
        message = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
        begun = time.monotonic()
        try:
            with contextlib.closing(self._connect()) as wire:
                wire.sendall(message)
                response = http.client.HTTPResponse(wire, method=method)
                response.begin()
                content = response.read(_MOST)
        except (OSError, http.client.HTTPException) as error:
            return Answer(trouble=f"{type(error).__name__}: {error}"[:200])
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, content, headers, time.monotonic() - begun)

    def _connect(self) -> socket.socket:
        plain = socket.create_connection((self.name, self._port), self._timeout)
        if not self._tls:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.name)
        except OSError:
            plain.close()
            raise

    def _authority(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self._port in (80, 443) else f"{name}:{self._port}"
