"""Claims as they stand in the books, for tests about money: made by the use cases, without rendering anything."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from billing.domain.charge import charge_id
from billing.domain.ledger import Account
from billing.domain.notice import Notice, notice_id
from billing.domain.references import references
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.note_undelivered import sent
from contracts.parts import VerifiedPerson
from tests.service.billing.conftest import Open, submitted


@dataclass(frozen=True)
class Claim:
    """A charge with a notice that was sent."""

    charge_id: UUID
    notice: Notice

    def now(self, work: Open) -> Notice:
        """Return the notice as it stands."""
        with work() as unit:
            found = unit.notices.get(self.notice.id)
        assert found is not None
        return found

    def owed(self, work: Open) -> int:
        """Return what the books say is owed."""
        with work() as unit:
            entries = unit.ledger.of_charge(self.charge_id)
        return sum(line.amount for entry in entries for line in entry.lines if line.account == Account.RECEIVABLES)


def claim(work: Open, days_ago: int = 0, channel: Any = "post", **fields: Any) -> Claim:
    """Return a claim of 13 euros whose notice left some days ago; `posted` tells whether that day is recorded."""
    posted = fields.pop("posted", True)
    person = VerifiedPerson(
        given_names=fields.pop("given_names", "Erika"),
        family_name=fields.pop("family_name", "Mustermann"),
        birth_date=submitted().person.birth_date,
    )
    event = submitted(case_id=uuid4(), person=person, **fields)
    with work() as unit:
        assess_charge(unit, event)
    with work() as unit:
        charge = choose_notice(unit, charge_id(unit.tenant.key, event.case_id), channel, "citizen")
        # Days are counted on the town's own clock: an hour before midnight, summer time would make it a day less.
        then = unit.clock().astimezone(unit.tenant.zone) - timedelta(days=days_ago)
        dated = then.date()
        terms = unit.catalogue.notice
        serial = unit.notices.next_serial(dated.year)
        names = references(terms.number_prefix, terms.reference_prefix, dated.year, serial)
        notice = Notice(
            id=notice_id(charge.id),
            charge_id=charge.id,
            case_id=charge.case_id,
            appointment_id=charge.appointment_id,
            year=dated.year,
            serial=serial,
            number=names.number,
            kassenzeichen=names.kassenzeichen,
            rf=names.rf,
            channel=channel,
            amount=charge.amount,
            dated=dated,
            due=dated + timedelta(days=terms.payment_days),
            numbered_at=then,
            digest="0" * 64,
            issued_at=then,
            posted_on=dated if posted else None,
        )
        unit.notices.add(notice)
        sent(unit, notice)
        unit.unschedule("issue-notice", charge.id)
    return Claim(charge.id, notice)


def balances(work: Open) -> dict[str, int]:
    """Return what each account of the town comes to, leaving out what is even."""
    with work() as unit:
        return {account.value: amount for account, amount in unit.ledger.balances().items() if amount}
