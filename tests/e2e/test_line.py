"""The line of a call as a hand-made client meets it: nothing before admission, nothing lost, nothing corrupted."""

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from simple_websocket import ConnectionClosed
from simple_websocket import ConnectionError as Refused

from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until
from contracts.booking import AppointmentCancelled
from local.home import Home
from tests.e2e.calls import Office
from tests.e2e.house import House
from video.domain.line import Said
from video.use_cases.cancel_consultation import cancel_consultation
from video.use_cases.end_consultation import end_consultation
from video.use_cases.join_line import Caller
from video.use_cases.queries import consultation_of
from video.use_cases.say import say

EVENTS = 300


@pytest.fixture
def house(office: Office) -> Iterator[House]:
    """A citizen who waits."""
    made = House(office)
    yield made
    made.leave()


def signal(to: str, number: int = 1) -> dict[str, Any]:
    """A candidate for a participant."""
    return {"type": "signal", "to": to, "to_epoch": 1, "body": {"candidate": {"candidate": f"candidate:{number}"}}}


def test_before_admission_the_citizen_learns_that_they_wait_and_may_say_nothing(house: House) -> None:
    citizen = house.citizen().until(lambda it: it.state)
    assert citizen.state["state"] == "waiting"
    assert [one["kind"] for one in citizen.state["roster"]] == ["citizen"]
    citizen.say({"type": "chat", "body": "Hallo?"})
    assert citizen.closed() == 4400
    assert citizen.texts() == []


def test_a_clerk_who_has_not_admitted_has_no_line(house: House) -> None:
    assert house.clerk().closed() == 4403


def test_admission_reaches_the_waiting_page_at_once(house: House) -> None:
    citizen = house.citizen().until(lambda it: it.state)
    begun = time.monotonic()
    house.admit()
    citizen.until(lambda it: it.state["state"] == "in_call")
    assert time.monotonic() - begun < 1.5, "the bell rings; the look every two seconds is only the safety net"


def test_another_site_gets_no_socket(house: House) -> None:
    with pytest.raises(Refused) as refused:
        house.citizen(headers={"Origin": "https://elsewhere.example"})
    assert refused.value.status_code == 400


def test_an_address_without_a_cookie_gets_no_socket(house: House) -> None:
    with pytest.raises(Refused) as refused:
        house.citizen(headers={"Cookie": "a=b"})
    assert refused.value.status_code == 401


def test_the_link_of_one_appointment_opens_no_other_line(house: House, office: Office) -> None:
    other, _ = office.book()
    with pytest.raises(Refused) as refused:
        house.citizen(appointment=other)
    assert refused.value.status_code == 404


def test_a_colleague_gets_no_line_into_the_call(house: House) -> None:
    house.admit()
    assert house.clerk(subject="lou").closed() == 4403


def test_the_end_closes_every_line_and_no_new_one_opens(house: House) -> None:
    house.admit()
    citizen, clerk = house.citizen(), house.clerk()
    for one in (citizen, clerk):
        one.until(lambda it: it.state)
    with house.unit() as unit:
        end_consultation(unit, house.appointment, "kim", "completed")
    assert (citizen.closed(), clerk.closed()) == (4410, 4410)
    assert house.clerk().closed() == 4410
    assert house.citizen().closed() == 4410


def test_a_link_that_was_taken_back_opens_no_line(house: House) -> None:
    cancelled = AppointmentCancelled(appointment_id=house.appointment, cancelled_at=datetime.now(UTC), by="town")
    with house.unit() as unit:
        cancel_consultation(unit, cancelled)
    with pytest.raises(Refused) as refused:
        house.citizen()
    assert refused.value.status_code == 410


def test_signals_of_both_sides_arrive_once_and_in_order(house: House) -> None:
    house.admit()
    citizen, clerk = house.citizen(), house.clerk()
    for one in (citizen, clerk):
        one.until(lambda it: len(it.state.get("roster", ())) == 2)
    for number in range(40):
        citizen.say(signal(clerk.state["me"]["id"], number))
        clerk.say(signal(citizen.state["me"]["id"], number))
    for one in (citizen, clerk):
        one.until(lambda it: sum(m["type"] == "signal" for m in it.heard) >= 40)
        heard = [m["body"]["candidate"]["candidate"] for m in one.heard if m["type"] == "signal"]
        assert heard == [f"candidate:{number}" for number in range(40)]


def test_a_line_that_broke_goes_on_where_it_was(house: House) -> None:
    house.admit()
    clerk = house.clerk().until(lambda it: it.state)
    citizen = house.citizen().until(lambda it: it.state)
    clerk.say({"type": "chat", "body": "eins"})
    citizen.until(lambda it: it.texts() == ["eins"])
    cursor = citizen.heard[-1]["seq"]
    citizen.leave()
    clerk.say({"type": "chat", "body": "zwei"})
    back = house.citizen(page=citizen.page, cursor=cursor).until(lambda it: it.texts())
    assert back.texts() == ["zwei"]
    assert back.state["me"]["epoch"] == 1


def test_the_second_page_replaces_the_first(house: House) -> None:
    house.admit()
    first = house.citizen().until(lambda it: it.state)
    second = house.citizen().until(lambda it: it.state)
    assert first.closed() == 4001
    assert second.state["me"]["epoch"] == 2


def test_a_page_that_was_replaced_while_its_line_was_down_takes_nothing_back(house: House) -> None:
    house.admit()
    first = house.citizen().until(lambda it: it.state)
    first.leave()
    second = house.citizen().until(lambda it: it.state)
    assert house.citizen(page=first.page).closed() == 4001
    assert second.until(lambda it: it.state).state["me"]["epoch"] == 2


def test_who_is_sent_out_while_speaking_is_told_so_and_not_that_another_page_took_over(house: House) -> None:
    house.admit()
    clerk = house.clerk().until(lambda it: it.state)
    with house.unit() as unit:
        call = consultation_of(unit, house.appointment).id
    cut_bell(house)
    with house.unit() as unit:
        unit.line.remove(call, Caller("clerk", "Kim Klar", "kim").id(call))
    clerk.say({"type": "chat", "body": "Ich bin noch da."})
    assert clerk.closed() == 4410


def test_a_flood_is_cut_off(house: House) -> None:
    house.admit()
    citizen = house.citizen().until(lambda it: it.state)
    with contextlib.suppress(ConnectionClosed):
        for _ in range(200):
            citizen.say({"type": "chat", "body": "x"})
    assert citizen.closed() == 4408


@pytest.mark.parametrize("message", [{"type": "shout"}, {"type": "signal", "body": {"x": 1}, "to": "?"}, {}])
def test_what_no_page_of_ours_says_ends_the_line(house: House, message: dict[str, Any]) -> None:
    house.admit()
    citizen = house.citizen().until(lambda it: it.state)
    citizen.say(message)
    assert citizen.closed() == 4400


def test_a_rollout_says_goodbye_and_the_process_is_gone_long_before_its_grace_is_over(house: House) -> None:
    house.admit()
    citizen = house.citizen().until(lambda it: it.state)
    assert house.office.process is not None
    house.office.process.terminate()
    assert citizen.closed() == 1012
    assert citizen.heard[-1] == {"type": "goaway"}
    house.office.process.wait(20)
    house.office.open()
    assert house.citizen(page=citizen.page).until(lambda it: it.state).state["me"]["epoch"] == 1


def test_a_minute_is_kept_in_numbers_and_nonsense_ends_the_line(house: House) -> None:
    house.admit()
    citizen = house.citizen().until(lambda it: it.state)
    body = {"round_trip": 0.05, "loss": 7, "frames_per_second": 24, "width": 640, "relayed": True, "freezes": 0}
    citizen.say({"type": "quality", "body": body})

    def kept() -> Any:
        with house.unit() as unit:
            call = unit.consultations.of_appointment(house.appointment).id
            return unit.quality.of(call)

    (measured,) = until(kept, "the minute is kept")
    assert (measured.kind, measured.minute.loss, measured.minute.width) == ("citizen", 1.0, 640)
    citizen.say({"type": "quality", "body": body | {"loss": "NaN"}})
    assert citizen.closed() == 4400


def test_no_line_is_lost_or_doubled_while_the_bell_is_cut_off_again_and_again(house: House) -> None:
    house.admit()
    citizen, clerk = house.citizen(), house.clerk()
    for one in (citizen, clerk):
        one.until(lambda it: len(it.state.get("roster", ())) == 2)
    caller = Caller("clerk", "Kim Klar", "kim")
    with house.unit() as unit:
        call = consultation_of(unit, house.appointment).id
    for number in range(EVENTS):
        if number % 100 == 0:
            cut_bell(house)
        with house.unit() as unit:
            say(unit, call, caller.id(call), clerk.page, Said("chat", str(number)))
    citizen.until(lambda it: len(it.texts()) >= EVENTS, seconds=30)
    assert citizen.texts() == [str(number) for number in range(EVENTS)]


def cut_bell(house: House) -> None:
    """End the connection on which the process hears of news, as a restarted database does."""
    engine = create_engine(house.office.running.settings.migration_database_url.get_secret_value(), pool_size=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'")
    engine.dispose()


def test_two_replicas_carry_one_call_and_the_death_of_one_leaves_the_other(
    house: House, office: Office, home: Home
) -> None:
    house.admit()
    port = home.port("video-web-second")
    second = Office(office.running, office.environment | {"PORT": str(port)}, port=port)
    second.open()
    try:
        citizen = house.citizen()
        clerk = house.clerk(office=second)
        for one in (citizen, clerk):
            one.until(lambda it: len(it.state.get("roster", ())) == 2)
        clerk.say({"type": "chat", "body": "von drüben"})
        citizen.until(lambda it: it.texts() == ["von drüben"])
        cursor = clerk.heard[-1].get("seq", 1)
        second.kill()
        back = house.clerk(page=clerk.page, cursor=cursor).until(lambda it: it.state)
        assert back.state["me"]["epoch"] == 1, "the picture need not be made anew"
        back.say({"type": "chat", "body": "wieder da"})
        citizen.until(lambda it: it.texts() == ["von drüben", "wieder da"])
    finally:
        second.kill()
