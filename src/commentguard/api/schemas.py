"""The OpenAPI side of our records, made from the records themselves."""

from __future__ import annotations

import types
import typing
from dataclasses import fields
from typing import Any

from commentguard.comment import Comment
from commentguard.storage.comments import Status
from commentguard.verdict import Action, Code, Label

_TEXT = {"type": "string"}
_TIME = {"type": "string", "format": "date-time"}
_YES_NO = {"type": "boolean"}
_STATUS = {"enum": [status.value for status in Status]}
_NOT_COUNTED = (
    "Kept with the comment for models to come: neither the model nor a rule counts it today."
)
_ON_ARRIVAL = f"on arrival; counted here where you send none. {_NOT_COUNTED}"
UNCOUNTED = {
    **dict.fromkeys(
        (
            "user_agent",
            "referrer",
            "posted_at",
            "comment_type",
            "honeypot_filled",
            "seconds_on_page",
        ),
        _NOT_COUNTED,
    ),
    "near_duplicates": f"How many comments, of whichever site of this server, said nearly the same {_ON_ARRIVAL} 0 leaves it out of "
    "the campaigns that the desk shows.",
    "same_contact_seen": f"How many comments, of whichever site of this server, offered one of its contacts {_ON_ARRIVAL}",
}
"""Fields of a comment that move no verdict, with what is said of them."""


def asked_schema() -> dict[str, Any]:
    """JSON Schema of a comment to judge. A blank text is refused, too, which a length does not say."""
    schema = comment_schema()
    schema["properties"]["text"] = {
        "type": "string", "minLength": 1, "description": "Not null, and not only white space.",
    }  # fmt: skip
    schema["properties"]["posted_at"] |= {
        "format": "date-time",
        "description": "ISO 8601, in UTC where it names no offset; a space for its T and a date alone are read, too. Not "
        f"before 1990 and at most a year ahead. {_NOT_COUNTED}",
    }
    schema["properties"]["id"]["description"] = (
        "Your own name of the comment: `client_id` in answers."
    )
    schema["properties"]["client_id"] = {
        "type": "string", "description": "The same as `id`, by the name that answers have for it. Send one of the two.",
    }  # fmt: skip
    schema["properties"]["author_ip"]["description"] = (
        "IPv4 or IPv6; a port, brackets, a zone and IPv4 written as IPv6 are read. Kept as a keyed hash. What is no "
        "address (`unknown`, `0.0.0.0`) is not kept, matches nobody's and is named in `ignored`."
    )
    schema["properties"]["author_role"] = {
        "type": "string",
        "description": "Of a signed-in author, as your platform knows it and never as a form says it. "
        "`administrator` is published by rule, as by Akismet's `user_role`; `editor`, `author` and other "
        "roles of staff are evidence for the model, which may hold them.",
    }
    return schema


def comment_schema() -> dict[str, Any]:
    """JSON Schema of a comment: every field of `Comment`, none required but `text`."""
    hints = typing.get_type_hints(Comment)
    properties = {field.name: _type(hints[field.name]) for field in fields(Comment)}
    for name, said in UNCOUNTED.items():
        properties[name]["description"] = said
    return {
        "type": "object",
        "properties": properties,
        "required": ["text"],
        "additionalProperties": True,
    }


def verdict_schema() -> dict[str, Any]:
    """JSON Schema of a verdict, as `Verdict.to_mapping` writes it."""
    number, text = {"type": "number"}, {"type": "string"}
    span = _object(start={"type": "integer"}, end={"type": "integer"}, text=text)
    spans = {"type": "array", "items": span}
    sentence = _object(probability=number, weight=number, **span["properties"])
    schema = _object(
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
        sentence={"anyOf": [sentence, {"type": "null"}]},
        language=text,
        model=_object(name=text, version=text, digest=text),
        policy={"type": "object"},
        truncated={"type": "boolean"},
        notes={"type": "array", "items": text},
    )
    # Verdicts that were kept before there were trees say nothing of them.
    schema["properties"]["together"] = number
    # Only on a site that has learned something.
    schema["properties"]["learned"] = _object(
        weight=number,
        decisions={"type": "integer"},
        lines={"type": "array", "items": _object(what=text, weight=number)},
    )
    return schema


def problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    errors = {
        "type": "array", "items": _object(pointer=text, detail=text), "minItems": 1,
        "description": "All fields that are wrong, where fields are: each by its JSON pointer. `detail` says the same in one line.",
    }  # fmt: skip
    schema = _object(type=text, title=text, status={"type": "integer"}, detail=text)
    schema["properties"]["errors"] = errors
    return schema


def scored_schema() -> dict[str, Any]:
    """What `POST /v1/score` answers."""
    return _with_ignored(verdict_schema())


def received_schema() -> dict[str, Any]:
    """What `POST /v1/comments` answers."""
    schema = _object(
        id=_TEXT,
        client_id=_TEXT,
        status=_STATUS,
        received_at=_TIME,
        stored=_YES_NO,
        degraded=_YES_NO,
        verdict=verdict_schema(),
    )
    return _with_ignored(schema)


def standing_fields() -> dict[str, Any]:
    """What `stored.standing` says of a kept comment, field by field."""
    return {
        "id": _TEXT,
        "client_id": _TEXT,
        "status": _STATUS,
        "received_at": _TIME,
        "decided_at": {"type": ["string", "null"]},
        "decided_by": _TEXT,
    }


def stored_schema() -> dict[str, Any]:
    """What `GET /v1/comments/{id}` answers."""
    return _object(
        **standing_fields(),
        verdict={"anyOf": [verdict_schema(), {"type": "null"}]},
        corrections={"type": "array", "items": _correction()},
    )


def listed_schema() -> dict[str, Any]:
    """What `GET /v1/comments` answers."""
    item = _object(
        **standing_fields(),
        campaign=_TEXT,
        comment=comment_schema(),
        verdict={"anyOf": [verdict_schema(), {"type": "null"}]},
    )
    return _object(
        comments={"type": "array", "items": item},
        next={"type": ["string", "null"]},
        total={"type": "integer", "minimum": 0},
    )


def correction_schema() -> dict[str, Any]:
    """The body of a correction."""
    label = {"type": "string", "enum": [a.value for a in Label]}
    note = {"type": ["string", "null"], "maxLength": 1000}
    schema = _object(label=label, note=note)
    return {**schema, "required": ["label"]}


def corrected_schema() -> dict[str, Any]:
    return _object(id=_TEXT, status=_STATUS, changed=_YES_NO, correction=_correction())


def batch_schema() -> dict[str, Any]:
    """The body of a batch. Items are not described further: a wrong one is answered in place."""
    listed = {"type": "array", "maxItems": 256, "items": {}}
    return _object(comments=listed)


def results_schema() -> dict[str, Any]:
    item = {
        "anyOf": [
            _with_ignored(_object(verdict=verdict_schema())),
            _object(problem=problem_schema()),
        ]
    }
    return _object(results={"type": "array", "items": item})


def post_schema() -> dict[str, Any]:
    """The body of `PUT /v1/posts`."""
    optional = {"type": ["string", "null"]}
    tags = {"type": ["array", "null"], "items": _TEXT}
    schema = _object(
        permalink={"type": "string", "minLength": 1}, title=optional, text=optional, tags=tags
    )
    return {**schema, "required": ["permalink"]}


def kept_schema() -> dict[str, Any]:
    return _object(permalink=_TEXT, version=_TEXT, changed=_YES_NO)


def policy_schema() -> dict[str, Any]:
    """What a site may change of the model's policy."""
    share = {"type": "number", "minimum": 0, "maximum": 1}
    schema = _object(
        hold=share,
        discard={"anyOf": [share, {"type": "null"}]},
        allow_promotional=_YES_NO,
        stuffing_escalates=_YES_NO,
    )
    return {
        **schema,
        "required": [],
        "additionalProperties": False,
    }


def site_schema() -> dict[str, Any]:
    settings = {"type": "object"}
    return _object(id=_TEXT, name=_TEXT, url=_TEXT, lang=_TEXT, overrides=settings, policy=settings)


def models_schema() -> dict[str, Any]:
    model = {"name": _TEXT, "version": _TEXT, "digest": _TEXT}
    served = _object(**model, first_served_at=_TIME, last_served_at=_TIME, serving=_YES_NO)
    return _object(serving=_object(**model), models={"type": "array", "items": served})


def _with_ignored(schema: dict[str, Any]) -> dict[str, Any]:
    """The answer about a comment, which may name what was sent and not read."""
    schema["properties"]["ignored"] = {
        "type": "array", "items": _TEXT, "maxItems": 33,
        "description": "Names that were sent and are no field of a comment, misspelt ones among them (`ip` for "
        "`author_ip`, `post_url` for `permalink`), and `author_ip` where it is no network address, so that the comment has none. "
        "Absent where there are none.",
    }  # fmt: skip
    return schema


def _correction() -> dict[str, Any]:
    return _object(label=_TEXT, kind=_TEXT, actor=_TEXT, source=_TEXT, note=_TEXT, created_at=_TIME)


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
