"""Calling off many appointments at once: seen first, then closed and written to everybody, and nothing else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import make_response

from booking.domain.appointment import Appointment, Citizen
from booking.use_cases import call_off_outage
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.foresee_hours import foresee_hours
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.service import Running
from chassis.testing.waiting import until
from chassis.web.staff_access import remember_staff
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import TYPED, Browser, held
from tests.service.booking.test_wording import WAITING

PAGE = "/verwaltung/booking/ausfall"
WITHOUT_MAIL = Citizen(given_names="Otto", family_name="Ohne")


@pytest.fixture
def supervisor(app: Any, work: Open, keep_catalogue: None) -> Browser:
    browser = Browser(app.test_client())
    with app.test_request_context(base_url="https://ostfildern.localhost"):
        response = make_response("")
        remember_staff(response, "s-1", "Sabine Sommer", {"ostfildern": ["supervisor"]})
    browser.take(response)
    return browser


@pytest.fixture
def keep_catalogue(booking: Running[Any]) -> Any:
    """Other tests find the catalogue as it was, as a version of its own: what was stored once is never taken back."""
    town = booking.tenants.by_key("ostfildern")
    with booking.work(town) as unit:
        usual = unit.catalogue
    yield
    with booking.work(town) as unit:
        booking.work.sections.store(unit.connection, town.key, usual)


@pytest.fixture
def do_due_work(booking: Running[Any]) -> Callable[[], None]:
    """Call off what is due, and leave mails alone."""

    def run() -> None:
        assert isinstance(booking.ports, BookingPorts)
        work = booking.work.of(booking.tenants.by_key("ostfildern"))
        with work() as unit:
            due = sa.text("SELECT item FROM due_work WHERE kind = 'call-off-outage'")
            items = list(unit.connection.execute(due).scalars())
        for item in items:
            call_off_outage.call_off_outage(work, item, booking.ports)

    return run


@pytest.fixture
def booked(work: Open, free: Any, ports: BookingPorts) -> list[Appointment]:
    """Two citizens at one time, at two desks."""
    with work() as unit:
        return [
            confirm_appointment(unit, hold_time(unit, wish(free)).id, citizen, ports)
            for citizen in (CITIZEN, WITHOUT_MAIL)
        ]


def typed(booked: list[Appointment], place: str = "online", **more: str) -> dict[str, str]:
    day = str(booked[0].slot.day)
    return {"place": place, "first": day, "last": day} | more


def states(work: Open) -> list[str]:
    with work() as unit:
        return list(unit.connection.execute(sa.text("SELECT state FROM appointment ORDER BY desk")).scalars())


def test_the_preview_shows_whom_it_meets_and_calls_nothing_off(
    supervisor: Browser, work: Open, booked: list[Appointment]
) -> None:
    assert "platz-1" in supervisor.get(PAGE).text
    page = supervisor.post(PAGE, **typed(booked), schritt="vorschau")
    assert page.status_code == 200
    assert all(one.number in page.text for one in booked)
    assert "keine E-Mail-Adresse" in page.text
    assert "(freiwillig)" not in page.text
    assert "Mustermann" not in page.text
    assert states(work) == ["confirmed", "confirmed"]


def test_an_office_that_closes_calls_all_off_writes_to_them_and_offers_its_times_no_more(
    supervisor: Browser, work: Open, booked: list[Appointment], do_due_work: Callable[[], None]
) -> None:
    supervisor.get(PAGE)
    answer = supervisor.post(PAGE, **typed(booked, reason="Wasserschaden", seen="2"), schritt="absagen")
    assert answer.status_code == 303
    with work() as unit:
        days = [day.day for day in free_times(unit, ["meldebescheinigung"], booked[0].slot.day).days]
    assert booked[0].slot.day not in days
    assert "0 von 2" in supervisor.get(answer.headers["Location"]).text
    do_due_work()
    assert states(work) == ["cancelled", "cancelled"]
    page = supervisor.get(answer.headers["Location"]).text
    assert "Fertig" in page
    silent = next(one for one in booked if not one.booked_by.email)
    assert silent.number in page
    with work() as unit:
        assert unit.catalogue_versions()[0].author == "Sabine Sommer"
        asked = sa.text("SELECT text FROM mail WHERE subject LIKE '%abgesagt%'")
        [text] = unit.connection.execute(asked).scalars()
        said = unit.connection.execute(
            sa.text("SELECT body->'data'->>'by' FROM outbox WHERE routing_key LIKE '%canc%'")
        )
        assert list(said.scalars()) == ["town", "town"]
    for part in ("Wasserschaden", "Der nächste freie Termin", "termin/zeit?leistung=meldebescheinigung"):
        assert part in text


def test_whoever_had_called_off_before_is_not_listed_as_still_to_be_told(
    supervisor: Browser, work: Open, booked: list[Appointment], ports: BookingPorts, do_due_work: Callable[[], None]
) -> None:
    silent = next(one for one in booked if not one.booked_by.email)
    with work() as unit:
        cancel_appointment(unit, silent.id, ports)
    supervisor.get(PAGE)
    answer = supervisor.post(PAGE, **typed(booked, reason="Wasserschaden", seen="1"), schritt="absagen")
    do_due_work()
    page = supervisor.get(answer.headers["Location"]).text
    assert "sind abgesagt (1)" in page
    assert silent.number not in page
    assert "selbst Bescheid sagen" not in page


def test_a_clerk_who_is_ill_meets_one_desk_only(
    supervisor: Browser, work: Open, booked: list[Appointment], do_due_work: Callable[[], None]
) -> None:
    supervisor.get(PAGE)
    supervisor.post(PAGE, **typed(booked, "online/platz-1", reason="Krank", seen="1"), schritt="absagen")
    do_due_work()
    assert states(work) == ["cancelled", "confirmed"]


def test_many_are_called_off_in_several_runs(
    supervisor: Browser,
    work: Open,
    booked: list[Appointment],
    do_due_work: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(call_off_outage, "AT_ONCE", 1)
    supervisor.get(PAGE)
    supervisor.post(PAGE, **typed(booked, reason="Streik", seen="2"), schritt="absagen")
    do_due_work()
    assert sorted(states(work)) == ["cancelled", "confirmed"]
    do_due_work()
    assert states(work) == ["cancelled", "cancelled"]


def test_a_list_that_changed_since_it_was_seen_is_shown_again(
    supervisor: Browser, work: Open, booked: list[Appointment]
) -> None:
    supervisor.get(PAGE)
    page = supervisor.post(PAGE, **typed(booked, reason="Streik", seen="1"), schritt="absagen")
    assert "hat sich die Liste geändert" in page.text
    assert states(work) == ["confirmed", "confirmed"]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"first": "2020-01-01", "last": "2020-01-02"}, "schon vorbei"),
        ({"last": "2020-01-02"}, "liegt vor dem ersten"),
        ({"place": "mond"}, "eine der Möglichkeiten"),
        ({"reason": "  "}, "warum die Termine ausfallen"),
        ({"first": "gestern"}, "Datum"),
    ],
)
def test_bad_input_is_told_and_kept(
    supervisor: Browser, booked: list[Appointment], changed: dict[str, str], complaint: str
) -> None:
    supervisor.get(PAGE)
    page = supervisor.post(PAGE, **(typed(booked, reason="Streik", seen="2") | changed), schritt="absagen")
    assert page.status_code == 422
    assert complaint in page.text


def test_new_hours_tell_which_appointments_they_would_leave_alone(work: Open, booked: list[Appointment]) -> None:
    with work() as unit:
        assert foresee_hours(unit, unit.catalogue)[0].startswith("Alle gebuchten Termine liegen")
        day = booked[0].slot.day + timedelta(days=1)
        later = tuple(
            office.model_copy(update={"hours": (office.hours[0].model_copy(update={"valid_from": day}),)})
            for office in unit.catalogue.offices
        )
        told = foresee_hours(unit, unit.catalogue.model_copy(update={"offices": later}))
    assert all(one.number in told[0] for one in booked)


def test_who_holds_a_time_there_is_told_and_keeps_what_was_typed(
    app: Any, supervisor: Browser, work: Open, booked: list[Appointment]
) -> None:
    citizen, begins_at = Browser(app.test_client()), booked[0].begins_at + timedelta(minutes=15)
    address = held(citizen, begins_at)
    supervisor.get(PAGE)
    supervisor.post(PAGE, **typed(booked, reason="Wasserschaden", seen="2"), schritt="absagen")
    page = citizen.post(address, **TYPED)
    assert page.status_code == 409
    assert 'name="given_names" value="Erika"' in page.text
    assert states(work) == ["confirmed", "confirmed"]


def test_an_outage_waits_for_a_change_of_the_hours_and_keeps_it(
    supervisor: Browser, work: Open, booked: list[Appointment]
) -> None:
    supervisor.get(PAGE)
    told = typed(booked, reason="Wasserschaden", seen="2") | {"schritt": "absagen"}
    with ThreadPoolExecutor(1) as other, work() as unit:
        unit.hold_catalogue()
        announced = other.submit(supervisor.post, PAGE, **told)
        until(lambda: unit.connection.execute(WAITING).scalar(), "the outage waits for the hours")
        unit.change_catalogue(unit.catalogue.model_copy(update={"raster_minutes": 30}), "Vera Weber", "Halbe Stunden")
        unit.connection.commit()
        assert announced.result().status_code == 303
    with work() as unit:
        assert unit.catalogue.raster_minutes == 30
        days = [day.day for day in free_times(unit, ["meldebescheinigung"], booked[0].slot.day).days]
    assert booked[0].slot.day not in days
