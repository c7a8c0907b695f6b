"""The outline of a text: what kind of character stands where.

Most comments hold no address, no number, no disguise; finding that out with the patterns that
would read one costs more than everything else. The outline is made by one table look-up a
character, and a substring of it ("a.a", "00") answers cheaply whether a dear pattern could match at
all. A cheap question may say *perhaps* where there is nothing, never *no* where there is something.
"""

from __future__ import annotations

from commentguard.text.transcribe import transcriber


def outline(text: str) -> str:
    """`text`, same length: "a" for a letter, "0" for a digit, a space for any white space but "\\n".

    Letters and digits are those of `re` (``[^\\W\\d_]`` and ``\\d``), so that no pattern can match
    what its outline denies. Everything else stands for itself.
    """
    return _outline(text)


def _kind(character: str) -> str:
    if character.isdecimal():
        return "0"
    if character.isalnum():
        return "a"
    return " " if character.isspace() and character != "\n" else character


_outline = transcriber(_kind)
