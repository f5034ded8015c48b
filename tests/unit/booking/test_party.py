"""Several persons in one appointment, and acting for somebody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from booking.domain.appointment import Citizen
from booking.domain.catalogue import duration
from booking.domain.errors import TooManyPersons
from booking.domain.party import Person, rights_for
from booking.domain.procedure import Procedure
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.move_appointment import move_appointment
from contracts.booking import AppointmentConfirmed
from contracts.parts import Attendee
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MOVING = ("ummeldung",)


def procedure(**fields: object) -> Procedure:
    told = {"key": "a", "name": "A", "summary": "", "group": "", "minutes": 20, "identity_level": "none"}
    return Procedure.model_validate(told | fields)


def test_the_duration_follows_the_number_of_persons() -> None:
    both = [procedure(minutes_per_further_person=5), procedure(key="b", minutes=10)]
    assert duration(both) == timedelta(minutes=30)
    assert duration(both, 3) == timedelta(minutes=40)


def test_a_family_gets_one_appointment_of_its_length_which_it_keeps_when_moving() -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(MOVING, BEGINS, uuid4(), persons=3))
    alone = hold_time(unit, Wish(MOVING, BEGINS, uuid4()))
    length = hold.ends_at - hold.begins_at
    assert length > alone.ends_at - alone.begins_at
    booked = confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    moved = move_appointment(unit, booked.id, BEGINS + timedelta(minutes=30), ports(unit))
    assert (moved.ends_at - moved.begins_at, moved.persons) == (length, 3)


@pytest.mark.parametrize(("procedures", "persons"), [(("fuehrungszeugnis",), 2), (MOVING, 99), (MOVING, 0)])
def test_more_persons_than_a_procedure_takes_are_refused(procedures: tuple[str, ...], persons: int) -> None:
    with pytest.raises(TooManyPersons):
        hold_time(FakeBookingUnit(), Wish(procedures, BEGINS, uuid4(), persons=persons))


def test_all_procedures_together_decide_by_which_right_somebody_may_act_for_another() -> None:
    anyone, guardian, nobody = (procedure(representation=one) for one in ("power-of-attorney", "guardian", "none"))
    assert rights_for([anyone]) == ("guardian", "power-of-attorney")
    assert rights_for([anyone, guardian]) == ("guardian",)
    assert rights_for([anyone, nobody]) == ()


def test_nobody_can_apply_for_another_persons_certificate_of_conduct_by_power_of_attorney() -> None:
    section = FakeBookingUnit().catalogue
    assert rights_for(section.chosen(["fuehrungszeugnis"])) == ("guardian",)
    assert rights_for(section.chosen(["lebensbescheinigung"])) == ()


def test_the_other_services_hear_who_comes_and_what_is_needed() -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(MOVING, BEGINS, uuid4(), persons=2))
    citizen = Citizen(
        given_names="Erika",
        family_name="Mustermann",
        email="erika@example.org",
        sign_language=True,
        needs="Ich brauche mehr Zeit.",
        companions=(Person(given_names="Max", family_name="Mustermann", minor=True),),
        represents="guardian",
        represented=Person(given_names="Mia", family_name="Mustermann", minor=True),
    )
    booked = confirm_appointment(unit, hold.id, citizen, ports(unit))
    (said,) = [event for event in unit.events if isinstance(event, AppointmentConfirmed)]
    assert said.companions == (Attendee(given_names="Max", family_name="Mustermann", minor=True),)
    assert (said.represents, said.represented) == (
        "guardian",
        Attendee(given_names="Mia", family_name="Mustermann", minor=True),
    )
    assert (said.sign_language, said.needs, said.walk_in) == (True, "Ich brauche mehr Zeit.", False)
    assert booked.consented_at == unit.clock()


def test_who_gives_no_address_has_agreed_to_nothing() -> None:
    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(MOVING, BEGINS, uuid4()))
    booked = confirm_appointment(unit, hold.id, Citizen(given_names="", family_name="Sukarno"), ports(unit))
    assert booked.consented_at is None
    assert booked.booked_by.name == "Sukarno"
