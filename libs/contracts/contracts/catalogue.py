"""The one catalogue: who says what, who hears it. Topology, AsyncAPI and network policies follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from contracts import billing, booking, fulfilment, identity, video
from contracts.event import BadEvent, EventType, decode, encode, type_of

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
Classification = Literal["personal", "pseudonymous", "public"]


@dataclass(frozen=True)
class Entry:
    """One event with its subscribers. A `snapshot` is superseded by a newer one of the same subject."""

    payload: type
    subscribers: tuple[str, ...]
    classification: Classification = "pseudonymous"
    snapshot: bool = False

    @property
    def event_type(self) -> EventType:
        """Name and version of the payload class."""
        return type_of(self.payload)

    def queue(self, subscriber: str) -> str:
        """Return the name of the one queue in which `subscriber` hears this event."""
        return f"{subscriber}.{self.event_type.name}.v{self.event_type.version}"


ENTRIES: tuple[Entry, ...] = (
    Entry(booking.AppointmentConfirmed, ("identity", "video", "billing", "fulfilment"), "personal"),
    Entry(booking.AppointmentRescheduled, ("identity", "video", "billing", "fulfilment")),
    Entry(booking.AppointmentCancelled, ("identity", "video", "billing", "fulfilment")),
    Entry(booking.AppointmentMissed, ("fulfilment",)),
    Entry(video.CitizenArrived, ()),
    Entry(video.ConsultationStarted, ("identity",)),
    Entry(video.ConsultationEnded, ("booking", "identity")),
    Entry(video.ConsultationMissed, ("booking", "identity")),
    Entry(identity.CheckVerified, ("video", "fulfilment"), "personal"),
    Entry(identity.CheckRejected, ("video", "fulfilment")),
    Entry(identity.CheckRevoked, ("fulfilment",)),
    Entry(fulfilment.CaseOpened, ("video",)),
    Entry(fulfilment.CaseSubmitted, ("billing",), "personal"),
    Entry(fulfilment.CaseTransmitted, ()),
    Entry(fulfilment.CaseIssued, ()),
    Entry(fulfilment.CaseDispatched, ()),
    Entry(fulfilment.CaseCompleted, ("video",)),
    Entry(fulfilment.CaseFailed, ("video", "billing")),
    Entry(fulfilment.CaseWithdrawn, ("video", "billing")),
    Entry(billing.TariffPublished, ("booking",), "public", snapshot=True),
    Entry(billing.ChargeAssessed, ()),
    Entry(billing.ChargeSettled, ("fulfilment",)),
    Entry(billing.InvoiceIssued, ()),
    Entry(billing.InvoicePaid, ("fulfilment",)),
    Entry(billing.InvoiceLapsed, ()),
    Entry(billing.PaymentCaptured, ()),
    Entry(billing.PaymentRefunded, ("fulfilment",)),
)


class UnknownEvent(LookupError):
    """The catalogue has no event of that type."""


class Catalogue:
    """Answers what the chassis asks about events, which knows none of them by itself."""

    def __init__(self, entries: tuple[Entry, ...] = ENTRIES) -> None:
        self.entries = entries
        self._by_type = {entry.event_type.type: entry for entry in entries}

    def entry(self, event_or_class: object) -> Entry:
        """Return the entry of an event, an event class, or a CloudEvents type."""
        kind = event_or_class if isinstance(event_or_class, str) else type_of(event_or_class).type
        try:
            return self._by_type[kind]
        except KeyError:
            raise UnknownEvent(kind) from None

    def subject(self, event: object) -> str:
        """Return the id of what the event is about."""
        return str(getattr(event, type_of(event).subject))

    def correlation(self, event: object) -> str:
        """Return the appointment's id, by which everything about it is found; else the subject."""
        return str(getattr(event, "appointment_id", None) or self.subject(event))

    def encode(self, event: object) -> dict[str, Any]:
        """Turn the event's payload into JSON data."""
        data: dict[str, Any] = encode(event)
        return data

    def decode(self, kind: str, data: Mapping[str, Any]) -> object:
        """Read a payload of CloudEvents type `kind`; raises `UnknownEvent` or `BadEvent`."""
        return decode(self.entry(kind).payload, data)


__all__ = ["ENTRIES", "SERVICES", "BadEvent", "Catalogue", "Entry", "UnknownEvent"]
