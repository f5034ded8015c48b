"""Remit the Federation's share of the fees that were collected before a run; each run is booked once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from billing.domain import ledger
from billing.domain.ledger import Account
from billing.domain.remittance import latest_run, next_run
from billing.use_cases.ports import BillingUnit


@dataclass(frozen=True)
class FederationShare:
    """What the town owes the Federation now, what the run that is due comes to, and the days of the runs."""

    owed: int
    due_run: date
    due_amount: int
    done: bool
    next_run: date


def federation_share(unit: BillingUnit) -> FederationShare:
    """Return where the Federation's share stands."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    run = latest_run(today)
    before = unit.ledger.collected_share_before(_midnight(unit, run))
    return FederationShare(
        owed=-unit.ledger.balances().get(Account.FEDERATION_SHARE, 0),
        due_run=run,
        due_amount=before,
        done=unit.ledger.has(ledger.remittance_of(run)),
        next_run=next_run(today),
    )


def remit_federation_share(unit: BillingUnit, actor: str) -> int:
    """Book the run that is due and return its amount; nothing if it is booked or comes to nothing."""
    share = federation_share(unit)
    if share.done or share.due_amount <= 0:
        return 0
    entry = ledger.remitted(unit.tenant.key, share.due_run, share.due_amount, unit.clock())
    unit.ledger.book(entry)
    unit.audit("remitted Federation's share", entry.id, actor)
    return share.due_amount


def _midnight(unit: BillingUnit, day: date) -> datetime:
    return datetime.combine(day, time(), unit.tenant.zone).astimezone(UTC)
