"""A unit of work of billing in dictionaries, and a PayPal that lives in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from billing.domain.appointment import Appointment
from billing.domain.charge import Charge
from billing.domain.dispatch import Dispatch
from billing.domain.ledger import Entry
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.domain.payment import Payment
from billing.domain.section import BillingSection
from billing.use_cases.outside import Capture, PaymentRequest, PaymentTransaction
from chassis.testing.fakes import FakeUnit

ROOT = Path(__file__).resolve().parents[3]


def section(town: str = "ostfildern") -> BillingSection:
    """Return the demo town's section, so that what is delivered is what is tested."""
    document = yaml.safe_load((ROOT / "local" / "catalogues" / f"{town}.yaml").read_text(encoding="utf-8"))
    return BillingSection.model_validate(document["billing"])


@dataclass
class Kept:
    """Things by id."""

    by_id: dict[UUID, Any] = field(default_factory=dict)

    def add(self, thing: Any) -> bool:
        """Keep one, unless it is known."""
        new = thing.id not in self.by_id
        self.by_id.setdefault(thing.id, thing)
        return new

    def get(self, identity: UUID) -> Any:
        """Return one."""
        return self.by_id.get(identity)

    peek = get

    def save(self, thing: Any) -> None:
        """Write its changes."""
        self.by_id[thing.id] = thing


class FakeAppointments(Kept):
    """Copies of appointments."""

    by_id: dict[UUID, Appointment]


class FakeCharges(Kept):
    """Charges."""

    by_id: dict[UUID, Charge]

    def of_case(self, case_id: UUID) -> Charge | None:
        """Return the charge of a case."""
        return next((charge for charge in self.by_id.values() if charge.case_id == case_id), None)

    def of_appointment(self, appointment_id: UUID) -> list[Charge]:
        """Return all charges of an appointment."""
        return [charge for charge in self.by_id.values() if charge.appointment_id == appointment_id]

    def waiting_for_choice(self) -> list[Charge]:
        """Return the open charges."""
        return [charge for charge in self.by_id.values() if charge.state == "open"]

    def waiting_for_notice(self) -> list[Charge]:
        """Return the charges settled by notice."""
        return [c for c in self.by_id.values() if c.state == "settled" and c.settlement == "invoiced"]


class FakePayments(Kept):
    """Attempts to pay."""

    by_id: dict[UUID, Payment]

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


@dataclass
class FakeNotices(Kept):
    """Notices with their numbers and documents."""

    last: dict[int, int] = field(default_factory=dict)
    documents: dict[UUID, bytes] = field(default_factory=dict)

    def next_serial(self, year: int) -> int:
        """Take the next number."""
        self.last[year] = self.last.get(year, 0) + 1
        return self.last[year]

    def of_charge(self, charge_id: UUID) -> Notice | None:
        """Return the notice of a charge."""
        return next((notice for notice in self.by_id.values() if notice.charge_id == charge_id), None)

    def of_appointment(self, appointment_id: UUID) -> list[Notice]:
        """Return all notices of an appointment."""
        return [notice for notice in self.by_id.values() if notice.appointment_id == appointment_id]

    def latest(self, limit: int) -> list[Notice]:
        """Return the newest first."""
        return list(reversed(self.by_id.values()))[:limit]

    def store_document(self, notice_id: UUID, document: bytes) -> None:
        """Keep the PDF."""
        assert notice_id not in self.documents, "a document is never replaced"
        self.documents[notice_id] = document

    def document(self, notice_id: UUID) -> bytes | None:
        """Return the PDF."""
        return self.documents.get(notice_id)


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
class FakeLedger:
    """Books that refuse the same occasion twice."""

    entries: list[Entry] = field(default_factory=list)

    def book(self, entry: Entry) -> None:
        """Append a booking."""
        assert entry.id not in {known.id for known in self.entries}, f"{entry.what} is booked twice"
        self.entries.append(entry)

    def owed(self, charge_ids: Any) -> dict[UUID, int]:
        """Return what is owed for each charge."""
        sums: dict[UUID, int] = {}
        for entry in self.entries:
            for line in entry.lines:
                if line.account == "receivables" and entry.charge_id in charge_ids:
                    sums[entry.charge_id] = sums.get(entry.charge_id, 0) + line.amount
        return sums

    def of_charge(self, charge_id: UUID) -> list[Entry]:
        """Return the bookings about a charge."""
        return [entry for entry in self.entries if entry.charge_id == charge_id]


@dataclass
class FakePapers(Kept):
    """Reminders and cancellations."""

    by_id: dict[UUID, Paper] = field(default_factory=dict)
    last: dict[tuple[str, int], int] = field(default_factory=dict)
    documents: dict[UUID, bytes] = field(default_factory=dict)

    def next_serial(self, kind: str, year: int) -> int:
        """Take the next number."""
        self.last[kind, year] = self.last.get((kind, year), 0) + 1
        return self.last[kind, year]

    def of_charges(self, charge_ids: Any) -> list[Paper]:
        """Return the papers about charges."""
        return [paper for paper in self.by_id.values() if paper.charge_id in charge_ids]

    def suspended(self, charge_ids: Any) -> dict[UUID, Any]:
        """Return what stands against reminders: nothing here."""
        return {}

    def store_document(self, paper_id: UUID, document: bytes) -> None:
        """Keep the PDF."""
        assert paper_id not in self.documents, "a document is never replaced"
        self.documents[paper_id] = document

    def document(self, paper_id: UUID) -> bytes | None:
        """Return the PDF."""
        return self.documents.get(paper_id)


@dataclass
class FakeDispatches:
    """Attempts to bring documents to their addressees."""

    kept: dict[tuple[UUID, int], Dispatch] = field(default_factory=dict)

    def add(self, dispatch: Dispatch) -> bool:
        """Keep an attempt, unless it is known."""
        new = (dispatch.item, dispatch.attempt) not in self.kept
        self.kept.setdefault((dispatch.item, dispatch.attempt), dispatch)
        return new

    def latest(self, item: UUID) -> Dispatch | None:
        """Return the last attempt of a document."""
        mine = [one for one in self.kept.values() if one.item == item]
        return max(mine, key=lambda one: one.attempt, default=None)

    def of_charge(self, charge_id: UUID) -> list[Dispatch]:
        """Return every attempt about a charge."""
        return [one for one in self.kept.values() if one.charge_id == charge_id]


@dataclass
class FakeBillingUnit(FakeUnit):
    """One transaction of one town, in memory."""

    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    charges: FakeCharges = field(default_factory=FakeCharges)
    closed_cases: FakeClosedCases = field(default_factory=FakeClosedCases)
    payments: FakePayments = field(default_factory=FakePayments)
    notices: FakeNotices = field(default_factory=FakeNotices)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    papers: FakePapers = field(default_factory=FakePapers)
    dispatches: FakeDispatches = field(default_factory=FakeDispatches)
    catalogue: Any = field(default_factory=section)

    def said(self) -> list[str]:
        """Return the names of the events, in order."""
        return [type(event).__name__ for event in self.events]


@dataclass
class FakePayPal:
    """A PayPal with orders in a dictionary; `approved` are those that the payer has agreed to."""

    orders: dict[str, PaymentTransaction] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    captures: int = 0
    refunds: set[str] = field(default_factory=set)
    wrong_amount: int = 0

    def create(self, tenant: str, order: PaymentRequest) -> PaymentTransaction:
        """Open an order."""
        del tenant
        order_id = self.keys.setdefault(order.request_id, f"O{len(self.keys) + 1}")
        self.amounts[order_id] = order.amount
        made = PaymentTransaction(
            id=order_id, status="created", reference=order.reference, approve_url=f"https://pp/{order_id}"
        )
        return self.orders.setdefault(order_id, made)

    def read(self, tenant: str, order_id: str) -> PaymentTransaction:
        """Return an order."""
        del tenant
        return self.orders.get(order_id) or PaymentTransaction(id=order_id, status="gone", reference="")

    def approve(self, order_id: str) -> None:
        """Let the payer agree."""
        self.orders[order_id] = replace(self.orders[order_id], status="approved")

    def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
        """Take the money."""
        del tenant, key
        self.captures += 1
        taken = Capture(
            id=f"C{order_id}", status="completed", amount=self.amounts[order_id] + self.wrong_amount, fee=67
        )
        self.orders[order_id] = replace(self.orders[order_id], status="completed", capture=taken)
        return self.orders[order_id]

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give the money back."""
        del tenant, capture_id, amount
        self.refunds.add(key)
        return f"R{key}"
