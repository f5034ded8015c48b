"""Turns rows into domain objects and back; columns and fields have the same names."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from billing.domain.appointment import Appointment
from billing.domain.charge import Addressee, Charge
from billing.domain.notice import Notice
from billing.domain.payment import Payment

Row = sa.Row[Any]
_ADDRESSEE = ("given_names", "family_name", "street", "postal_code", "city", "email", "mail_language")


def _fields(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "tenant"}  # noqa: SLF001 - public by design


def appointment(row: Row) -> Appointment:
    """Read an appointment."""
    return Appointment(**_fields(row))


def charge(row: Row) -> Charge:
    """Read a charge; its addressee lies in the same row."""
    fields = _fields(row)
    addressee = Addressee(**{name: fields.pop(name) for name in _ADDRESSEE})
    return Charge(**fields, addressee=addressee)


def charge_values(charge: Charge) -> dict[str, Any]:
    """Return the columns of a charge."""
    values = asdict(charge)
    addressee: dict[str, Any] = values.pop("addressee")
    return values | addressee


def payment(row: Row) -> Payment:
    """Read a payment."""
    return Payment(**_fields(row))


def notice(row: Row) -> Notice:
    """Read a notice."""
    return Notice(**_fields(row))
