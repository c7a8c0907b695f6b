"""Passwords: hashed with argon2id, checked at the same cost whether or not the name exists."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from commentguard.errors import DataError

LEAST = 10
"""Characters. Length is all that is asked for: rules about digits make passwords worse."""
_MOST = 1024
# RFC 9106, second recommendation: 64 MiB, three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Two at a time, or a burst of sign-ins takes the memory and the cores that scoring needs.
_THREADS = ThreadPoolExecutor(2, "passwords")


def hashed(password: str, name: str) -> str:
    """The stored form. Blocks for some 50 ms. Raises `DataError` for a password that is no good."""
    check_good(password, name)
    return _HASHER.hash(password)


def check_good(password: str, name: str) -> None:
    """Raises `DataError` for a password that is too short, too long or too easy to guess."""
    if len(password) < LEAST:
        raise DataError(f"a password has at least {LEAST} characters", field="/password")
    if len(password) > _MOST:
        raise DataError(f"a password has at most {_MOST} characters", field="/password")
    if password.casefold() == name.casefold() or len(set(password)) < 4:
        raise DataError("this password is too easy to guess", field="/password")


def fits(stored: str, password: str) -> bool:
    """Whether the password is right. Blocks. An empty `stored` fits nothing, and takes as long."""
    try:
        return _HASHER.verify(stored or _nobody(), password[:_MOST]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


async def check(stored: str, password: str) -> bool:
    """`fits`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, fits, stored, password)


async def make(password: str, name: str) -> str:
    """`hashed`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, hashed, password, name)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
