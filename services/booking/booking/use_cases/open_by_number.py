"""A citizen who booked on the telephone opens the appointment with its number and PIN.

Whoever guesses learns nothing: an unknown number, a wrong PIN and an appointment that is over get the same answer
after the same work, and tries are counted whether the number exists or not.
"""

import hmac
import secrets
from uuid import UUID

from booking.domain.appointment import Appointment
from booking.domain.errors import TooManyTries
from booking.domain.number import read_number
from booking.domain.pin import PIN, TRIES_FROM_NETWORK, TRIES_OF_NUMBER, pin_of
from booking.use_cases.ports import BookingUnit, Keys
from chassis.access import Grant
from chassis.one_time_code import as_typed, digest
from chassis.tenancy import Tenant

_NO_SALT = bytes(16)


def issue_pin(unit: BookingUnit, appointment: Appointment, keys: Keys) -> str:
    """Return the PIN of an appointment and keep its digest."""
    pin, salt = _pin(unit.tenant, appointment, keys), secrets.token_bytes(16)
    unit.pins.keep(appointment.id, salt, digest(pin, salt))
    return pin


def known_pin(unit: BookingUnit, appointment: Appointment, keys: Keys) -> str | None:
    """Return the PIN for a letter, or None if there is none or the keys were changed since it was given."""
    pin, kept = _pin(unit.tenant, appointment, keys), unit.pins.of_number(appointment.number)
    return pin if kept and hmac.compare_digest(kept.digest, digest(pin, kept.salt)) else None


def open_by_number(unit: BookingUnit, number: str, typed: str, network: str) -> UUID | None:
    """Return the appointment of number and PIN, or None; whether it may still be opened its access knows.

    Raises:
        TooManyTries: if somebody tries this number, or from this network, too often.
    """
    wanted = read_number(number)
    counted = [unit.limits.allows(TRIES_FROM_NETWORK, network), unit.limits.allows(TRIES_OF_NUMBER, wanted)]
    if not all(counted):
        raise TooManyTries(network)
    kept = unit.pins.of_number(wanted)
    made = digest(as_typed(typed), kept.salt if kept else _NO_SALT)
    if kept is None or not hmac.compare_digest(kept.digest, made):
        return None
    return kept.appointment_id


def _pin(tenant: Tenant, appointment: Appointment, keys: Keys) -> str:
    """Return the PIN, which stays the same when the appointment is moved."""
    return pin_of(keys.token(Grant(tenant.key, appointment.id, PIN)))
