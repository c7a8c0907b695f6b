"""Examples in the description are valid, complete, and what the server really says."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from commentguard.api.examples import COMMENT_ID, REQUESTS
from commentguard.testing.recorder import record
from commentguard.testing.serving import Served

ROOT = Path(__file__).parents[2]
DESCRIBED = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
OPERATIONS = {
    f"{method.upper()} {path}": told
    for path, methods in DESCRIBED["paths"].items()
    for method, told in methods.items()
    if path.startswith("/v1")
}


def contents(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything with a schema: bodies, answers, and parameters."""
    asked = [told["requestBody"]] if "requestBody" in told else []
    bodies = [body["content"].values() for body in (*asked, *told["responses"].values())]
    return [*chain.from_iterable(bodies), *told.get("parameters", [])]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_everything_has_an_example_that_its_schema_allows(operation: str) -> None:
    for content in contents(OPERATIONS[operation]):
        named = [example["value"] for example in content.get("examples", {}).values()]
        values = [content["example"]] if "example" in content else named
        assert values
        Draft202012Validator.check_schema(content["schema"])
        for value in values:
            Draft202012Validator(content["schema"]).validate(value)


@pytest.mark.parametrize(
    ("operation", "name"), [(o, name) for o, named in REQUESTS.items() for name in named]
)
def test_every_request_is_accepted(server: Served, operation: str, name: str) -> None:
    method, path = operation.split(" ")
    stored = server.client.post("/v1/comments", json={"text": "x"}, headers=server.auth())
    answer = server.client.request(
        method, path.replace("{comment_id}", stored.json()["id"]),
        json=REQUESTS[operation][name][1], headers=server.auth("admin"),
    )  # fmt: skip
    assert answer.status_code in (200, 201), answer.text


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return record(tmp_path_factory.mktemp("homes"))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_server_says_what_the_examples_say(
    recorded: dict[str, dict[str, Any]], operation: str
) -> None:
    """Refusals word for word; verdicts by their shape, because the next model weighs otherwise."""
    for status, response in OPERATIONS[operation]["responses"].items():
        (content,) = response["content"].values()
        said, example = recorded[operation][status], content["example"]
        if int(status) >= 400:
            assert said == example, f"{status}: run `make docs`"
        else:
            assert shape(said) == shape(example), f"{status}: run `make docs`"


def shape(value: Any) -> Any:
    """Names and types, and of a list what its first item is like."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, int | float) else type(value).__name__


def test_nothing_of_one_run_is_in_an_example() -> None:
    """A comment's id and its moments are the same in every example, or each run would be a diff."""
    text = json.dumps(DESCRIBED)
    assert COMMENT_ID in text
    assert "/tmp" not in text
    assert set(re.findall(r"\d{4}-\d\d-\d\d(?=T)", text)) == {"2026-11-24"}
