"""The catalogue of events as a page: who says what, who hears it, and what is in it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import get_type_hints

from contracts.catalogue import ENTRIES, SERVICES, Entry
from libs.contracts.generate import example_of, schema_of

CLASSES = {
    "personal": "names or contact details of a person",
    "pseudonymous": "ids of appointments and cases, no names",
    "public": "nothing about anybody",
}


def drawing() -> str:
    """Return a mermaid flowchart with one edge for each pair of services that the catalogue joins."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in ENTRIES:
        for hearer in entry.subscribers:
            said[_producer(entry), hearer].append(_short(entry))
    lines = [f'    {producer} -- "{"<br>".join(names)}" --> {hearer}' for (producer, hearer), names in said.items()]
    return "\n".join(["flowchart LR", *(f"    {service}[{service}]" for service in SERVICES), *lines])


def page() -> str:
    """Return the page of all events, written anew at each build."""
    return "\n".join(
        [
            "# Events",
            "",
            (
                "Drawn from `libs/contracts/contracts/catalogue.py`, the one place that says who says what and "
                "who hears "
                "it. Queues, network policies and [AsyncAPI](asyncapi.yaml) follow from the same table. Every "
                "event is a "
                "CloudEvent (1.0, structured JSON) with the extensions `tenant`, `correlationid`, `causationid`, "
                "`traceparent`, `sequence` and `dataclassification`."
            ),
            "",
            f"```mermaid\n{drawing()}\n```",
            "",
            *_overview(),
            *(line for entry in ENTRIES for line in _section(entry)),
        ]
    )


def _overview() -> Iterator[str]:
    yield "| event | says | hear | holds |"
    yield "|---|---|---|---|"
    for entry in ENTRIES:
        name = _name(entry)
        heard = ", ".join(entry.subscribers) or "nobody in the house yet"
        yield f"| [`{name}`](#{_anchor(entry)}) | {_producer(entry)} | {heard} | {CLASSES[entry.classification]} |"
    yield ""


def _section(entry: Entry) -> Iterator[str]:
    payload, hints = entry.payload, get_type_hints(entry.payload)
    yield f"## `{_name(entry)}` {{ #{_anchor(entry)} }}"
    yield ""
    yield f"{(payload.__doc__ or '').strip()}"
    yield ""
    yield f"Type `{entry.event_type.type}`, exchange `{entry.event_type.exchange}`" + (
        "; a snapshot: a newer one replaces it." if entry.snapshot else "."
    )
    yield ""
    yield "| field | type | always |"
    yield "|---|---|---|"
    required = schema_of(payload)["required"]
    for field in fields(payload):
        yield f"| `{field.name}` | {_type(schema_of(hints[field.name]))} | {'yes' if field.name in required else ''} |"
    yield ""
    yield '??? example "Example of its data"'
    yield "    ```json"
    yield from (f"    {line}" for line in _json(example_of(payload, full=True)).splitlines())
    yield "    ```"
    yield ""


def _json(told: object) -> str:
    import json

    return json.dumps(told, ensure_ascii=False, indent=2)


def _type(schema: dict[str, object]) -> str:
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])  # type: ignore[attr-defined]
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"  # type: ignore[arg-type]
    return str(schema.get("format", schema.get("description", schema["type"])))


def _name(entry: Entry) -> str:
    return f"{entry.event_type.name}.v{entry.event_type.version}"


def _short(entry: Entry) -> str:
    return entry.event_type.name.partition(".")[2]


def _producer(entry: Entry) -> str:
    return entry.event_type.name.partition(".")[0]


def _anchor(entry: Entry) -> str:
    return _name(entry).replace(".", "-")
