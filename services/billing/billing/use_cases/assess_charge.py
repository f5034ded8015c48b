"""Say what a submitted case costs and why; what is free is settled at once."""

from datetime import datetime

from billing.domain import ledger
from billing.domain.charge import Addressee, Charge, Settlement, charge_id
from billing.domain.tariff import assess
from billing.use_cases.ports import BillingUnit
from contracts.billing import ChargeAssessed, ChargeSettled
from contracts.fulfilment import CaseSubmitted


def assess_charge(unit: BillingUnit, event: CaseSubmitted) -> None:
    """Assess the fee by the tariff of the day on which the case was submitted."""
    appointment = unit.appointments.get(event.appointment_id)
    cancelled = appointment is not None and appointment.cancelled_at is not None
    if cancelled or unit.closed_cases.has(event.case_id):
        return
    charge, settlement = _charge(unit, event)
    if not unit.charges.add(charge):
        return
    unit.record(
        ChargeAssessed(
            charge_id=charge.id,
            case_id=charge.case_id,
            appointment_id=charge.appointment_id,
            amount=charge.amount,
            explanation=charge.explanation,
            assessed_at=charge.assessed_at,
        )
    )
    if charge.amount:
        unit.ledger.book(ledger.assessed(charge))
    if settlement is not None:
        settle(unit, charge.settle(settlement, charge.assessed_at))


def settle(unit: BillingUnit, charge: Charge) -> None:
    """Keep a settled charge and say that the case may go on."""
    if charge.settlement is None:
        raise ValueError(f"charge {charge.id} is not settled")
    unit.charges.save(charge)
    unit.record(
        ChargeSettled(
            charge_id=charge.id,
            case_id=charge.case_id,
            appointment_id=charge.appointment_id,
            settlement=charge.settlement,
            amount=charge.amount,
            settled_at=unit.clock(),
        )
    )


def _charge(unit: BillingUnit, event: CaseSubmitted) -> tuple[Charge, Settlement | None]:
    now: datetime = unit.clock()
    day = event.submitted_at.astimezone(unit.tenant.zone).date()
    tariffs, wanted = unit.catalogue.tariffs, (event.procedure, event.delivery)
    found = assess(tariffs, *wanted, day, event.exemption, purpose=event.purpose)
    charge = Charge(
        id=charge_id(unit.tenant.key, event.case_id),
        case_id=event.case_id,
        appointment_id=event.appointment_id,
        case_number=event.number,
        procedure=event.procedure,
        procedure_name=event.procedure_name,
        delivery=event.delivery,
        amount=found.amount,
        federation_share=found.federation_share,
        legal_basis=found.legal_basis,
        explanation=found.explanation,
        addressee=Addressee(
            given_names=event.person.given_names,
            family_name=event.person.family_name,
            street=event.address.street,
            postal_code=event.address.postal_code,
            city=event.address.city,
            email=event.contact.email,
            mail_language=event.contact.mail_language,
        ),
        assessed_at=now,
    )
    return charge, found.settlement
