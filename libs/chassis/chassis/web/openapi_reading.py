"""Reads an OpenAPI 3.1 document for a page: operations with what they take and answer, and models with their fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
Json = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a model; `model` is the name of the model that it holds, if it holds one."""

    name: str
    kind: str
    model: str
    needed: bool
    what: str
    place: str = ""


@dataclass(frozen=True)
class Answer:
    """What comes back under a status."""

    status: str
    what: str
    model: str


@dataclass(frozen=True)
class Operation:
    """One method of one path; `id` is its place on the page."""

    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[Answer, ...]


def told_of(document: Json) -> Json:
    """Return what the page shows: `operations`, and `models` as pairs of name and fields."""
    return {
        "operations": tuple(_operations(document)),
        "models": tuple(
            (name, tuple(_fields(schema))) for name, schema in document.get("components", {}).get("schemas", {}).items()
        ),
    }


def _operations(document: Json) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method in METHODS:
            if told := methods.get(method):
                yield Operation(
                    id=told.get("operationId", f"{method}{path}"),
                    method=method.upper(),
                    path=path,
                    summary=told.get("summary") or told.get("description", ""),
                    parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
                    body=_model(_schema(told.get("requestBody", {}))),
                    answers=tuple(
                        Answer(status, one.get("description", ""), _model(_schema(one)))
                        for status, one in told["responses"].items()
                    ),
                )


def _parameter(told: Json) -> Field:
    schema = told.get("schema", {})
    what = told.get("description") or schema.get("description", "")
    return Field(told["name"], _kind(schema), _model(schema), bool(told.get("required")), what, told["in"])


def _fields(schema: Json) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        yield Field(name, _kind(one), _model(one), name in needed, one.get("description", ""))


def _schema(told: Json) -> Json:
    return next((kind.get("schema", {}) for kind in told.get("content", {}).values()), {})


def _model(schema: Json) -> str:
    """Return the name of the model in a schema, be it alone, in a list or one of several."""
    inside = (schema, schema.get("items", {}), *schema.get("anyOf", ()), *schema.get("oneOf", ()))
    return next((str(one["$ref"]).rpartition("/")[2] for one in inside if "$ref" in one), "")


def _kind(schema: Json) -> str:
    """Return a schema's type in few words, as `list of string (date)`."""
    if "$ref" in schema:
        return _model(schema)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_kind(one) for one in several)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if choice := schema.get("enum"):
        return "one of " + ", ".join(str(one) for one in choice)
    kind = str(schema.get("type", "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
