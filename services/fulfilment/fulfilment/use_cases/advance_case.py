"""Takes a case one step and writes it into the history; every other use case goes through here."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from fulfilment.domain.case import Case, Step
from fulfilment.domain.flow import Actor, Event
from fulfilment.domain.section import Procedure
from fulfilment.use_cases.ports import FulfilmentUnit

TELL_SUBMITTED = "tell-submitted"
TELL_READY = "tell-ready"
TELL_SENT = "tell-sent"
TELL_FAILED = "tell-failed"
TELL_WITHDRAWN = "tell-withdrawn"
ISSUE = "issue-certificate"
POST = "post-certificate"
TRANSMIT = "transmit-case"
FOLLOW = "follow-transmission"


def procedure_of(unit: FulfilmentUnit, case: Case) -> Procedure:
    """Return the procedure in the version that the case began with."""
    return unit.procedures.get(case.procedure, case.version)


def advance(
    unit: FulfilmentUnit,
    case: Case,
    event: Event,
    actor: Actor,
    detail: str = "",
    **changes: Any,  # noqa: ANN401 - fields of a case
) -> Case:
    """Take the step, save the case with its other changes and append the step to its history."""
    moved = case.taking(procedure_of(unit, case).flow, event, actor, unit.clock())
    changed = replace(moved, **changes)
    unit.cases.save(changed)
    note(unit, changed, event, actor, detail)
    return changed


def note(unit: FulfilmentUnit, case: Case, event: Event, actor: Actor, detail: str) -> None:
    """Append to the history what happened, also when it did not move the case."""
    unit.steps.append(Step(case.id, unit.clock(), event, case.state, actor, detail))


def can(unit: FulfilmentUnit, case: Case, event: Event, actor: Actor) -> bool:
    """Say whether the step is possible now."""
    return procedure_of(unit, case).flow.target(case.state, event, actor) is not None


def tell(unit: FulfilmentUnit, case_id: UUID, kind: str) -> None:
    """Have a mail written about the case; the link in it needs a key that only due work holds."""
    unit.schedule(kind, case_id, unit.clock())
