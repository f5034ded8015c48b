"""What the use cases need of their own database, as protocols; `outside.py` says what they need of the world."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from billing.domain.appointment import Appointment
from billing.domain.charge import Charge
from billing.domain.ledger import Account, BookedLine, Entry
from billing.domain.notice import Notice
from billing.domain.payment import Payment
from billing.domain.section import BillingSection
from billing.use_cases.bank import Bank, Refunds
from billing.use_cases.post import Dispatches, Papers
from chassis.unit import Unit


class Appointments(Protocol):
    """Billing's copies of appointments."""

    def add(self, appointment: Appointment) -> None:
        """Keep one; one that is known already stays as it is."""

    def get(self, appointment_id: UUID) -> Appointment | None:
        """Return one, locked until the unit ends, so that a charge and a cancellation cannot miss each other."""

    def save(self, appointment: Appointment) -> None:
        """Write its changes."""


class Charges(Protocol):
    """All charges."""

    def add(self, charge: Charge) -> bool:
        """Keep one; False if its case has one already."""

    def get(self, charge_id: UUID) -> Charge | None:
        """Return one, locked until the unit ends."""

    def peek(self, charge_id: UUID) -> Charge | None:
        """Return one to be shown, without a lock."""

    def save(self, charge: Charge) -> None:
        """Write its changes."""

    def of_case(self, case_id: UUID) -> Charge | None:
        """Return the charge of a case, locked."""

    def of_appointment(self, appointment_id: UUID) -> list[Charge]:
        """Return all charges of an appointment, oldest first."""

    def search(self, text: str, limit: int) -> list[Charge]:
        """Return charges by case number or the beginning of the family name, newest first."""

    def waiting_for_choice(self) -> list[Charge]:
        """Return the open charges, oldest first."""

    def waiting_for_decision(self) -> list[Charge]:
        """Return the deferred charges, oldest first."""

    def waiting_for_notice(self) -> list[Charge]:
        """Return the charges whose notice has not left yet, oldest choice first."""


class ClosedCases(Protocol):
    """Cases that ended without a result; one that is submitted late costs nothing."""

    def add(self, case_id: UUID, at: datetime) -> None:
        """Remember that a case is closed."""

    def has(self, case_id: UUID) -> bool:
        """Tell whether a case is closed."""


class Payments(Protocol):
    """All attempts to pay at a provider."""

    def add(self, payment: Payment) -> None:
        """Keep one."""

    def get(self, payment_id: UUID) -> Payment | None:
        """Return one, locked until the unit ends."""

    def save(self, payment: Payment) -> None:
        """Write its changes."""

    def of_charge(self, charge_id: UUID) -> list[Payment]:
        """Return the attempts for a charge, oldest first."""

    def together(self, payment_id: UUID) -> list[Payment]:
        """Return the payments of one order, of which this is one, locked until the unit ends; none if not known."""

    def by_order(self, order_id: str) -> Payment | None:
        """Return the attempt that the provider calls by this order id."""

    def by_capture(self, capture_id: str) -> Payment | None:
        """Return the attempt whose money the provider calls by this id."""

    def hear(self, transmission: str, event: str) -> bool:
        """Keep that a message of the provider was heard; False if it, or its event, was heard before."""


class Notices(Protocol):
    """All fee notices and their documents."""

    def next_serial(self, year: int) -> int:
        """Take the next number of a year; it is given back only if the unit rolls back, so there are no gaps."""

    def add(self, notice: Notice) -> None:
        """Keep a numbered notice."""

    def get(self, notice_id: UUID) -> Notice | None:
        """Return one, locked until the unit ends."""

    def save(self, notice: Notice) -> None:
        """Write its changes."""

    def of_charge(self, charge_id: UUID) -> Notice | None:
        """Return the notice of a charge."""

    def of_appointment(self, appointment_id: UUID) -> list[Notice]:
        """Return all notices of an appointment."""

    def of_charges(self, charge_ids: Collection[UUID]) -> dict[UUID, Notice]:
        """Return the notices of these charges by charge, locked until the unit ends."""

    def by_references(self, rfs: set[str], kassenzeichen: set[str], numbers: set[str]) -> list[Notice]:
        """Return the notices that any of these name."""

    def unpaid_of(self, amounts: set[int]) -> list[Notice]:
        """Return the notices over one of these amounts that are sent and not paid, oldest first."""

    def to_remind(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Return the notices that are posted, not paid, were due before a day and may be reminded of, oldest first."""

    def held_up(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Return the others that are not paid and were due: reminded of, suspended, or come back; oldest first."""

    def latest(self, limit: int) -> list[Notice]:
        """Return the newest notices first."""

    def store_document(self, notice_id: UUID, document: bytes) -> None:
        """Keep the PDF; it is never replaced."""

    def document(self, notice_id: UUID) -> bytes | None:
        """Return the PDF."""


class Ledger(Protocol):
    """The books: only ever appended to."""

    def book(self, *entries: Entry) -> None:
        """Append bookings; the same occasion of the same charge is refused by the database."""

    def owed_apart_from_transfers(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return what each of these charges came to, leaving out what the bank reported."""

    def noted_by_hand(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return which transfers were noted by hand for these charges and are confirmed by no statement yet."""

    def balances(self) -> dict[Account, int]:
        """Return what every account comes to."""

    def collected_share_before(self, moment: datetime) -> int:
        """Return the Federation's share of what was collected before a moment, less what was remitted."""

    def has(self, occasion: str) -> bool:
        """Tell whether something that is about no charge was booked under an occasion."""

    def lines_between(self, begin: datetime, end: datetime) -> list[BookedLine]:
        """Return every line that was booked in a time, in the order of booking."""

    def by_day(self, begin: datetime, end: datetime, zone: str) -> dict[date, tuple[int, int]]:
        """Return what was assessed and what came, by the town's days."""

    def credits(self, limit: int) -> dict[UUID, int]:
        """Return the charges for which more came than was owed, with how much."""

    def owed(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return what is owed for each of these charges; negative is credit."""

    def of_charge(self, charge_id: UUID) -> list[Entry]:
        """Return the bookings about a charge, oldest first."""


class BillingUnit(Unit, Protocol):
    """One transaction of one town at billing."""

    @property
    def catalogue(self) -> BillingSection: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def charges(self) -> Charges: ...
    @property
    def closed_cases(self) -> ClosedCases: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def bank(self) -> Bank: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def refunds(self) -> Refunds: ...
    @property
    def dispatches(self) -> Dispatches: ...


OpenWork = Callable[[], AbstractContextManager[BillingUnit]]
"""Opens units of one town; for use cases that call the outside between two of them."""
