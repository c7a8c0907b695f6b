"""Who may ask: a bearer key, or the machine itself where its owner said so."""

from __future__ import annotations

import hmac
import ipaddress

from fastapi import Request

from commentguard.api.problems import Problem
from commentguard.api.settings import Settings

# A proxy makes the whole world look like loopback; its headers give it away.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via", "x-forwarded-host")


def check_access(request: Request, settings: Settings) -> None:
    """Raises `Problem` 401 unless the request carries the key or comes from an open loopback."""
    if settings.local_open and _is_local(request):
        return
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    given = key.strip().encode("utf-8", "surrogateescape")
    if (
        settings.key
        and scheme.lower() == "bearer"
        and hmac.compare_digest(given, settings.key.encode())
    ):
        return
    raise Problem(401, "key-required", "this server wants a key: Authorization: Bearer …")


def _is_local(request: Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
