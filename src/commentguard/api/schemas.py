"""The OpenAPI side of our records, made from the records themselves."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from typing import Any

from commentguard.comment import Comment
from commentguard.verdict import Action, Code, Label

EXAMPLE = {
    "text": "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "author": "Slate Roofing Leeds",
    "post_title": "Growing tomatoes on a balcony",
}


def comment_schema() -> dict[str, Any]:
    """JSON Schema of a comment: every field of `Comment`, none required but `text`."""
    hints = typing.get_type_hints(Comment)
    properties = {field.name: _type(hints[field.name]) for field in fields(Comment)}
    return {
        "type": "object",
        "properties": properties,
        "required": ["text"],
        "additionalProperties": True,
        "examples": [EXAMPLE],
    }


def verdict_schema() -> dict[str, Any]:
    """JSON Schema of a verdict, as `Verdict.to_mapping` writes it."""
    number, text = {"type": "number"}, {"type": "string"}
    span = _object(start={"type": "integer"}, end={"type": "integer"}, text=text)
    spans = {"type": "array", "items": span}
    return _object(
        id=text,
        action={"enum": [a.value for a in Action]},
        label={"enum": [a.value for a in Label]},
        probability={"type": "number", "minimum": 0, "maximum": 1},
        probabilities=_object(ham=number, promotional=number, spam=number),
        log_odds=number,
        bias=number,
        rest=number,
        reasons={
            "type": "array",
            "items": _object(code={"enum": [c.value for c in Code]}, weight=number, spans=spans),
        },
        clues={"type": "array", "items": _object(token=text, weight=number, spans=spans)},
        view=_object(kind={"enum": ["whole", "segment"]}, start=number, end=number, penalty=number),
        language=text,
        model=_object(name=text, version=text, digest=text),
        policy={"type": "object"},
        truncated={"type": "boolean"},
        notes={"type": "array", "items": text},
    )


def problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    errors = {"type": "array", "items": _object(pointer=text, detail=text)}
    schema = _object(type=text, title=text, status={"type": "integer"}, detail=text)
    schema["properties"]["errors"] = errors
    return schema


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _type(hint: Any) -> dict[str, Any]:
    if typing.get_origin(hint) is types.UnionType:
        inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
        return {"anyOf": [_type(inner[0]), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": {"type": "string"}}
    names = {str: "string", int: "integer", float: "number", bool: "boolean"}
    schema: dict[str, Any] = {"type": names[hint]}
    if hint in (int, float):
        schema["minimum"] = 0
    return schema
