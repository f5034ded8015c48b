"""What pages read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fulfilment.domain.appointment import Appointment
from fulfilment.domain.case import Case, Step
from fulfilment.domain.certificate import Certificate, RevocationProposal
from fulfilment.domain.document import Document, DocumentPlan
from fulfilment.domain.errors import CaseUnknown
from fulfilment.domain.milestones import Milestone, milestones
from fulfilment.domain.section import Procedure
from fulfilment.domain.signature import SigningPlan
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.judge_guards import hindrance, signing_plan
from fulfilment.use_cases.ports import FulfilmentUnit


@dataclass(frozen=True)
class Promise:
    """What else a case leads to, in the words for its citizen, and when it was done."""

    text: str
    done_at: datetime | None


@dataclass(frozen=True)
class CaseView:
    """A case with everything that pages show of it."""

    case: Case
    procedure: Procedure
    appointment: Appointment
    milestones: tuple[Milestone, ...]
    detail: str
    certificate: Certificate | None
    waits_for: str | None
    may_withdraw: bool = False
    documents: tuple[Document, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def wanted_documents(self) -> tuple[DocumentPlan, ...]:
        """What the citizen may send now."""
        state, answers = self.case.state, self.case.answers
        return tuple(plan for plan in self.procedure.documents if state in plan.taken_at and plan.is_asked(answers))

    @property
    def signing(self) -> SigningPlan:
        """What the citizen gives beside the click."""
        return signing_plan(self.procedure, self.appointment, self.case)

    @property
    def delivery(self) -> str:
        """How the result reaches the citizen."""
        return self.procedure.delivery_of(self.case.answers)


def case_views(unit: FulfilmentUnit, appointment_id: UUID) -> tuple[CaseView, ...]:
    """Return the cases of an appointment; none while its event has not arrived."""
    appointment = unit.appointments.find(appointment_id)
    if appointment is None:
        return ()
    history, made = unit.steps.of(appointment_id), unit.certificates.of(appointment_id)
    return tuple(_view(unit, appointment, case, history, made) for case in unit.cases.of(appointment_id))


def case_view(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID) -> CaseView:
    """Return one case of that appointment, or raise `CaseUnknown`."""
    for view in case_views(unit, appointment_id):
        if view.case.id == case_id:
            return view
    raise CaseUnknown(str(case_id))


def require_case(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID) -> None:
    """Refuse a case that does not belong to the appointment: an appointment's door opens its own cases only."""
    if unit.cases.get(case_id).appointment_id != appointment_id:
        raise CaseUnknown(str(case_id))


@dataclass(frozen=True)
class WaitingRevocation:
    """A proposal to revoke, and what it is about."""

    proposal: RevocationProposal
    title: str
    number: str


def waiting_revocations(unit: FulfilmentUnit) -> tuple[WaitingRevocation, ...]:
    """Return every proposal that waits for a second person, the oldest first."""
    found = ((one, unit.certificates.find(one.certificate_id)) for one in unit.certificates.proposals())
    return tuple(
        WaitingRevocation(one, about.title, unit.cases.get(about.case_id).number) for one, about in found if about
    )


def _view(
    unit: FulfilmentUnit,
    appointment: Appointment,
    case: Case,
    history: Sequence[Step],
    made: Sequence[Certificate],
) -> CaseView:
    procedure, appointment = procedure_of(unit, case), appointment.corrected(case.correction)
    return CaseView(
        case=case,
        procedure=procedure,
        appointment=appointment,
        milestones=milestones(case, procedure, history),
        detail=next((s.detail for s in reversed(history) if s.case_id == case.id and s.event == "fail"), ""),
        certificate=next((one for one in made if one.case_id == case.id), None),
        may_withdraw=case.target(procedure.flow, "withdraw", "citizen") is not None,
        documents=tuple(one for one in unit.documents.of(appointment.id) if one.case_id == case.id),
        promises=_promises(case, procedure, history),
        waits_for=hindrance(unit, procedure, appointment, case) if case.state == "confirmed" else None,
    )


def _promises(case: Case, procedure: Procedure, history: Sequence[Step]) -> tuple[Promise, ...]:
    if case.confirmation is None or case.state in ("withdrawn", "failed", "other_way"):
        return ()
    done = {step.detail: step.at for step in history if (step.case_id, step.event) == (case.id, "look_after")}
    due = (one for one in procedure.follow_ups if one.told and one.is_due(case.answers))
    return tuple(Promise(one.told, done.get(one.label)) for one in due)
