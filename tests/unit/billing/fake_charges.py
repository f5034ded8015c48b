"""Appointments, charges and payments of billing in dictionaries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from billing.domain.appointment import Appointment
from billing.domain.charge import Charge
from billing.domain.payment import Payment


class _Known(Protocol):
    @property
    def id(self) -> UUID: ...


Thing = TypeVar("Thing", bound=_Known)


@dataclass
class Kept(Generic[Thing]):
    """Things by id."""

    by_id: dict[UUID, Thing] = field(default_factory=dict)

    def get(self, identity: UUID) -> Thing | None:
        """Return one."""
        return self.by_id.get(identity)

    def save(self, thing: Thing) -> None:
        """Write its changes."""
        self.by_id[thing.id] = thing


@dataclass
class KeptOnce(Kept[Thing]):
    """Things of which one that is known already stays as it is."""

    def add(self, thing: Thing) -> None:
        """Keep one."""
        self.by_id.setdefault(thing.id, thing)


class FakeAppointments(KeptOnce[Appointment]):
    """Copies of appointments."""


@dataclass
class FakeCharges(Kept[Charge]):
    """Charges."""

    def add(self, charge: Charge) -> bool:
        """Keep one, unless it is known."""
        new = charge.id not in self.by_id
        self.by_id.setdefault(charge.id, charge)
        return new

    def peek(self, charge_id: UUID) -> Charge | None:
        """Return one."""
        return self.get(charge_id)

    def of_case(self, case_id: UUID) -> Charge | None:
        """Return the charge of a case."""
        return next((charge for charge in self.by_id.values() if charge.case_id == case_id), None)

    def of_appointment(self, appointment_id: UUID) -> list[Charge]:
        """Return all charges of an appointment."""
        return [charge for charge in self.by_id.values() if charge.appointment_id == appointment_id]

    def search(self, text: str, limit: int) -> list[Charge]:
        """Return charges by number or name, newest first."""
        found = [
            charge
            for charge in reversed(self.by_id.values())
            if any(told.lower().startswith(text.lower()) for told in (charge.case_number, charge.addressee.family_name))
        ]
        return found[:limit]

    def waiting_for_choice(self) -> list[Charge]:
        """Return the open charges."""
        return [charge for charge in self.by_id.values() if charge.state == "open"]

    def waiting_for_decision(self) -> list[Charge]:
        """Return the deferred charges."""
        return [c for c in self.by_id.values() if c.state == "settled" and c.settlement == "deferred"]

    def waiting_for_notice(self) -> list[Charge]:
        """Return the charges settled by notice."""
        return [c for c in self.by_id.values() if c.state == "settled" and c.settlement == "invoiced"]


@dataclass
class FakeClosedCases:
    """Cases that ended."""

    closed: set[UUID] = field(default_factory=set)

    def add(self, case_id: UUID, at: datetime) -> None:
        """Remember that a case is closed."""
        del at
        self.closed.add(case_id)

    def has(self, case_id: UUID) -> bool:
        """Tell whether a case is closed."""
        return case_id in self.closed


@dataclass
class FakePayments(KeptOnce[Payment]):
    """Attempts to pay."""

    heard: list[tuple[str, str]] = field(default_factory=list)

    def of_charge(self, charge_id: UUID) -> list[Payment]:
        """Return the attempts for a charge."""
        return [payment for payment in self.by_id.values() if payment.charge_id == charge_id]

    def together(self, payment_id: UUID) -> list[Payment]:
        """Return the payments of one order."""
        known = self.by_id.get(payment_id)
        if known is None:
            return []
        mine = [one for one in self.by_id.values() if one.order_ref == known.order_ref]
        return sorted(mine, key=lambda one: one.id)

    def by_order(self, order_id: str) -> Payment | None:
        """Return the attempt of an order."""
        return next((payment for payment in self.by_id.values() if payment.order_id == order_id), None)

    def by_capture(self, capture_id: str) -> Payment | None:
        """Return the attempt whose money it is."""
        return next((payment for payment in self.by_id.values() if payment.capture_id == capture_id), None)

    def hear(self, transmission: str, event: str) -> bool:
        """Keep a message, unless it or its event is known."""
        known = any(transmission == one or event == other for one, other in self.heard)
        self.heard.append((transmission, event))
        return not known
