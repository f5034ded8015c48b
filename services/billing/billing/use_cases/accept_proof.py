"""Free a fee for which the proof is handed in only later, whatever has become of it meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from billing.domain import ledger
from billing.domain.charge import Charge
from billing.domain.errors import ChargeNotOpen
from billing.domain.section import Exemption
from billing.domain.tariff import reliefs
from billing.use_cases.assess_charge import settle
from billing.use_cases.ports import BillingUnit
from billing.use_cases.void_charge import release_charge


def accept_proof(unit: BillingUnit, charge_id: UUID, exemption: str, actor: str) -> Charge:
    """Write the claim off; a notice is cancelled by a document of its own, and what was paid goes back.

    What came by PayPal goes back by itself; what came by transfer is credit, which two people give back.

    Raises:
        ChargeNotOpen: if nothing is owed by it, or the tariff of its day knows no such exemption.
    """
    charge = unit.charges.get(charge_id)
    relief = next((one for one in exemptions_of(unit, charge) if one.key == exemption), None) if charge else None
    if charge is None or relief is None:
        raise ChargeNotOpen(f"charge {charge_id} cannot be freed for {exemption}")
    now = unit.clock()
    unit.audit(f"accepted proof: {exemption}", charge.id, actor)
    unit.ledger.book(ledger.exempted(charge, now))
    free = replace(
        charge.reopen().settle("free", now),
        amount=0,
        federation_share=0,
        legal_basis=relief.legal_basis,
        explanation=relief.explanation,
    )
    settle(unit, free)
    release_charge(unit, free)
    return free


def exemptions_of(unit: BillingUnit, charge: Charge) -> Sequence[Exemption]:
    """Return what a fee can still be freed for; a deferred one waits for its own decision."""
    if charge.state == "void" or charge.settlement in ("free", "deferred"):
        return ()
    return reliefs(unit.catalogue.tariffs, charge.procedure, charge.assessed_at.astimezone(unit.tenant.zone).date())
