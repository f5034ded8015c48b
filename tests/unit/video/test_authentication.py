"""What the clerk notes of the short authentication string."""

from uuid import UUID

import pytest

from tests.unit.video.fakes import FakeVideoUnit
from video.domain.errors import NotPossible, NotYourCall
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.note_authentication import note_authentication
from video.use_cases.queries import consultation_of


@pytest.fixture
def called(unit: FakeVideoUnit, appointment: UUID) -> UUID:
    """Kim's call."""
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    return appointment


def test_the_same_number_on_both_screens_is_kept_with_its_moment(unit: FakeVideoUnit, called: UUID) -> None:
    note_authentication(unit, called, "kim", same=True)
    assert consultation_of(unit, called).authenticated_at == unit.clock()
    assert unit.audited[-1][0] == "authenticate-call"


def test_a_number_that_differs_takes_the_confirmation_back(unit: FakeVideoUnit, called: UUID) -> None:
    note_authentication(unit, called, "kim", same=True)
    note_authentication(unit, called, "kim", same=False)
    assert consultation_of(unit, called).authenticated_at is None
    assert unit.audited[-1][0] == "suspect-call"


def test_only_the_clerk_of_the_call_notes_it_and_only_in_the_call(
    unit: FakeVideoUnit, appointment: UUID, called: UUID
) -> None:
    with pytest.raises(NotYourCall):
        note_authentication(unit, called, "lou", same=True)
    consultation = consultation_of(unit, appointment)
    unit.consultations.save(consultation.end(unit.clock(), "completed"), unit.clock().date())
    with pytest.raises(NotPossible):
        note_authentication(unit, called, "kim", same=True)
