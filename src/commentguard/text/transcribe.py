"""One character for each character of a text, by a rule: in C for ASCII, from memory for the rest.

A rule asked at every letter costs more than reading the words. Bytes below 128 are translated by
one table, which leaves the bytes of all other characters as they are; those stand in few and
short runs that repeat (quotation marks, accents), and a run is transcribed once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from commentguard.text.memory import Memory

_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def transcriber(rule: Callable[[str], str]) -> Callable[[str], str]:
    """A function that writes a text by `rule`, which maps a character to a character.

    The trap: an ASCII character must map to an ASCII one.
    """
    table = bytes(ord(rule(chr(code))) if code < 128 else code for code in range(256))
    runs: Memory[str] = Memory(lambda run: "".join(map(rule, run)))

    def transcribe(text: str) -> str:
        if text.isascii():
            return text.encode("ascii").translate(table).decode("ascii")
        written = text.encode("utf-8", "surrogatepass").translate(table)
        return _FOREIGN.sub(lambda run: runs[run.group()], written.decode("utf-8", "surrogatepass"))

    return transcribe
