"""Knocking at the door without an appointment: state, wait, and the next free time at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError

from booking.domain.catalogue import Knocking, Section
from booking.domain.errors import DoorClosed, UnknownProcedure
from booking.domain.procedure import Video
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.knock import KNOCKS_FROM_NETWORK, Knock, doors, knock
from chassis.testing.fakes import FakeClock
from contracts.booking import AppointmentConfirmed
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports, section

MONDAY_15_00 = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
RULES = {"hours": [{"days": ["mo"], "opens": "14:00", "closes": "16:00"}], "desks": ["platz-1"]}
PROCEDURES = ("meldebescheinigung",)


def town(now: datetime = MONDAY_15_00, **rules: object) -> FakeBookingUnit:
    told = section()
    office = told.offices[0].model_copy(update={"knocking": Knocking.model_validate(RULES | rules)})
    return FakeBookingUnit(clock=FakeClock(now), catalogue=told.model_copy(update={"offices": (office,)}))


def knocked(
    unit: FakeBookingUnit, *, procedures: tuple[str, ...] = PROCEDURES, network: str = "192.0.2.0/24"
) -> datetime:
    hold = knock(unit, Knock("online", procedures, uuid4()), network)
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit)).begins_at


def test_who_knocks_gets_the_next_free_time_with_moments_for_the_form() -> None:
    unit = town()
    assert knocked(unit) == MONDAY_15_00 + timedelta(minutes=5)
    assert knocked(unit) == MONDAY_15_00 + timedelta(minutes=15)
    (door,) = doors(unit)
    assert (door.state, door.waiting, door.wait) == ("open", 2, timedelta(minutes=25))


def test_the_other_services_hear_that_it_is_a_walk_in() -> None:
    unit = town()
    knocked(unit)
    (said,) = [event for event in unit.events if isinstance(event, AppointmentConfirmed)]
    assert said.walk_in


@pytest.mark.parametrize(
    ("now", "opens_at"),
    [
        (MONDAY_15_00 - timedelta(hours=3), MONDAY_15_00 - timedelta(hours=1)),
        (MONDAY_15_00 + timedelta(hours=2), MONDAY_15_00 + timedelta(days=7, hours=-1)),
    ],
)
def test_a_closed_door_says_when_it_opens(now: datetime, opens_at: datetime) -> None:
    unit = town(now)
    (door,) = doors(unit)
    assert (door.state, door.opens_at) == ("closed", opens_at)
    with pytest.raises(DoorClosed):
        knocked(unit)


def test_nobody_is_let_in_when_too_many_wait_or_the_wait_is_too_long() -> None:
    crowded, long = town(most_waiting=2), town(longest_wait_minutes=20)
    for unit in (crowded, long):
        for _ in range(2):
            knocked(unit)
        assert doors(unit)[0].state == "full"
        with pytest.raises(DoorClosed):
            knocked(unit)


def test_what_is_booked_at_the_desk_is_never_promised_to_a_walk_in() -> None:
    unit = town()
    first = knock(unit, Knock("online", PROCEDURES, uuid4()), "a")
    second = knock(unit, Knock("online", PROCEDURES, uuid4()), "b")
    assert not first.slot.time.overlaps(second.slot.time)
    assert {first.slot.desk, second.slot.desk} == {"platz-1"}


def test_a_double_click_is_one_knock() -> None:
    unit, click = town(), uuid4()
    first, again = (knock(unit, Knock("online", PROCEDURES, click), "a") for _ in range(2))
    assert first == again


def test_only_what_the_town_does_without_appointment_can_be_knocked_for() -> None:
    unit = town(procedures=["beratung"])
    with pytest.raises(UnknownProcedure):
        knocked(unit)
    assert knocked(unit, procedures=("beratung",))


def test_a_network_that_knocks_all_the_time_finds_the_door_closed() -> None:
    unit = town(most_waiting=100, longest_wait_minutes=480)
    for _ in range(KNOCKS_FROM_NETWORK.most):
        unit.limits.allows(KNOCKS_FROM_NETWORK, "192.0.2.0/24")
    with pytest.raises(DoorClosed):
        knocked(unit)
    assert knocked(unit, network="198.51.100.0/24")


def test_a_town_that_opens_no_door_has_none() -> None:
    office = section().offices[0].model_copy(update={"knocking": None})
    unit = FakeBookingUnit(catalogue=section().model_copy(update={"offices": (office,)}))
    assert doors(unit) == ()
    with pytest.raises(DoorClosed):
        knocked(unit)


@pytest.mark.parametrize(("field", "value"), [("desks", ["platz-9"]), ("procedures", ["heirat"])])
def test_a_door_names_desks_and_procedures_that_exist(field: str, value: list[str]) -> None:
    told = section().model_dump()
    told["offices"][0]["knocking"] = {"hours": [{"days": ["mo"], "opens": 840, "closes": 960}], field: value}
    with pytest.raises(ValidationError, match=value[0]):
        Section.model_validate(told)


QUICK = section().procedures[0].model_copy(update={"key": "schnell", "minutes": 5})


def with_a_quick_one(unit: FakeBookingUnit, **told: object) -> FakeBookingUnit:
    """Return the town with one more procedure, which takes least time of all."""
    quick = QUICK.model_copy(update=told)
    procedures = (*unit.catalogue.procedures, quick)
    unit.catalogue = unit.catalogue.model_copy(update={"procedures": procedures})
    return unit


@pytest.mark.parametrize(
    "told",
    [
        {"video": Video(allowed=False, instead="Bitte kommen Sie ins Rathaus.")},
        {"valid_until": MONDAY_15_00.date() - timedelta(days=1)},
        {"valid_from": MONDAY_15_00.date() + timedelta(days=1)},
    ],
)
def test_a_door_is_not_judged_by_what_is_not_done_there_today(told: dict[str, object]) -> None:
    (door,) = doors(with_a_quick_one(town(), **told))
    assert (door.state, door.wait) == ("open", timedelta(minutes=5))


def test_a_door_is_not_judged_by_what_none_of_its_desks_does() -> None:
    unit = town()
    office = unit.catalogue.offices[0]
    keys = tuple(one.key for one in unit.catalogue.procedures)
    desks = tuple(
        desk.model_copy(update={"procedures": keys}) if desk.key == "platz-1" else desk for desk in office.desks
    )
    told = {"offices": (office.model_copy(update={"desks": desks}),)}
    unit.catalogue = unit.catalogue.model_copy(update=told)
    assert doors(with_a_quick_one(unit))[0].state == "open"


def test_a_door_at_which_nothing_is_done_is_closed() -> None:
    unit = town(procedures=["meldebescheinigung"])
    left = tuple(one for one in unit.catalogue.procedures if one.key != "meldebescheinigung")
    unit.catalogue = unit.catalogue.model_copy(update={"procedures": left})
    assert doors(unit)[0].state == "closed"


@pytest.mark.parametrize("capped", ["offices", "procedures"])
def test_a_day_that_is_full_lets_no_walk_in_in(capped: str) -> None:
    unit = town(procedures=list(PROCEDURES))
    told = tuple(one.model_copy(update={"most_per_day": 1}) for one in getattr(unit.catalogue, capped))
    unit.catalogue = unit.catalogue.model_copy(update={capped: told})
    knocked(unit)
    assert doors(unit)[0].state == "full"
    with pytest.raises(DoorClosed):
        knocked(unit)


def test_who_knocks_while_another_takes_the_last_place_of_the_day_is_not_let_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = town()
    office = unit.catalogue.offices[0].model_copy(update={"most_per_day": 1})
    unit.catalogue = unit.catalogue.model_copy(update={"offices": (office,)})

    def overtaken(_caps: object) -> None:
        monkeypatch.undo()
        knocked(unit)

    monkeypatch.setattr(unit.appointments, "lock_caps", overtaken)
    with pytest.raises(DoorClosed):
        knocked(unit)
    assert len(unit.appointments.kept) == 1
