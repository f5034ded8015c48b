"""The telephone when no connection holds, and the PIN that tells who answers it."""

from uuid import UUID, uuid4

import pytest

from tests.unit.video.fakes import FakeVideoUnit
from video.domain.errors import ConsultationOver, NotPossible, NotYourCall
from video.domain.phone_pin import phone_pin
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.ask_for_call_back import ask_for_call_back, note_called_back, pin_of
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.queries import consultation_of

KEY = b"key-of-the-region"


def test_a_pin_has_six_digits_and_holds_for_one_call_one_town_and_one_link() -> None:
    call = uuid4()
    pin = phone_pin(KEY, "ostfildern", call, 1)
    assert len(pin) == 6
    assert pin.isdigit()
    others = (
        phone_pin(KEY, "musterstadt", call, 1),
        phone_pin(KEY, "ostfildern", uuid4(), 1),
        phone_pin(KEY, "ostfildern", call, 2),
        phone_pin(b"another key", "ostfildern", call, 1),
    )
    assert [other == pin for other in others].count(True) <= 1, "by chance at most"
    assert pin == phone_pin(KEY, "ostfildern", call, 1)


def test_who_asks_to_be_called_stands_on_the_clerks_list_until_they_were_reached(
    unit: FakeVideoUnit, appointment: UUID
) -> None:
    with pytest.raises(NotPossible):
        ask_for_call_back(unit, appointment, "0711 123")
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    ask_for_call_back(unit, appointment, "0711 123456")
    asked = consultation_of(unit, appointment)
    assert (asked.phone, asked.call_back_at) == ("0711 123456", unit.clock())
    with pytest.raises(NotYourCall):
        note_called_back(unit, appointment, "lou")
    note_called_back(unit, appointment, "kim")
    assert consultation_of(unit, appointment).call_back_at is None
    assert pin_of(unit, lambda: KEY, appointment) == phone_pin(KEY, "ostfildern", asked.id, asked.epoch)


def test_after_the_end_nobody_is_called(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    end_consultation(unit, appointment, "kim", "completed")
    with pytest.raises(ConsultationOver):
        ask_for_call_back(unit, appointment, "0711 123456")
