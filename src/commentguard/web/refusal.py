"""What a page says when it cannot do what was asked."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A page with a status and a sentence instead of the one asked for."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers
