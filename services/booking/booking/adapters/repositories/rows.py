"""How an appointment lies in its row, and back."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from booking.adapters.repositories.party import party_values, read_party
from booking.domain.appointment import Appointment, Citizen, Item
from booking.domain.slot import Interval, Slot
from chassis.languages.catalogues import GERMAN

FIXED = ("id", "number", "key")
"""What an appointment keeps for good."""
COLUMNS = (
    *FIXED,
    *("state", "office", "desk", "day", "begins_at", "ends_at", "busy_until", "held_until", "extensions", "items"),
    *(
        "given_names",
        "family_name",
        "email",
        "phone",
        "language",
        "interpreter",
        "sign_language",
        "needs",
        "party",
        "mail_language",
    ),
    *("persons", "consented_at", "came_late", "outage", "walk_in", "sequence", "epoch"),
)
"""What `values` tells, the tenant aside."""
_CITIZEN = ("given_names", "family_name", "email", "phone", "language", "interpreter", "needs")


def values(appointment: Appointment) -> dict[str, Any]:
    """Return the columns of an appointment, the tenant aside."""
    slot = appointment.slot
    return {
        "id": appointment.id,
        "number": appointment.number,
        "key": appointment.key,
        "state": appointment.state,
        "office": slot.office,
        "desk": slot.desk,
        "day": slot.day,
        "begins_at": slot.time.begins_at,
        "ends_at": slot.time.ends_at,
        "busy_until": slot.busy.ends_at,
        "held_until": appointment.held_until,
        "extensions": appointment.extensions,
        "items": [_item_values(item) for item in appointment.items],
        "sequence": appointment.sequence,
        "epoch": appointment.epoch,
        "persons": appointment.persons,
        "walk_in": appointment.walk_in,
        "came_late": appointment.came_late,
        "outage": appointment.outage,
        "consented_at": appointment.consented_at,
        **{name: getattr(appointment.citizen, name, None) for name in _CITIZEN},
        "mail_language": appointment.citizen.mail_language if appointment.citizen else GERMAN,
        "sign_language": appointment.citizen is not None and appointment.citizen.sign_language,
        "party": {} if appointment.citizen is None else party_values(appointment.citizen),
    }


def read(row: sa.Row[Any]) -> Appointment:
    """Return the appointment of a row."""
    return Appointment(
        id=row.id,
        number=row.number,
        key=row.key,
        slot=_slot(row),
        # A row's own method is called `items` too.
        items=tuple(_item(told) for told in row._mapping["items"]),  # noqa: SLF001 - SQLAlchemy's public name
        state=row.state,
        held_until=row.held_until,
        extensions=row.extensions,
        persons=row.persons,
        walk_in=row.walk_in,
        came_late=row.came_late,
        outage=row.outage,
        consented_at=row.consented_at,
        citizen=_citizen(row),
        sequence=row.sequence,
        epoch=row.epoch,
    )


def _slot(row: sa.Row[Any]) -> Slot:
    """Return the slot; rows from before there were buffers have none."""
    busy_until = row.busy_until or row.ends_at
    return Slot(row.office, row.desk, row.day, Interval(row.begins_at, row.ends_at), busy_until - row.ends_at)


def _item_values(item: Item) -> dict[str, Any]:
    return {
        "id": str(item.id),
        "procedure": item.procedure,
        "name": item.name,
        "identity_level": item.identity_level,
        "documents": list(item.documents),
    }


def _item(told: dict[str, Any]) -> Item:
    return Item(
        id=UUID(told["id"]),
        procedure=told["procedure"],
        name=told["name"],
        identity_level=told["identity_level"],
        documents=tuple(told["documents"]),
    )


def _citizen(row: sa.Row[Any]) -> Citizen | None:
    if row.family_name is None:
        return None
    told = {name: getattr(row, name) for name in _CITIZEN}
    return Citizen(**told, mail_language=row.mail_language, sign_language=row.sign_language, **read_party(row.party))
