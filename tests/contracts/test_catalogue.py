"""The catalogue, its generated files and the services agree."""

import importlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from contracts.catalogue import ENTRIES, SERVICES, Catalogue, Entry, UnknownEvent
from contracts.event import BadEvent, decode, encode

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "libs" / "contracts" / "contracts"
NAMES = [f"{entry.event_type.name}.v{entry.event_type.version}" for entry in ENTRIES]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", CONTRACTS.parent / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder: str, name: str) -> dict[str, object]:
    return dict(json.loads((CONTRACTS / folder / f"{name}.json").read_text(encoding="utf-8")))


def test_the_generated_files_are_in_step_with_the_catalogue() -> None:
    assert generator().out_of_step() == []


@pytest.mark.parametrize(("entry", "name"), list(zip(ENTRIES, NAMES, strict=True)), ids=NAMES)
@pytest.mark.parametrize("kind", ["full", "minimal"])
def test_each_example_is_valid_and_survives_a_round_trip(entry: Entry, name: str, kind: str) -> None:
    example = read("examples", f"{name}.{kind}")
    jsonschema.validate(example, read("schemas", name), format_checker=jsonschema.FormatChecker())
    event: object = decode(entry.payload, example)
    assert decode(entry.payload, encode(event)) == event
    if kind == "full":
        assert encode(event) == example


@pytest.mark.parametrize(("entry", "name"), list(zip(ENTRIES, NAMES, strict=True)), ids=NAMES)
def test_unknown_fields_are_ignored_and_missing_ones_named(entry: Entry, name: str) -> None:
    example = read("examples", f"{name}.minimal")
    assert decode(entry.payload, example | {"added_later": 1}) == decode(entry.payload, example)
    for field in example:
        with pytest.raises(BadEvent, match=field):
            decode(entry.payload, {key: value for key, value in example.items() if key != field})


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_type_is_refused_without_repeating_the_value(name: str) -> None:
    entry = next(e for e, n in zip(ENTRIES, NAMES, strict=True) if n == name)
    example = read("examples", f"{name}.minimal")
    for field in example:
        with pytest.raises(BadEvent) as refused:
            decode(entry.payload, example | {field: {"secret": "4711"}})
        assert "4711" not in str(refused.value)


def test_an_unknown_type_is_no_event() -> None:
    with pytest.raises(UnknownEvent):
        Catalogue().decode("de.buergerbuero.booking.appointment.forgotten.v1", {})


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_hears_exactly_what_the_catalogue_says(service: str) -> None:
    heard = {s.event for s in importlib.import_module(f"{service}.bootstrap").service.subscriptions}
    assert heard == {entry.payload for entry in ENTRIES if service in entry.subscribers}


def test_no_serial_number_travels() -> None:
    fields = {name for entry in ENTRIES for name in generator().schema_of(entry.payload)["properties"]}
    assert not {name for name in fields if "serial" in name or "document_number" in name or "mrz" in name}


def test_every_event_that_names_a_person_is_classified_as_personal() -> None:
    personal = {"contact", "person", "address", "email", "phone"}
    for entry in ENTRIES:
        names = set(generator().schema_of(entry.payload)["properties"])
        assert (entry.classification == "personal") == bool(names & personal), entry.event_type.name
