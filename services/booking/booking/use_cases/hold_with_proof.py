"""Where a procedure asks for it, a browser works a little before it takes a time: programs cannot take all of them."""

from collections.abc import Iterable
from datetime import timedelta

from booking.domain.appointment import Appointment
from booking.domain.errors import ProofMissing
from booking.domain.procedure import Procedure
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.ports import BookingPorts, BookingUnit
from chassis.limits import Limit

PROOF_SPENT = Limit("proof-spent", 1, timedelta(hours=3))
"""Counts each proof once, for longer than a task may be solved."""


def asks_for_proof(procedures: Iterable[Procedure]) -> bool:
    """Tell whether any of the procedures wants the browser to work first."""
    return any(procedure.proof_of_work for procedure in procedures)


def hold_with_proof(unit: BookingUnit, wish: Wish, proof: str, ports: BookingPorts) -> Appointment:
    """Hold the wished time; a proof takes one time only, and a double click is still one wish.

    Raises:
        ProofMissing: if a chosen procedure asks for proof and this one is missing, wrong or spent.
        UnknownProcedure, TooManyPersons, TimeTaken: as `hold_time` does; the proof is then not spent.
    """
    held = _held(unit, wish, proof, ports)
    # Whoever looks for more times must not be shown the one that they have just taken.
    ports.crowd.forget(unit.tenant.key)
    return held


def _held(unit: BookingUnit, wish: Wish, proof: str, ports: BookingPorts) -> Appointment:
    if not asks_for_proof(unit.catalogue.chosen(wish.procedures)):
        return hold_time(unit, wish)
    mark = ports.proofs.solved(unit.tenant, proof)
    if mark is None:
        raise ProofMissing
    fresh = unit.limits.allows(PROOF_SPENT, mark)
    # The other half of a double click has committed by now, since both count in the same row.
    known = unit.appointments.of_key(wish.key)
    held = hold_time(unit, wish)
    if not fresh and (known is None or known.id != held.id):
        raise ProofMissing
    return held
