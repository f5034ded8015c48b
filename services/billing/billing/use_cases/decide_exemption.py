"""End a deferral by what was decided about the exemption: the claim is written off by its law, or it is due."""

from dataclasses import replace
from uuid import UUID

from billing.domain import ledger
from billing.domain.charge import Charge
from billing.domain.errors import ChargeNotOpen, NoFee
from billing.domain.tariff import deferral, explanation_of
from billing.use_cases.assess_charge import settle
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.ports import BillingUnit


def decide_exemption(unit: BillingUnit, charge_id: UUID, *, granted: bool, actor: str) -> Charge:
    """Write the claim off, or let a fee notice follow on the next working day.

    The notice of a refused exemption goes by post where there is an address: nobody has agreed to an e-mail yet.
    Without any address the charge is open again, and a way to pay is chosen as on the first day.

    Raises:
        ChargeNotOpen: if the charge is not deferred (any more), so that a decision counts once.
    """
    charge = unit.charges.get(charge_id)
    if charge is None or charge.settlement != "deferred" or charge.state == "void":
        raise ChargeNotOpen(f"charge {charge_id} is not deferred")
    unit.audit("exemption granted" if granted else "exemption refused", charge.id, actor)
    return _write_off(unit, charge) if granted else _collect(unit, charge, actor)


def _write_off(unit: BillingUnit, charge: Charge) -> Charge:
    now = unit.clock()
    relief = deferral(unit.catalogue.tariffs, charge.assessed_at.astimezone(unit.tenant.zone).date())
    unit.ledger.book(ledger.exempted(charge, now))
    free = replace(charge.reopen().settle("free", now), amount=0, federation_share=0)
    if relief is not None:
        free = replace(free, legal_basis=relief.legal_basis, explanation=relief.granted)
    settle(unit, free)
    return free


def _collect(unit: BillingUnit, charge: Charge, actor: str) -> Charge:
    day = charge.assessed_at.astimezone(unit.tenant.zone).date()
    try:
        wanted = (charge.procedure, charge.delivery)
        explanation = explanation_of(unit.catalogue.tariffs, *wanted, day, charge.amount)
    except NoFee:
        # The tariff of that day is gone from the catalogue; what was assessed stays as it is.
        explanation = charge.explanation
    opened = replace(charge.reopen(), explanation=explanation)
    unit.charges.save(opened)
    ways = opened.addressee.channels
    if not ways:
        return opened
    return choose_notice(unit, charge.id, "post" if "post" in ways else ways[0], actor)
