"""The envelope of every message: CloudEvents 1.0, structured JSON, with our extensions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

PayloadT_co = TypeVar("PayloadT_co", covariant=True)
CONTENT_TYPE = "application/cloudevents+json"


class EventName(Protocol):
    """How an event is called and where it is published."""

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def exchange(self) -> str: ...
    @property
    def routing_key(self) -> str: ...


class CatalogueEntry(Protocol):
    """What the catalogue knows of one event."""

    @property
    def event_type(self) -> EventName: ...
    @property
    def payload(self) -> type: ...
    @property
    def subscribers(self) -> tuple[str, ...]: ...
    @property
    def classification(self) -> str: ...
    @property
    def snapshot(self) -> bool: ...

    def queue(self, subscriber: str) -> str:
        """Return the queue in which `subscriber` hears it."""


class EventCatalogue(Protocol):
    """What the chassis asks about events; the services inject theirs."""

    @property
    def entries(self) -> tuple[CatalogueEntry, ...]: ...

    def entry(self, event_or_class: object) -> CatalogueEntry:
        """Return the entry of an event, an event class or a CloudEvents type."""

    def subject(self, event: object) -> str:
        """Return the id of what the event is about."""

    def correlation(self, event: object) -> str:
        """Return the id by which everything that belongs together is found."""

    def encode(self, event: object) -> dict[str, Any]:
        """Turn a payload into JSON data."""

    def decode(self, kind: str, data: Mapping[str, Any]) -> object:
        """Read the payload of a CloudEvents type."""


class BadMessage(ValueError):
    """The message is no envelope of ours; the text names what is wrong, never a value."""


@dataclass(frozen=True)
class Received(Generic[PayloadT_co]):
    """One event as its handler gets it."""

    id: UUID
    source: str
    type: str
    tenant: str
    subject: str
    time: datetime
    correlation_id: str
    causation_id: str | None
    sequence: int
    traceparent: str | None
    event: PayloadT_co


@dataclass(frozen=True)
class Stamp:
    """What the envelope says beside the payload."""

    id: UUID
    source: str
    tenant: str
    time: datetime
    sequence: int
    causation_id: str | None = None
    traceparent: str | None = None


def seal(event: object, stamp: Stamp, catalogue: EventCatalogue) -> dict[str, Any]:
    """Return the envelope of `event`; nothing personal stands outside `data`."""
    entry = catalogue.entry(event)
    attributes = {
        "specversion": "1.0",
        "id": str(stamp.id),
        "source": f"/{stamp.source}",
        "type": entry.event_type.type,
        "subject": catalogue.subject(event),
        "time": stamp.time.isoformat(),
        "datacontenttype": "application/json",
        "tenant": stamp.tenant,
        "correlationid": catalogue.correlation(event),
        "causationid": stamp.causation_id,
        "traceparent": stamp.traceparent,
        "sequence": str(stamp.sequence),
        "dataclassification": entry.classification,
        "data": catalogue.encode(event),
    }
    return {name: value for name, value in attributes.items() if value is not None}


def unseal(body: bytes | str, catalogue: EventCatalogue) -> Received[Any]:
    """Read an envelope and its payload.

    Raises:
        BadMessage: it is not JSON, or an attribute is missing or wrong.
        LookupError: the catalogue does not know its type.
        ValueError: the payload is not what its type promises.
    """
    try:
        told = json.loads(body)
        return Received(
            id=UUID(told["id"]),
            source=told["source"].lstrip("/"),
            type=told["type"],
            tenant=told["tenant"],
            subject=told["subject"],
            time=datetime.fromisoformat(told["time"]),
            correlation_id=told.get("correlationid", told["subject"]),
            causation_id=told.get("causationid"),
            sequence=int(told.get("sequence", 0)),
            traceparent=told.get("traceparent"),
            event=catalogue.decode(told["type"], told["data"]),
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise BadMessage(f"not an envelope: {type(error).__name__}") from error
