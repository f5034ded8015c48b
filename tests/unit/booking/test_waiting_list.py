"""The waiting list: freed times are offered to the first whom they suit, and to nobody else meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.citizen_options import WaitingList
from booking.domain.errors import HoldExpired, TimeTaken
from booking.domain.slot import Interval, Slot
from booking.domain.waiting import MOST_UNANSWERED, TimeWish, Waiting
from booking.use_cases.answer_offer import accept_offer, decline_offer, leave_waiting_list, pass_offer_on
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.extend_hold import extend_hold
from booking.use_cases.hold_time import RELEASE_HOLD, Wish, hold_time
from booking.use_cases.join_waiting_list import END_WAITING, Reader, end_waiting, join_waiting_list
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.offer_time import PASS_OFFER_ON, offer_time
from booking.use_cases.queries import free_times
from booking.use_cases.release_hold import release_hold, tidy_expired_hold
from booking.use_cases.set_time_aside import LONGEST_ASIDE, OFFER_TIME
from chassis.testing.fakes import FakeClock
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, one_desk, ports, section

PROCEDURES = ("meldebescheinigung",)
BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # Friday, 11:00 in Ostfildern
UNTIL = date(2026, 12, 18)
WISH = TimeWish(procedures=PROCEDURES, until=UNTIL)


def town(offer_minutes: int = 120, returns: tuple[int, int] = (0, 0)) -> FakeBookingUnit:
    rules = WaitingList(offer_minutes=offer_minutes, returns_after_minutes=returns)
    return FakeBookingUnit(clock=FakeClock(), catalogue=one_desk(section()).model_copy(update={"waiting_list": rules}))


def booked(unit: FakeBookingUnit, begins_at: datetime = BEGINS) -> Appointment:
    hold = hold_time(unit, Wish(PROCEDURES, begins_at, uuid4()))
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit))


def join(unit: FakeBookingUnit, email: str, wish: TimeWish = WISH) -> Waiting:
    joined = join_waiting_list(unit, Reader(email), wish, "192.0.2.0/24", ports(unit))
    assert joined is not None
    return joined


def offer_what_is_free(unit: FakeBookingUnit) -> None:
    """Do the job that follows when a time becomes free."""
    for kind, item in [key for key in unit.due if key[0] == OFFER_TIME]:
        del unit.due[kind, item]
        offer_time(unit, item, ports(unit))


def offered(unit: FakeBookingUnit) -> list[str]:
    return [mail.to for key, mail in unit.mails.items() if key.startswith("offer:")]


def is_free(unit: FakeBookingUnit, begins_at: datetime = BEGINS) -> bool:
    days = free_times(unit, PROCEDURES, begins_at.date()).days
    return begins_at in [slot.time.begins_at for day in days for slot in day.slots]


def holder(unit: FakeBookingUnit, waiting: Waiting) -> UUID:
    kept = unit.waiting.kept[waiting.id]
    assert kept.hold is not None
    return kept.hold


def test_a_cancelled_time_is_offered_to_the_first_in_the_line_and_free_to_nobody_else() -> None:
    unit = town()
    appointment = booked(unit)
    first, second = join(unit, "first@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    assert not is_free(unit)
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org"]
    assert not is_free(unit)
    with pytest.raises(TimeTaken):
        hold_time(unit, Wish(PROCEDURES, BEGINS, uuid4()))
    assert unit.waiting.kept[second.id].hold is None
    assert unit.due[PASS_OFFER_ON, first.id] == unit.clock() + timedelta(minutes=120)


def test_who_takes_the_offer_gets_the_full_time_for_the_form_and_leaves_the_line_by_booking() -> None:
    unit = town()
    appointment, first = booked(unit), join(unit, "first@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    hold = accept_offer(unit, first.id)
    assert hold.held_until == unit.clock() + unit.catalogue.hold_length
    assert (PASS_OFFER_ON, first.id) not in unit.due
    assert accept_offer(unit, first.id) == hold
    confirm_appointment(unit, hold.id, CITIZEN, ports(unit))
    assert unit.waiting.kept == {}
    assert (END_WAITING, first.id) not in unit.due
    assert first.id in unit.access.revoked


def test_a_declined_offer_goes_to_the_next_and_is_not_made_to_the_same_person_again() -> None:
    unit = town()
    appointment = booked(unit)
    first, second = join(unit, "first@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    decline_offer(unit, first.id)
    offer_what_is_free(unit)
    decline_offer(unit, second.id)
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org", "second@example.org"]
    assert is_free(unit)
    assert set(unit.waiting.kept) == {first.id, second.id}


def test_an_unanswered_offer_passes_on_without_a_gap_for_strangers() -> None:
    clock = FakeClock()
    unit = town()
    unit.clock = clock
    appointment = booked(unit)
    first, _second = join(unit, "first@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    clock.advance(minutes=120)
    assert not is_free(unit)
    with pytest.raises(HoldExpired):
        accept_offer(unit, first.id)
    pass_offer_on(unit, first.id, ports(unit))
    assert not is_free(unit)
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org", "second@example.org"]


def test_who_never_answers_leaves_the_line_with_a_mail() -> None:
    clock = FakeClock()
    unit = town(offer_minutes=15)
    unit.clock = clock
    first = join(unit, "first@example.org")
    for number in range(MOST_UNANSWERED):
        appointment = booked(unit, BEGINS + timedelta(minutes=15 * number))
        cancel_appointment(unit, appointment.id, ports(unit))
        offer_what_is_free(unit)
        clock.advance(minutes=15)
        pass_offer_on(unit, first.id, ports(unit))
    assert unit.waiting.kept == {}
    assert unit.mails[f"waiting-ended:{first.id}"].to == "first@example.org"


@pytest.mark.parametrize(
    "wish",
    [
        TimeWish(procedures=PROCEDURES, until=date(2026, 11, 26)),
        TimeWish(procedures=PROCEDURES, until=UNTIL, weekdays=("mo",)),
        TimeWish(procedures=PROCEDURES, until=UNTIL, parts=("evening",)),
        TimeWish(procedures=PROCEDURES, until=UNTIL, offices=("rathaus",)),
        TimeWish(procedures=("ummeldung", "fuehrungszeugnis", "beratung", "abmeldung", "steuer-id"), until=UNTIL),
    ],
)
def test_a_time_that_suits_nobody_is_free_to_all(wish: TimeWish) -> None:
    unit = town()
    appointment = booked(unit)
    join(unit, "first@example.org", wish)
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    assert offered(unit) == []
    assert is_free(unit)


def test_without_a_line_a_cancelled_time_is_free_at_once() -> None:
    unit = town()
    cancel_appointment(unit, booked(unit).id, ports(unit))
    assert is_free(unit)
    assert not [key for key in unit.due if key[0] == OFFER_TIME]


def test_where_the_town_wants_it_a_time_nobody_waits_for_returns_after_a_random_delay() -> None:
    clock = FakeClock()
    unit = town(returns=(5, 20))
    unit.clock = clock
    cancel_appointment(unit, booked(unit).id, ports(unit))
    offer_what_is_free(unit)
    assert not is_free(unit)
    (due,) = [at for (kind, _item), at in unit.due.items() if kind == RELEASE_HOLD]
    assert timedelta(minutes=5) <= due - clock() <= timedelta(minutes=20)
    clock.now = due
    assert is_free(unit)


def test_the_delay_is_drawn_anew_each_time() -> None:
    drawn = set()
    for _ in range(40):
        unit = town(returns=(5, 60))
        cancel_appointment(unit, booked(unit).id, ports(unit))
        offer_what_is_free(unit)
        drawn |= {at for (kind, _item), at in unit.due.items() if kind == RELEASE_HOLD}
    assert len(drawn) > 5


def test_if_no_worker_runs_the_time_returns_by_itself() -> None:
    clock = FakeClock()
    unit = town()
    unit.clock = clock
    appointment = booked(unit)
    join(unit, "first@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    clock.advance(seconds=LONGEST_ASIDE.total_seconds())
    assert is_free(unit)


def test_the_old_time_of_a_moved_appointment_is_offered_too() -> None:
    unit = town()
    appointment = booked(unit)
    join(unit, "first@example.org")
    move_appointment(unit, appointment.id, BEGINS + timedelta(minutes=30), ports(unit))
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org"]


def test_a_reservation_that_expired_is_offered_to_those_who_wait() -> None:
    clock = FakeClock()
    unit = town()
    unit.clock = clock
    hold = hold_time(unit, Wish(PROCEDURES, BEGINS, uuid4()))
    join(unit, "first@example.org")
    clock.advance(minutes=unit.catalogue.hold_minutes)
    tidy_expired_hold(unit, hold.id)
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org"]


def test_who_takes_an_offer_and_then_another_time_lets_the_next_one_have_it() -> None:
    unit = town()
    appointment = booked(unit)
    first, second = join(unit, "first@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    release_hold(unit, accept_offer(unit, first.id).id)
    offer_what_is_free(unit)
    assert offered(unit) == ["first@example.org", "second@example.org"]
    assert unit.waiting.kept[first.id].hold is None
    assert unit.waiting.kept[second.id].hold is not None


def test_leaving_gives_the_offered_time_to_the_next() -> None:
    unit = town()
    appointment = booked(unit)
    first, second = join(unit, "first@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    leave_waiting_list(unit, first.id)
    offer_what_is_free(unit)
    assert set(unit.waiting.kept) == {second.id}
    assert holder(unit, second)


def test_a_time_about_to_begin_is_offered_to_nobody() -> None:
    clock = FakeClock(BEGINS - timedelta(hours=3))
    unit = town()
    unit.clock = clock
    appointment = booked(unit)
    join(unit, "first@example.org")
    clock.advance(minutes=50)  # 130 minutes are left, 120 of them are the town's lead time
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    assert offered(unit) == []


def test_booking_on_ones_own_ends_the_waiting() -> None:
    unit = town()
    join(unit, "Erika@example.org")
    booked(unit)
    assert unit.waiting.kept == {}


def test_whoever_books_on_their_own_lets_the_next_one_have_what_was_offered_to_them() -> None:
    unit = town()
    appointment = booked(unit)
    first, second = join(unit, "erika@example.org"), join(unit, "second@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    booked(unit, BEGINS + timedelta(minutes=30))
    assert (PASS_OFFER_ON, first.id) not in unit.due
    offer_what_is_free(unit)
    assert set(unit.waiting.kept) == {second.id}
    assert offered(unit) == ["erika@example.org", "second@example.org"]


def test_booking_on_ones_own_takes_no_reservation_away_that_an_offer_has_become() -> None:
    unit = town()
    appointment = booked(unit)
    first = join(unit, "erika@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    offer_what_is_free(unit)
    hold = accept_offer(unit, first.id)
    booked(unit, BEGINS + timedelta(minutes=30))
    assert unit.waiting.kept == {}
    assert unit.due[RELEASE_HOLD, hold.id] == hold.held_until
    assert confirm_appointment(unit, hold.id, CITIZEN, ports(unit)).state == "confirmed"


def test_waiting_in_vain_ends_with_a_mail_and_without_the_address() -> None:
    unit = town()
    first = join(unit, "first@example.org")
    end_waiting(unit, first.id, ports(unit))
    assert unit.waiting.kept == {}
    assert f"waiting-ended:{first.id}" in unit.mails
    ends_at = datetime.combine(UNTIL + timedelta(days=1), datetime.min.time(), unit.tenant.zone)
    assert unit.access.kept  # the link still says kindly that it is over
    assert first.consented_at == unit.clock()
    assert all(until == ends_at for _grant, until in unit.access.kept.values())


def test_more_time_never_shortens_a_reservation() -> None:
    unit = town()
    hold = hold_time(unit, Wish(PROCEDURES, BEGINS, uuid4()))
    long = replace(hold, held_until=unit.clock() + timedelta(hours=1))
    unit.appointments.save(long)
    assert extend_hold(unit, hold.id).held_until == long.held_until
    assert unit.due[RELEASE_HOLD, hold.id] == long.held_until


def test_a_time_that_is_set_aside_can_be_confirmed_by_nobody() -> None:
    unit = town()
    appointment = booked(unit)
    join(unit, "first@example.org")
    cancel_appointment(unit, appointment.id, ports(unit))
    (aside,) = [one for one in unit.appointments.kept.values() if one.is_set_aside]
    with pytest.raises(Exception, match=str(aside.id)):
        confirm_appointment(unit, aside.id, CITIZEN, ports(unit))


def test_a_wish_fits_by_the_clock_of_the_town() -> None:
    slot = Slot("online", "platz-1", BEGINS.date(), Interval(BEGINS, BEGINS + timedelta(minutes=10)))
    zone = FakeBookingUnit().tenant.zone
    assert replace(WISH, parts=("morning",)).fits(slot, zone)
    later = replace(slot, time=Interval(BEGINS + timedelta(hours=1), BEGINS + timedelta(hours=2)))
    assert replace(WISH, parts=("afternoon",)).fits(later, zone)
