"""The account of a charge as the cashier sees it: what happened, what is owed, and where its documents are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from billing.domain.dispatch import Dispatch, Kind
from billing.domain.dunning import Suspension
from billing.domain.ledger import Account
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.domain.section import Exemption
from billing.use_cases.accept_proof import exemptions_of
from billing.use_cases.ports import BillingUnit
from billing.use_cases.queries import Fee, fee_of

Happened = Literal[
    "assessed", "free", "deferred", "notice_chosen", "numbered", "issued", "transferred", "captured", "voided",
    "notice_cancelled", "refund_due", "refunded", "returned", "reminded", "waived", "refund",
    "exempted", "reminder", "cancellation", "confirmed", "not_arrived", "sent_again",
]  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Something that happened to a charge, and what was owed afterwards."""

    at: datetime
    what: Happened
    amount: int | None = None
    owed: int | None = None


@dataclass(frozen=True)
class Document:
    """A notice, reminder or cancellation that was made, and its newest way to the person."""

    thing: Notice | Paper
    dispatch: Dispatch | None

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.thing.kind if isinstance(self.thing, Paper) else "notice"

    @property
    def on_its_way(self) -> bool:
        """Tell whether it has left and nobody has said that it came back."""
        return self.dispatch is not None and self.dispatch.handed_at is not None and self.dispatch.failed_at is None

    @property
    def to_solve(self) -> bool:
        """Tell whether it did not arrive and waits for another way."""
        return self.dispatch is not None and self.dispatch.failed_at is not None and self.dispatch.solved_at is None


@dataclass(frozen=True)
class AccountOf:
    """A charge with its history."""

    fee: Fee
    steps: tuple[Step, ...]
    owed: int
    today: date
    documents: tuple[Document, ...] = ()
    suspension: Suspension | None = None
    exemptions: tuple[Exemption, ...] = ()


def account_of(unit: BillingUnit, charge_id: UUID) -> AccountOf | None:
    """Return the history of a charge from the books, the choice and the notice."""
    charge = unit.charges.peek(charge_id)
    if charge is None:
        return None
    fee, attempts = fee_of(unit, charge), unit.dispatches.of_charge(charge_id)
    booked, owed = _booked(unit, charge_id)
    papers = unit.papers.of_charges([charge_id])
    told = [*booked, *_told(fee), *(Step(paper.created_at, paper.kind) for paper in papers), *_ways(attempts)]
    newest = {attempt.item: attempt for attempt in attempts}
    made = [thing for thing in (fee.notice, *papers) if thing is not None and thing.digest is not None]
    return AccountOf(
        fee,
        tuple(sorted(told, key=lambda step: step.at)),
        owed,
        unit.clock().astimezone(unit.tenant.zone).date(),
        tuple(Document(thing, newest.get(thing.id)) for thing in made),
        unit.papers.suspended([charge_id]).get(charge_id),
        tuple(exemptions_of(unit, charge)),
    )


def _ways(attempts: list[Dispatch]) -> list[Step]:
    again = [Step(one.planned_at, "sent_again") for one in attempts if one.attempt > 1]
    return again + [Step(one.failed_at, "not_arrived") for one in attempts if one.failed_at is not None]


def _booked(unit: BillingUnit, charge_id: UUID) -> tuple[list[Step], int]:
    steps, owed = [], 0
    names: dict[str, Happened] = {
        "bank": "transferred", "assigned": "transferred",
        "assessed": "assessed", "voided": "voided", "captured": "captured", "refunded": "refunded",
        "transferred": "transferred", "reminded": "reminded", "waived": "waived", "refund": "refund",
        "exempted": "exempted", "confirmed": "confirmed",
    }  # fmt: skip
    for entry in unit.ledger.of_charge(charge_id):
        change = sum(line.amount for line in entry.lines if line.account == Account.RECEIVABLES)
        owed += change
        what = names[entry.what.partition(":")[0]]
        back = what == "transferred" and change > 0
        steps.append(Step(entry.booked_at, "returned" if back else what, change, owed))
    return steps, owed


def _told(fee: Fee) -> list[Step]:
    charge, notice, payment = fee.charge, fee.notice, fee.payment
    steps = []
    if charge.settled_at is not None and charge.settlement in ("free", "deferred"):
        steps.append(Step(charge.settled_at, charge.settlement))
    if charge.settled_at is not None and charge.channel is not None and charge.settlement != "free":
        steps.append(Step(charge.settled_at, "notice_chosen"))
    if notice is not None:
        steps.append(Step(notice.numbered_at, "numbered"))
        if notice.issued_at is not None:
            steps.append(Step(notice.issued_at, "issued"))
        if notice.cancelled_at is not None:
            steps.append(Step(notice.cancelled_at, "notice_cancelled"))
    if payment is not None and payment.state == "refund_due" and charge.voided_at is not None:
        steps.append(Step(charge.voided_at, "refund_due", payment.amount))
    return steps
