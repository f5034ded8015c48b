"""What the desk shows of the neighbours."""

from uuid import UUID, uuid4

import pytest

from chassis.unit import TooEarly
from contracts.fulfilment import CaseOpened
from contracts.identity import CheckRejected
from tests.unit.video.fakes import FakeVideoUnit
from video.use_cases.keep_copies import note_case, note_case_closed, note_rejected
from video.use_cases.queries import consultation_of, desk_view
from video.use_cases.write_note import write_note


def opened(unit: FakeVideoUnit, appointment: UUID) -> CaseOpened:
    """A case of the appointment."""
    return CaseOpened(
        case_id=uuid4(),
        appointment_id=appointment,
        number="V-1",
        procedure="meldebescheinigung",
        procedure_name="Meldebescheinigung",
        opened_at=unit.clock(),
    )


def test_the_desk_shows_cases_check_and_notes_and_remembers_who_looked(unit: FakeVideoUnit, appointment: UUID) -> None:
    case = opened(unit, appointment)
    note_case(unit, case)
    note_case_closed(unit, case.case_id, "completed")
    note_rejected(
        unit, CheckRejected(appointment_id=appointment, check_id=uuid4(), reason="unlesbar", rejected_at=unit.clock())
    )
    write_note(unit, appointment, "bringt Vollmacht mit", "kim")
    view = desk_view(unit, appointment, "kim")
    assert [(item.number, item.status) for item in view.cases] == [("V-1", "completed")]
    assert view.check is not None
    assert view.check.outcome == "rejected"
    assert view.note == "bringt Vollmacht mit"
    assert ("view-consultation", consultation_of(unit, appointment).id, "staff:kim") in unit.audited


def test_the_end_of_a_case_that_overtakes_its_opening_waits(unit: FakeVideoUnit) -> None:
    with pytest.raises(TooEarly):
        note_case_closed(unit, uuid4(), "completed")
