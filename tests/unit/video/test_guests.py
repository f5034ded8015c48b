"""Who comes into a call beside citizen and clerk, and who lets them."""

from uuid import UUID, uuid4

import pytest

from chassis.access import AccessKeys, digest
from tests.unit.video.fakes import FakeVideoUnit
from video.adapters.turn import Coturn
from video.domain.errors import ConsultationOver, NotAdmitted, NotPossible, NotYourCall, TooManyPeople
from video.domain.guest import GuestKind, GuestState
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.change_device import link_for_another_device
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.invite_guest import invite_guest
from video.use_cases.issue_media_access import issue_media_access
from video.use_cases.join_line import join_line
from video.use_cases.queries import consultation_of
from video.use_cases.receive_guest import admit_guest, as_caller, enter_as_guest, remove_guest

TURN = Coturn("turn:relay.example:3478", lambda: "secret")
KEYS = AccessKeys.parse("1:" + "ab" * 32)


@pytest.fixture
def called(unit: FakeVideoUnit, appointment: UUID) -> UUID:
    """Kim's call with Erika."""
    enter_waiting_room(unit, appointment, consents=True)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    return appointment


def invited(unit: FakeVideoUnit, appointment: UUID, kind: GuestKind = "companion") -> UUID:
    """Invite somebody and return the invitation's id."""
    token = invite_guest(unit, KEYS, appointment, kind, "citizen:1")
    grant, _ = unit.access.kept[digest(token)]
    assert grant.purpose == "guest"
    return grant.appointment_id


def waiting(unit: FakeVideoUnit, appointment: UUID, name: str = "Max Freund") -> UUID:
    """Invite somebody who comes at once."""
    guest = invited(unit, appointment)
    enter_as_guest(unit, guest, name)
    return guest


def test_an_invitation_names_no_appointment_and_lets_nobody_in(unit: FakeVideoUnit, called: UUID) -> None:
    guest = invited(unit, called)
    assert guest != called
    assert enter_as_guest(unit, guest, "Max Freund").state is GuestState.WAITING
    with pytest.raises(NotPossible):
        join_line(unit, called, as_caller(unit.guests.kept[guest]), uuid4())


def test_who_is_let_in_by_the_clerk_of_the_call_joins_it(unit: FakeVideoUnit, called: UUID) -> None:
    guest = waiting(unit, called)
    with pytest.raises(NotYourCall):
        admit_guest(unit, called, guest, "lou")
    admit_guest(unit, called, guest, "kim")
    caller = as_caller(unit.guests.kept[guest])
    call = join_line(unit, called, caller, uuid4())
    assert [person.name for person in unit.line.roster(call.id)] == ["Max Freund"]


def test_the_fifth_person_is_refused(unit: FakeVideoUnit, called: UUID) -> None:
    first, second, third = (waiting(unit, called) for _ in range(3))
    for guest in (first, second):
        admit_guest(unit, called, guest, "kim")
    with pytest.raises(TooManyPeople):
        admit_guest(unit, called, third, "kim")
    remove_guest(unit, called, first, "kim")
    admit_guest(unit, called, third, "kim")
    assert unit.guests.kept[third].state is GuestState.ADMITTED


def test_who_is_removed_is_off_the_line_and_comes_back_by_no_way(unit: FakeVideoUnit, called: UUID) -> None:
    guest = waiting(unit, called)
    admit_guest(unit, called, guest, "kim")
    caller = as_caller(unit.guests.kept[guest])
    call = join_line(unit, called, caller, uuid4())
    remove_guest(unit, called, guest, "kim")
    assert unit.line.roster(call.id) == ()
    assert unit.access.revoked == [guest]
    for attempt in (
        lambda: enter_as_guest(unit, guest, "Max Freund"),
        lambda: join_line(unit, called, caller, uuid4()),
    ):
        with pytest.raises(NotPossible):
            attempt()


def test_nobody_is_invited_without_end_or_after_the_end(unit: FakeVideoUnit, called: UUID) -> None:
    for _ in range(6):
        invited(unit, called)
    with pytest.raises(TooManyPeople):
        invited(unit, called)
    end_consultation(unit, called, "kim", "completed")
    with pytest.raises(ConsultationOver):
        invited(unit, called)


def test_a_guest_gets_relay_access_in_the_call_alone(unit: FakeVideoUnit, called: UUID) -> None:
    guest = waiting(unit, called)
    with pytest.raises(NotAdmitted):
        issue_media_access(unit, TURN, called, as_caller(unit.guests.kept[guest]))
    admit_guest(unit, called, guest, "kim")
    caller = as_caller(unit.guests.kept[guest])
    join_line(unit, called, caller, uuid4())
    assert issue_media_access(unit, TURN, called, caller).username.endswith(
        str(caller.id(consultation_of(unit, called).id))
    )


def test_the_citizens_own_link_leads_to_another_device_until_the_end(unit: FakeVideoUnit, called: UUID) -> None:
    assert link_for_another_device(unit, KEYS, called).startswith("1.")
    end_consultation(unit, called, "kim", "completed")
    with pytest.raises(ConsultationOver):
        link_for_another_device(unit, KEYS, called)
