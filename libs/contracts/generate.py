"""Writes schemas, examples and the AsyncAPI document from the one catalogue; `--check` says what is out of step.

Usage: python libs/contracts/generate.py [--check]
"""

import dataclasses
import json
import sys
import types
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import yaml

from contracts.catalogue import ENTRIES, Entry
from contracts.event import PREFIX

HERE = Path(__file__).parent / "contracts"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SAMPLES: dict[str, object] = {
    "number": "K7M4-R2WX",
    "office": "online",
    "office_name": "Virtuelles Bürgerbüro",
    "desk": "platz-1",
    "procedure": "meldebescheinigung",
    "procedure_name": "Meldebescheinigung",
    "name": "Meldebescheinigung",
    "given_names": "Änne Marie",
    "family_name": "Müller-Łukasz",
    "email": "aenne@example.org",
    "phone": "+49 711 123456",
    "language": "de",
    "mail_language": "en",
    "interpreter": "dgs",
    "needs": "Ich höre schlecht.",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "clerk": "9f0c",
    "reason": "document_expired",
    "issuing_state": "D",
    "purpose": "private",
    "street": "Klosterhof 10",
    "postal_code": "73760",
    "city": "Ostfildern",
    "exemption": "volunteer",
    "authority": "bfj",
    "reference": "BFJ-4711",
    "explanation": "Gebühr nach der Satzung der Stadt",
    "delivery": "post",
}


def schema_of(expected: Any) -> dict[str, Any]:
    """Return the JSON Schema of a type; objects stay open, since readers ignore what they do not know."""
    if dataclasses.is_dataclass(expected):
        hints = get_type_hints(expected)
        fields = dataclasses.fields(expected)
        return {
            "type": "object",
            "description": (expected.__doc__ or "").strip().splitlines()[0],
            "properties": {field.name: schema_of(hints[field.name]) for field in fields},
            "required": [field.name for field in fields if field.default is dataclasses.MISSING],
        }
    origin, arguments = get_origin(expected), get_args(expected)
    if origin in (Union, types.UnionType):
        return schema_of(arguments[0])
    if origin is tuple:
        return {"type": "array", "items": schema_of(arguments[0])}
    if origin is Literal:
        return {"enum": list(arguments)}
    formats = {datetime: "date-time", date: "date", UUID: "uuid"}
    if expected in formats:
        return {"type": "string", "format": formats[expected]}
    return {"type": {str: "string", int: "integer", bool: "boolean"}[expected]}


def example_of(expected: Any, *, full: bool, name: str = "") -> Any:
    """Return sample data of a type: every field, or only those that must be there."""
    if dataclasses.is_dataclass(expected):
        hints = get_type_hints(expected)
        return {
            field.name: example_of(hints[field.name], full=full, name=field.name)
            for field in dataclasses.fields(expected)
            if full or field.default is dataclasses.MISSING
        }
    origin, arguments = get_origin(expected), get_args(expected)
    if origin in (Union, types.UnionType):
        return example_of(arguments[0], full=full, name=name)
    if origin is tuple:
        return [example_of(arguments[0], full=full, name=name)]
    if origin is Literal:
        return arguments[0]
    if expected is UUID:
        return str(UUID(int=sum(map(ord, name)) << 64 | 0x4 << 76 | 0x8 << 60))
    plain = {datetime: "2026-11-24T14:30:00+00:00", date: "1984-02-29", int: 800, bool: True}
    return plain.get(expected) or SAMPLES[name]


def asyncapi() -> dict[str, Any]:
    """Return the AsyncAPI 3.1 document of all services."""
    channels, operations, messages, schemas = {}, {}, {}, {}
    for entry in ENTRIES:
        event, payload = entry.event_type, entry.payload
        name = f"{event.name}.v{event.version}"
        messages[name] = {
            "name": event.type,
            "title": payload.__name__,
            "summary": (payload.__doc__ or "").strip().splitlines()[0],
            "contentType": "application/cloudevents+json",
            "x-data-classification": entry.classification,
            "x-snapshot": entry.snapshot,
            "payload": {
                "allOf": [
                    {"$ref": "#/components/schemas/Envelope"},
                    {"properties": {"type": {"const": event.type}, "data": {"$ref": f"#/components/schemas/{name}"}}},
                ]
            },
        }
        schemas[name] = schema_of(payload)
        channels[name] = {
            "address": event.routing_key,
            "messages": {"event": {"$ref": f"#/components/messages/{name}"}},
            "bindings": {"amqp": {"is": "routingKey", "exchange": {"name": event.exchange, "type": "topic"}}},
        }
        operations |= _operations(entry, name)
    return {
        "asyncapi": "3.1.0",
        "info": {
            "title": "Virtuelles Bürgerbüro",
            "version": "1.0.0",
            "description": "What the five services say to each other over RabbitMQ.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": {"Envelope": envelope_schema(), **schemas}},
    }


def _operations(entry: Entry, name: str) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{name}"}
    said = {f"{entry.event_type.service}.say.{name}": {"action": "send", "channel": channel}}
    heard = {
        f"{subscriber}.hear.{name}": {
            "action": "receive",
            "channel": channel,
            "x-queue": entry.queue(subscriber),
        }
        for subscriber in entry.subscribers
    }
    return said | heard


def envelope_schema() -> dict[str, Any]:
    """Return the schema of the CloudEvents 1.0 envelope with our extensions."""
    text = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "description": "CloudEvents 1.0, structured JSON; nothing personal outside data.",
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "source": text,
            "type": {"type": "string", "pattern": f"^{PREFIX.replace('.', '[.]')}[.]"},
            "subject": text,
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "tenant": text,
            "correlationid": text,
            "causationid": text,
            "traceparent": {"type": "string", "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"},
            "sequence": text,
            "dataclassification": {"enum": ["personal", "pseudonymous", "public"]},
            "data": {"type": "object"},
        },
        "required": ["specversion", "id", "source", "type", "subject", "time", "tenant", "data"],
    }


def files() -> dict[Path, str]:
    """Return every generated file with its text."""
    made = {
        HERE / "asyncapi.yaml": yaml.safe_dump(asyncapi(), sort_keys=False, allow_unicode=True, width=120),
        HERE / "schemas" / "envelope.json": _json({"$schema": DIALECT, **envelope_schema()}),
    }
    for entry in ENTRIES:
        name = f"{entry.event_type.name}.v{entry.event_type.version}"
        made[HERE / "schemas" / f"{name}.json"] = _json({"$schema": DIALECT, **schema_of(entry.payload)})
        for kind in ("full", "minimal"):
            data = example_of(entry.payload, full=kind == "full")
            made[HERE / "examples" / f"{name}.{kind}.json"] = _json(data)
    return made


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def out_of_step() -> list[str]:
    """Say which files differ from what the catalogue implies, and which are left over."""
    expected = files()
    wrong = [path.name for path, text in expected.items() if not path.exists() or path.read_text() != text]
    present = {*HERE.glob("schemas/*"), *HERE.glob("examples/*")}
    return wrong + [f"{path.name} (left over)" for path in sorted(present - set(expected))]


def main() -> None:
    """Write the files, or with `--check` only say what is out of step."""
    if "--check" in sys.argv:
        if wrong := out_of_step():
            sys.exit("out of step with contracts/catalogue.py, run `make contracts`: " + ", ".join(wrong))
        return
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
