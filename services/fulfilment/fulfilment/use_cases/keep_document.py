"""Keeps a document that the citizen sends, and forgets it again as long as nobody relies on it."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from fulfilment.domain.case import Case
from fulfilment.domain.document import MOST, Document
from fulfilment.domain.errors import DocumentUnknown, NotAllowed, TooManyDocuments
from fulfilment.domain.flow import State
from fulfilment.use_cases.advance_case import procedure_of
from fulfilment.use_cases.ports import FulfilmentUnit


@dataclass(frozen=True)
class Sent:
    """A file that has passed the gate."""

    name: str
    media_type: str
    sha256: str
    content: bytes


def keep_document(unit: FulfilmentUnit, case_id: UUID, plan: str, sent: Sent) -> None:
    """Keep a file; the same one sent twice is kept once.

    Raises:
        DocumentUnknown: the procedure asks for no such document.
        NotAllowed: the case takes no documents any more.
        TooManyDocuments: so many files of this kind are there already.
    """
    case = unit.cases.lock(case_id)
    if case.state not in _taken_at(unit, case, plan):
        raise NotAllowed(case.state, "keep_document", "citizen")
    identity = uuid5(case_id, f"{plan}:{sent.sha256}")
    there = [one for one in unit.documents.of(case.appointment_id) if (one.case_id, one.plan) == (case_id, plan)]
    if identity in {one.id for one in there}:
        return
    if len(there) >= MOST:
        raise TooManyDocuments(plan)
    told = (sent.name, sent.media_type, sent.sha256, len(sent.content), unit.clock())
    unit.documents.add(Document(identity, case_id, case.appointment_id, plan, *told), sent.content)


def drop_document(unit: FulfilmentUnit, appointment_id: UUID, document_id: UUID) -> None:
    """Forget a document of this appointment, while its case still takes others."""
    document = next((one for one in unit.documents.of(appointment_id) if one.id == document_id), None)
    if document is None:
        raise DocumentUnknown(str(document_id))
    case = unit.cases.lock(document.case_id)
    if case.state not in _taken_at(unit, case, document.plan):
        raise NotAllowed(case.state, "drop_document", "citizen")
    unit.documents.drop(document_id)


def _taken_at(unit: FulfilmentUnit, case: Case, plan: str) -> frozenset[State]:
    found = next((one for one in procedure_of(unit, case).documents if one.key == plan), None)
    if found is None:
        raise DocumentUnknown(plan)
    return found.taken_at
