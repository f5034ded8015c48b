"""Lets a case go on when its fee is arranged, and follows what happens to the money later."""

from dataclasses import replace
from uuid import UUID

from chassis.unit import TooEarly
from contracts.billing import ChargeSettled
from fulfilment.domain.case import Case
from fulfilment.domain.errors import CaseUnknown
from fulfilment.use_cases.advance_case import advance, can
from fulfilment.use_cases.ports import FulfilmentUnit


def settle_case(unit: FulfilmentUnit, heard: ChargeSettled) -> None:
    """Take the step to `settled` and let the table say what follows: the certificate or the request."""
    case = _locked(unit, heard.case_id)
    if not can(unit, case, "settle", "system"):
        return
    advance(unit, case, "settle", "system", heard.settlement, settlement=heard.settlement)


def note_money(unit: FulfilmentUnit, case_id: UUID, settlement: str) -> None:
    """Remember that a notice was paid or money went back; the case itself does not move."""
    unit.cases.save(replace(_locked(unit, case_id), settlement=settlement))


def _locked(unit: FulfilmentUnit, case_id: UUID) -> Case:
    try:
        return unit.cases.lock(case_id)
    except CaseUnknown:
        raise TooEarly(f"case {case_id} is not known yet") from None
