"""Who may say what on the line, and what reaches whom."""

import base64
import hashlib
import hmac
from uuid import UUID, uuid4

import pytest

from chassis.testing.fakes import FakeClock
from tests.unit.video.fakes import FakeVideoUnit
from video.adapters.turn import Coturn
from video.domain.errors import ConsultationOver, NotAdmitted, NotPossible, NotYourCall, Replaced, TooMuch
from video.domain.line import Delivery, Participant, Said
from video.domain.quality import Minute
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.issue_media_access import issue_media_access
from video.use_cases.join_line import Caller, Coming, join_line
from video.use_cases.leave_line import leave_line
from video.use_cases.note_quality import note_quality
from video.use_cases.park_consultation import park_consultation
from video.use_cases.purge_line import purge_line
from video.use_cases.queries import consultation_of
from video.use_cases.read_line import read_line
from video.use_cases.say import say

ERIKA = Caller("citizen", "Erika Mustermann")
KIM = Caller("clerk", "Kim Klar", "kim")
PHONE, LAPTOP, DESK = uuid4(), uuid4(), uuid4()
TURN = Coturn("turn:relay.example:3478", lambda: "old\nnew")


@pytest.fixture
def call(unit: FakeVideoUnit, appointment: UUID) -> UUID:
    """A running call of Erika (on her laptop) with Kim."""
    enter_waiting_room(unit, appointment, consents=True)
    join_line(unit, appointment, ERIKA, LAPTOP)
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    return join_line(unit, appointment, KIM, DESK).id


def person(unit: FakeVideoUnit, call: UUID, caller: Caller) -> Participant:
    """Return a caller as they stand in the roster."""
    found = unit.line.participant(call, caller.id(call))
    assert found is not None
    return found


def tell(unit: FakeVideoUnit, call: UUID, text: str, page: UUID = DESK) -> int:
    """Kim sends Erika's current page a signal."""
    erika = person(unit, call, ERIKA)
    return say(unit, call, KIM.id(call), page, Said("signal", {"sdp": text}, erika.id, erika.epoch))


def heard(unit: FakeVideoUnit, call: UUID, caller: Caller = ERIKA, cursor: int = 0) -> Delivery:
    """Return what a caller's socket would pass on."""
    return read_line(unit, call, caller.id(call), cursor)


def test_signals_arrive_in_order_and_once_by_the_cursor(unit: FakeVideoUnit, call: UUID) -> None:
    for text in ("one", "two", "three"):
        tell(unit, call, text)
    first = heard(unit, call)
    assert [entry.body["sdp"] for entry in first.entries] == ["one", "two", "three"]
    assert heard(unit, call, cursor=first.cursor).entries == ()


def test_a_signal_reaches_only_whom_it_is_for(unit: FakeVideoUnit, call: UUID) -> None:
    tell(unit, call, "offer")
    assert heard(unit, call, KIM).entries == ()


def test_a_reload_raises_the_epoch_and_drops_what_was_meant_for_the_page_before(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    tell(unit, call, "for the laptop's first page")
    join_line(unit, appointment, ERIKA, uuid4())
    assert person(unit, call, ERIKA).epoch == 2
    assert heard(unit, call).entries == ()


def test_what_a_page_said_before_its_own_reload_is_dropped(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    tell(unit, call, "offer of a page that is gone")
    join_line(unit, appointment, KIM, uuid4())
    assert heard(unit, call).entries == ()


def test_a_chat_survives_the_reload(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    say(unit, call, KIM.id(call), DESK, Said("chat", "Guten Tag!"))
    join_line(unit, appointment, ERIKA, uuid4())
    assert [entry.body for entry in heard(unit, call).entries] == ["Guten Tag!"]


def test_a_socket_that_comes_back_keeps_its_epoch(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    leave_line(unit, call, ERIKA.id(call), LAPTOP)
    assert not person(unit, call, ERIKA).present(unit.clock())
    join_line(unit, appointment, ERIKA, LAPTOP)
    assert person(unit, call, ERIKA).epoch == 1
    assert person(unit, call, ERIKA).present(unit.clock())


def test_who_is_parked_and_called_again_is_handed_no_offer_of_the_first_call(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    tell(unit, call, "Kim's first offer")
    kim = person(unit, call, KIM)
    say(unit, call, ERIKA.id(call), LAPTOP, Said("signal", {"sdp": "Erika's answer"}, kim.id, kim.epoch))
    say(unit, call, ERIKA.id(call), LAPTOP, Said("chat", "Guten Tag!"))
    park_consultation(unit, appointment, "kim", "")
    admit_citizen(unit, appointment, "kim", "Kim Klar")
    join_line(unit, appointment, KIM, uuid4())
    for caller in (ERIKA, KIM):
        assert [entry.body for entry in heard(unit, call, caller).entries] == ["Guten Tag!"]


def test_a_new_connection_of_the_same_page_raises_the_epoch(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    join_line(unit, appointment, ERIKA, LAPTOP, "renewed")
    assert person(unit, call, ERIKA).epoch == 2


def test_the_second_tab_replaces_the_first(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    join_line(unit, appointment, ERIKA, PHONE)
    assert heard(unit, call).me.page == PHONE
    with pytest.raises(NotPossible):
        say(unit, call, ERIKA.id(call), LAPTOP, Said("chat", "noch da?"))
    leave_line(unit, call, ERIKA.id(call), LAPTOP)
    assert person(unit, call, ERIKA).present(unit.clock()), "the old tab's leaving is not the new tab's"


@pytest.mark.parametrize("coming", ["renewed", "again"])
def test_a_page_that_comes_back_takes_nothing_from_the_one_that_took_over(
    unit: FakeVideoUnit, appointment: UUID, call: UUID, coming: Coming
) -> None:
    join_line(unit, appointment, ERIKA, PHONE)
    with pytest.raises(Replaced):
        join_line(unit, appointment, ERIKA, LAPTOP, coming)
    assert (person(unit, call, ERIKA).page, person(unit, call, ERIKA).epoch) == (PHONE, 2)


def test_before_admission_nothing_passes_and_no_relay_is_given(unit: FakeVideoUnit, appointment: UUID) -> None:
    enter_waiting_room(unit, appointment, consents=True)
    waiting = join_line(unit, appointment, ERIKA, LAPTOP)
    with pytest.raises(NotAdmitted):
        say(unit, waiting.id, ERIKA.id(waiting.id), LAPTOP, Said("chat", "Hallo?"))
    with pytest.raises(NotAdmitted):
        issue_media_access(unit, TURN, appointment, ERIKA)


def test_who_has_not_entered_the_waiting_room_has_no_line(unit: FakeVideoUnit, appointment: UUID) -> None:
    with pytest.raises(NotPossible):
        join_line(unit, appointment, ERIKA, LAPTOP)


def test_another_clerk_gets_no_line_into_the_call(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    with pytest.raises(NotYourCall):
        join_line(unit, appointment, Caller("clerk", "Lou Licht", "lou"), uuid4())
    assert heard(unit, call).state == "in_call"


def test_after_the_end_nothing_is_delivered_and_nobody_joins(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    tell(unit, call, "late")
    end_consultation(unit, appointment, "kim", "completed")
    assert heard(unit, call).entries == ()
    with pytest.raises(NotPossible):
        join_line(unit, appointment, ERIKA, LAPTOP)
    with pytest.raises(ConsultationOver):
        issue_media_access(unit, TURN, appointment, ERIKA)


def test_a_minute_is_kept_while_the_call_runs_and_not_after_it(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    minute = Minute(0.04, 0.0, 24.0, 1280, relayed=True, freezes=0)
    note_quality(unit, call, "citizen", minute)
    end_consultation(unit, appointment, "kim", "completed")
    note_quality(unit, call, "citizen", minute)
    assert [measured.minute for measured in unit.quality.of(call)] == [minute]


def test_a_chat_line_as_long_as_a_book_is_refused(unit: FakeVideoUnit, call: UUID) -> None:
    with pytest.raises(TooMuch):
        say(unit, call, KIM.id(call), DESK, Said("chat", "x" * 2001))


@pytest.mark.parametrize("text", ["x" * 2000, "ä" * 2000, '"' * 1000])
def test_what_the_field_of_the_chat_takes_is_taken(unit: FakeVideoUnit, call: UUID, text: str) -> None:
    assert say(unit, call, KIM.id(call), DESK, Said("chat", text)) == 1


def test_every_line_rings_the_bell(unit: FakeVideoUnit, call: UUID) -> None:
    before = len(unit.line.rung)
    tell(unit, call, "offer")
    assert unit.line.rung[before:] == [call]


def test_relay_credentials_are_an_hmac_under_the_newest_secret_for_ten_minutes(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    access = issue_media_access(unit, TURN, appointment, ERIKA)
    expiry, who = access.username.split(":")
    assert int(expiry) - unit.clock().timestamp() == 600
    assert who == f"{call}.{ERIKA.id(call)}"
    mac = hmac.new(b"new", access.username.encode(), hashlib.sha1).digest()
    assert access.credential == base64.b64encode(mac).decode()


def test_citizens_are_reached_by_the_relay_only_unless_the_operator_says_otherwise(
    unit: FakeVideoUnit, appointment: UUID, call: UUID
) -> None:
    open_policy = Coturn("turn:relay.example", lambda: "s", "all")
    assert issue_media_access(unit, TURN, appointment, ERIKA).relay_only
    assert not issue_media_access(unit, TURN, appointment, KIM).relay_only
    assert not issue_media_access(unit, open_policy, appointment, ERIKA).relay_only
    assert call


def test_the_line_is_forgotten_only_when_the_call_is_over(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    say(unit, call, KIM.id(call), DESK, Said("chat", "Guten Tag!"))
    purge_line(unit, call)
    assert unit.line.log[call]
    end_consultation(unit, appointment, "kim", "completed")
    purge_line(unit, call)
    assert call not in unit.line.log
    assert unit.line.roster(call) == ()


def test_presence_fades_when_no_sign_of_life_comes(unit: FakeVideoUnit, appointment: UUID, call: UUID) -> None:
    assert isinstance(unit.clock, FakeClock)
    unit.clock.advance(seconds=16)
    assert not person(unit, call, ERIKA).present(unit.clock())
    assert consultation_of(unit, appointment).state == "in_call", "the picture may outlive the socket"
