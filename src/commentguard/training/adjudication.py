"""What reading found when they read flagged rows: `data/adjudicated.jsonl`.

A corpus calls every comment that was left standing *ham*; some are adverts that nobody removed.
Somebody reads what was flagged and writes down what it is, in words of their own, never the text.
A judgement is tied to the text by its digest and so survives retraining, not a changed corpus.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commentguard.errors import DataError

_VERDICTS = ("ham", "unwanted", "undecidable")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`verdict` is ham, unwanted or undecidable; only *unwanted* clears the model."""

    verdict: str
    why: str

    @property
    def unwanted(self) -> bool:
        return self.verdict == "unwanted"


def read_judgements(path: Path) -> Mapping[str, Judgement]:
    """Judgements by citation; none where there is no file. Raises `DataError` with the line."""
    if not path.is_file():
        return {}
    found: dict[str, Judgement] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            key = f"{told['corpus']}:{int(told['row'])}:{told['sha256']}"
            judgement = Judgement(str(told["verdict"]), str(told["judgement"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: {error!r}") from error
        if judgement.verdict not in _VERDICTS or not judgement.why.strip():
            raise DataError(
                f"{path}:{number}: a verdict is one of {', '.join(_VERDICTS)}, with why"
            )
        if key in found:
            raise DataError(f"{path}:{number}: {key} is judged twice")
        found[key] = judgement
    return found
