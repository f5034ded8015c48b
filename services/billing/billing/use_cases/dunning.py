"""Remind of what is overdue: who may be reminded, what it costs, and the reminder itself."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID, uuid4

from billing.domain import ledger
from billing.domain.catalogue_part import in_force
from billing.domain.charge import Charge
from billing.domain.dunning import Dunning, Reason, Suspension, reminder_fee, surcharge
from billing.domain.errors import ChargeNotOpen
from billing.domain.notice import Notice
from billing.domain.paper import Paper, numbered, paper_id
from billing.use_cases.issue_paper import plan, way_of
from billing.use_cases.letter_content import reminder_content
from billing.use_cases.ports import BillingUnit

AT_ONCE = 200
Stand = Literal["due", "suspended", "undelivered", "reminded", "enforce"]


@dataclass(frozen=True)
class Overdue:
    """A claim that is overdue: what a reminder of it would come to, or what stands against one."""

    notice: Notice
    charge: Charge
    owed: int
    fee: int
    surcharge: int
    suspension: Suspension | None
    reminder: Paper | None
    stand: Stand


def overdue(unit: BillingUnit) -> tuple[Overdue, ...]:
    """Return what is overdue by the town's rules, oldest first; nothing where the town has none."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    rules = in_force(unit.catalogue.dunning, today)
    if rules is None:
        return ()
    before = today - timedelta(days=rules.grace_days)
    # Read apart, so that however many are held up, those to remind of are still seen.
    both = unit.notices.to_remind(before, today, AT_ONCE) + unit.notices.held_up(before, today, AT_ONCE)
    notices = sorted(both, key=lambda notice: (notice.due, notice.id))
    charge_ids = [notice.charge_id for notice in notices]
    owed = unit.ledger.owed(charge_ids)
    suspended = unit.papers.suspended(charge_ids)
    undelivered = unit.dispatches.undelivered(charge_ids)
    reminders = {paper.charge_id: paper for paper in unit.papers.of_charges(charge_ids) if paper.kind == "reminder"}
    found = []
    for notice in notices:
        charge, arrears = unit.charges.peek(notice.charge_id), owed.get(notice.charge_id, 0)
        if charge is None or arrears <= 0:
            continue
        suspension = suspended.get(notice.charge_id)
        against = suspension if suspension is not None and suspension.holds(today) else None
        reminder = reminders.get(notice.charge_id)
        found.append(
            Overdue(
                notice,
                charge,
                arrears,
                reminder_fee(rules, arrears),
                surcharge(rules, arrears, notice.due, today),
                against,
                reminder,
                _stand(against, reminder, today, undelivered=notice.charge_id in undelivered),
            )
        )
    return tuple(found)


def _stand(suspension: Suspension | None, reminder: Paper | None, today: date, *, undelivered: bool) -> Stand:
    if suspension is not None:
        return "suspended"
    if undelivered:
        return "undelivered"
    if reminder is None:
        return "due"
    late = reminder.posted_on is not None and reminder.pay_until is not None and reminder.pay_until < today
    return "enforce" if late else "reminded"


def send_reminders(unit: BillingUnit, charge_ids: Collection[UUID], actor: str) -> int:
    """Remind of the chosen claims that are still due, and return how many these are."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    rules = in_force(unit.catalogue.dunning, today)
    chosen = [one for one in overdue(unit) if one.charge.id in set(charge_ids) and one.stand == "due"]
    if rules is None:
        return 0
    for one in chosen:
        # The lock on the charge keeps two cashiers from reminding of it at the same time.
        unit.charges.get(one.charge.id)
        if any(paper.kind == "reminder" for paper in unit.papers.of_charges([one.charge.id])):
            continue
        paper = _reminder(unit, one, rules, today)
        plan(unit, paper)
        if paper.fee:
            unit.ledger.book(ledger.reminded(paper, unit.clock()))
        unit.audit("reminded", one.charge.id, actor)
    return len(chosen)


def _reminder(unit: BillingUnit, one: Overdue, rules: Dunning, today: date) -> Paper:
    serial = unit.papers.next_serial("reminder", today.year)
    number, pay_until = numbered("reminder", today.year, serial), today + timedelta(days=rules.payment_days)
    content = reminder_content(
        unit.tenant,
        unit.catalogue,
        rules,
        one.charge,
        one.notice,
        number=number,
        dated=today,
        arrears=one.owed,
        fee=one.fee,
        surcharge=one.surcharge,
        pay_until=pay_until,
    )
    return Paper(
        id=paper_id("reminder", one.notice.id),
        kind="reminder",
        charge_id=one.charge.id,
        notice_id=one.notice.id,
        year=today.year,
        serial=serial,
        number=number,
        channel=way_of(unit, one.notice, one.charge),
        dated=today,
        amount=one.owed + one.fee + one.surcharge,
        fee=one.fee + one.surcharge,
        pay_until=pay_until,
        content=asdict(content),
        created_at=unit.clock(),
    )


def suspend_dunning(unit: BillingUnit, charge_id: UUID, reason: Reason, until: date | None, actor: str) -> None:
    """Let nobody be reminded of a claim, until a day or until it is ended.

    Raises:
        ChargeNotOpen: if something stands against it already.
    """
    kept = unit.papers.suspend(
        Suspension(id=uuid4(), charge_id=charge_id, reason=reason, until=until, begun_at=unit.clock(), begun_by=actor)
    )
    if not kept:
        raise ChargeNotOpen(f"reminders of charge {charge_id} are suspended already")
    unit.audit(f"suspended dunning: {reason}", charge_id, actor)


def resume_dunning(unit: BillingUnit, charge_id: UUID, actor: str) -> None:
    """Let the claim be reminded of again."""
    suspension = unit.papers.suspended([charge_id]).get(charge_id)
    if suspension is not None:
        ended = Suspension(**{**asdict(suspension), "ended_at": unit.clock(), "ended_by": actor})
        unit.papers.resume(ended)
        unit.audit("resumed dunning", charge_id, actor)
