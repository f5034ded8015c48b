"""What the use cases need of the world, as protocols: rows of their own database and what lies outside."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from billing.domain.appointment import Appointment
from billing.domain.charge import Charge
from billing.domain.ledger import Entry
from billing.domain.notice import Notice
from billing.domain.payment import Payment
from billing.domain.section import BillingSection
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

    def waiting_for_choice(self) -> list[Charge]:
        """Return the open charges, oldest first."""

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

    def by_order(self, order_id: str) -> Payment | None:
        """Return the attempt that the provider calls by this order id."""


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

    def latest(self, limit: int) -> list[Notice]:
        """Return the newest notices first."""

    def store_document(self, notice_id: UUID, document: bytes) -> None:
        """Keep the PDF; it is never replaced."""

    def document(self, notice_id: UUID) -> bytes | None:
        """Return the PDF."""


class Ledger(Protocol):
    """The books: only ever appended to."""

    def book(self, entry: Entry) -> None:
        """Append a booking; the same occasion of the same charge is refused by the database."""

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


OpenWork = Callable[[], AbstractContextManager[BillingUnit]]
"""Opens units of one town; for use cases that call the outside between two of them."""


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """What the provider is asked to collect; amount in cents.

    The provider takes money once for an `invoice`, whatever else goes wrong; `reference` is the attempt.
    """

    key: str
    reference: str
    invoice: str
    amount: int
    purpose: str
    payee: str
    return_url: str
    cancel_url: str


@dataclass(frozen=True, kw_only=True)
class Capture:
    """Money that the provider has taken, as it says itself."""

    id: str
    status: Literal["completed", "pending", "declined", "refunded"]
    amount: int
    fee: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order as the provider knows it."""

    id: str
    status: Literal["created", "approved", "completed", "gone"]
    reference: str
    approve_url: str | None = None
    capture: Capture | None = None


class PaymentProvider(Protocol):
    """PayPal, or whatever stands in its place. Every call raises `PaymentUnavailable` if there is no clear answer."""

    def create(self, tenant: str, order: NewOrder) -> Order:
        """Open an order; the same key gives the same order."""

    def read(self, tenant: str, order_id: str) -> Order:
        """Return what the provider knows of an order now."""

    def capture(self, tenant: str, order_id: str, key: str) -> Order:
        """Take the money that the payer has approved; the same key takes it once."""

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give the money back and return the provider's id of that; the same key gives it back once."""


class RenderNotice(Protocol):
    """Turns what a notice says into a PDF, in a process of its own."""

    def __call__(self, content: "NoticeContent") -> bytes: ...


class LetterBox(Protocol):
    """Takes letters to be printed and posted."""

    def put(self, tenant: str, file_name: str, document: bytes) -> None:
        """Hand over a letter; the same name is handed over once."""


class NotFromProvider(Exception):
    """A message is not the provider's; the text says which check failed."""


class VerifyWebhook(Protocol):
    """Accepts a webhook of a town's account, or raises `NotFromProvider`; names of headers are in capitals."""

    def __call__(self, tenant: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None: ...


@dataclass(frozen=True)
class BillingPorts:
    """Everything outside."""

    paypal: PaymentProvider
    render: RenderNotice
    letters: LetterBox
    verify_webhook: VerifyWebhook


@dataclass(frozen=True, kw_only=True)
class NoticeContent:
    """Everything that stands on a notice, as text, so that the renderer decides nothing."""

    authority: str
    sender: str
    colour: str
    recipient: tuple[str, ...]
    number: str
    case_number: str
    kassenzeichen: str
    rf: str
    place: str
    dated: str
    due: str
    contact: tuple[str, ...]
    procedure: str
    legal_basis: str
    explanation: str
    amount: str
    amount_decimal: str
    ruling: str
    default: str
    remedy: str
    closing: str
    bank_holder: str
    bank_name: str
    iban: str
    iban_spaced: str
    bic: str
