"""All labelled comments as one frame that pandera has checked.

For people who think in frames: one meaning a column, whatever corpus a row is from, and an error
with the failing rows where a corpus is not what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
import pandera.pandas as pa

from commentguard.errors import DataError
from commentguard.training.corpora import Row
from commentguard.verdict import Label

SCHEMA = pa.DataFrameSchema(
    {
        "text": pa.Column(str),
        "label": pa.Column(
            str, pa.Check.isin([label.value for label in Label]), nullable=True,
            description="None where a source only says unwanted",
        ),
        "unwanted": pa.Column(bool),
        "corpus": pa.Column(str, pa.Check.str_length(min_value=1)),
        "number": pa.Column("int64", pa.Check.ge(0), description="row of data.csv, from 0"),
        "group": pa.Column(str, description="what must stay on one side of a line"),
        "weight": pa.Column("float64", pa.Check.ge(0)),
        "posted_at": pa.Column(str, description="ISO 8601; empty where not known"),
        "order": pa.Column("Int64", pa.Check.ge(0), nullable=True, description="place in time"),
        "language": pa.Column(str),
        "provenance": pa.Column(str, pa.Check.str_matches(r"^.+:\d+:[0-9a-f]{12}$"), unique=True),
    },
    checks=pa.Check(
        lambda frame: (frame["label"] == "ham") == ~frame["unwanted"],
        name="ham is what is not unwanted",
    ),
    unique=["corpus", "number"],
    strict=True,
)  # fmt: skip


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as a frame, in their order. Raises `DataError` naming what fails the schema.

    `order` counts in time within a corpus over the rows that have a date. The trap: in TubeSpam's
    Eminem only ham has one, so a row without is nearly always spam; never make it a feature.
    """
    made = pd.DataFrame(
        {
            "text": [row.comment.text for row in rows],
            "label": [row.label.value if row.label else None for row in rows],
            "unwanted": [row.unwanted for row in rows],
            "corpus": [row.corpus for row in rows],
            "number": [row.number for row in rows],
            "group": [row.group for row in rows],
            "weight": [row.weight for row in rows],
            "posted_at": [row.comment.posted_at for row in rows],
            "language": [row.comment.lang for row in rows],
            "provenance": [_provenance(row) for row in rows],
        }
    ).astype({"label": "object", "number": "int64", "weight": "float64", "unwanted": "bool"})
    dated = made[made["posted_at"] != ""]
    made["order"] = dated.groupby("corpus")["posted_at"].rank(method="first").sub(1)
    made["order"] = made["order"].astype("Int64")
    try:
        return SCHEMA.validate(made, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise DataError(f"not a frame of labelled comments: {error.failure_cases}") from error


def _provenance(row: Row) -> str:
    digest = hashlib.sha256(row.comment.text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{row.corpus}:{row.number}:{digest[:12]}"
