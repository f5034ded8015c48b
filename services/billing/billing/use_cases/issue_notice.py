"""Make a fee notice and let it leave: number, document, mail or letter, each step safe to repeat."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from billing.domain.catalogue_part import in_force
from billing.domain.charge import Charge
from billing.domain.deadlines import deadlines
from billing.domain.notice import Notice, notice_id
from billing.domain.references import references
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.document_mail import document_mail
from billing.use_cases.hand_over import hand_over
from billing.use_cases.jobs import FOLLOW_LETTER
from billing.use_cases.note_posted import note_posted
from billing.use_cases.note_undelivered import sent
from billing.use_cases.notice_content import notice_content
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork
from contracts.billing import InvoiceIssued


def issue_notice(work: OpenWork, ports: BillingPorts, charge_id: UUID) -> None:
    """Issue the notice of a charge that was settled by notice.

    The number is taken and everything on the notice fixed in one transaction; the document is made outside of any;
    then it is frozen by its hash, and only then it leaves. A repetition goes on where the last one stopped.
    """
    with work() as unit:
        numbered = _number(unit, charge_id)
        tenant = unit.tenant.key
    if numbered is None:
        return
    notice, content = numbered
    if notice.digest is None:
        _freeze(work, notice.id, ports.render(content))
    refused = ""
    if notice.channel == "post":
        with work() as unit:
            document = unit.notices.document(notice.id)
        refused = hand_over(
            ports.letters, tenant, number=notice.number, kind="notice", recipient=content.recipient, document=document
        )
    with work() as unit:
        _let_go(unit, notice.id, refused)


def _number(unit: BillingUnit, charge_id: UUID) -> tuple[Notice, NoticeContent] | None:
    """Return the notice with what stands on it; None if there is nothing to send (any more)."""
    charge = unit.charges.get(charge_id)
    if charge is None or charge.state != "settled" or charge.settlement != "invoiced" or charge.channel is None:
        return None
    notice = unit.notices.of_charge(charge.id) or _new(unit, charge)
    if notice.state != "numbered":
        return None
    return notice, notice_content(unit.tenant, unit.catalogue, charge, notice)


def _new(unit: BillingUnit, charge: Charge) -> Notice:
    terms, today = unit.catalogue.notice, unit.clock().astimezone(unit.tenant.zone).date()
    serial = unit.notices.next_serial(today.year)
    names = references(terms.number_prefix, terms.reference_prefix, today.year, serial)
    assert charge.channel is not None  # noqa: S101 - `_number` has looked
    notice = Notice(
        id=notice_id(charge.id),
        charge_id=charge.id,
        case_id=charge.case_id,
        appointment_id=charge.appointment_id,
        year=today.year,
        serial=serial,
        number=names.number,
        kassenzeichen=names.kassenzeichen,
        rf=names.rf,
        channel=charge.channel,
        amount=charge.amount,
        dated=today,
        due=_due(unit, today),
        numbered_at=unit.clock(),
    )
    unit.notices.add(notice)
    return notice


def _due(unit: BillingUnit, today: date) -> date:
    """Return the day that is printed: right if the notice leaves today; a later posting puts it off."""
    earliest = today + timedelta(days=unit.catalogue.notice.payment_days)
    rule = in_force(unit.catalogue.notification, today)
    if rule is None:
        return earliest
    return deadlines(today, rule, unit.catalogue.notice.payment_days, earliest, unit.tenant.land).due


def _freeze(work: OpenWork, identity: UUID, document: bytes) -> None:
    with work() as unit:
        notice = unit.notices.get(identity)
        if notice is not None and notice.digest is None:
            unit.notices.save(notice.frozen_as(hashlib.sha256(document).hexdigest()))
            unit.notices.store_document(identity, document)


def _let_go(unit: BillingUnit, identity: UUID, refused: str) -> None:
    notice = unit.notices.get(identity)
    charge = unit.charges.get(notice.charge_id) if notice else None
    if notice is None or charge is None or notice.state != "numbered":
        return
    unit.notices.save(notice.issue(unit.clock()))
    sent(unit, notice, refused)
    if notice.channel == "email":
        unit.send(document_mail(unit, f"notice:{notice.id}", notice, charge))
        # A mail is posted when it is sent; its deemed notification counts from that day (§ 41 (2) VwVfG).
        note_posted(unit, notice.id)
    elif not refused:
        unit.schedule(FOLLOW_LETTER, notice.id, unit.clock())
    unit.record(
        InvoiceIssued(
            invoice_id=notice.id,
            charge_id=notice.charge_id,
            case_id=notice.case_id,
            appointment_id=notice.appointment_id,
            number=notice.number,
            amount=notice.amount,
            issued_at=unit.clock(),
        )
    )
