"""Opening hours are changed on a page: seen first, stored with a reason, orphans moved with a mail, and taken back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import make_response

from booking.domain.appointment import Appointment, Citizen
from booking.entrypoints.pages.reading import stamp
from booking.entrypoints.staff_hours_words import rule_told
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.move_orphans import orphaned
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.service import Running
from chassis.web.staff_access import remember_staff
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import Browser

PAGE = "/verwaltung/booking/zeiten"
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
def keep_catalogue(booking: Running[Any]) -> Iterator[None]:
    town = booking.tenants.by_key("ostfildern")
    with booking.work(town) as unit:
        usual = unit.catalogue
    yield
    with booking.work(town) as unit:
        booking.work.sections.store(unit.connection, town.key, usual)


@pytest.fixture
def booked(work: Open, ports: BookingPorts) -> list[Appointment]:
    """Two appointments at the same time, one of a citizen without mail."""
    with work() as unit:
        begins_at = free_times(unit, ["meldebescheinigung"]).days[-1].slots[0].time.begins_at
        people = (CITIZEN, WITHOUT_MAIL)
        return [confirm_appointment(unit, hold_time(unit, wish(begins_at)).id, person, ports) for person in people]


def fields(page: str) -> dict[str, Any]:
    """Return what a browser would send of the page's last form."""
    form = page[page.rindex('<form method="post" novalidate>') :]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\S+?)="([^"]*)"', tag))
        if told.get("name") and (told.get("type") != "checkbox" or " checked" in tag):
            sent.setdefault(told["name"], []).append(told.get("value", "y"))
    return {name: values for name, values in sent.items() if name != "csrf_token"}


def close(supervisor: Browser, place: str, one: Appointment, reason: str = "Betriebsausflug") -> Any:
    """Close the place on the day of an appointment, as far as the preview."""
    typed = fields(supervisor.get(f"{PAGE}/{place}").text)
    number = next(n for n in range(9) if not typed.get(f"closures-{n}-first", [""])[0])
    typed |= {f"closures-{number}-first": str(one.slot.day), f"closures-{number}-reason": reason}
    return supervisor.post(f"{PAGE}/{place}", **typed, schritt="vorschau")


def store(supervisor: Browser, address: str, preview: Any, note: str = "Betriebsausflug") -> Any:
    return supervisor.post(address, **(fields(preview.text) | {"note": note, "schritt": "speichern"}))


def test_the_page_tells_hours_people_and_versions(supervisor: Browser) -> None:
    text = supervisor.get(PAGE).text
    for said in ("7:30 bis 8:30 Uhr", "Arbeitsplatz 2", "Sprachen: de, en", "gilt", "Einrichtung"):
        assert said in text, said


def test_rules_are_listed_in_words_and_open_where_they_are_wrong(supervisor: Browser, work: Open) -> None:
    with work() as unit:
        office = unit.catalogue.offices[0]
    text = supervisor.get(f"{PAGE}/{office.key}").text
    listed = re.findall(r"<details[^>]*><summary>([^<]+)</summary>", text)
    assert [rule_told(rule) for rule in office.hours] == listed[: len(office.hours)]
    assert listed[len(office.hours)] == "Weitere Zeile"
    assert '<details class="narrow" open>' not in text
    wrong = supervisor.post(f"{PAGE}/{office.key}", **(fields(text) | {"hours-0-closes": "00:01"}))
    assert re.findall(r'<details class="narrow" open><summary>([^<]+)</summary>', wrong.text) == ["Zeile 1"]


def test_a_form_that_is_sent_as_it_is_changes_nothing(supervisor: Browser, work: Open) -> None:
    with work() as unit:
        office = unit.catalogue.offices[0]
    for place in (office.key, f"{office.key}/{office.desks[0].key}", f"{office.key}/{office.desks[-1].key}"):
        typed = fields(supervisor.get(f"{PAGE}/{place}").text)
        text = supervisor.post(f"{PAGE}/{place}", **typed, schritt="vorschau").text
        assert "Nichts ist anders" in text, place


def test_a_closure_is_previewed_stored_and_its_orphans_are_moved_with_a_mail(
    supervisor: Browser, booked: list[Appointment], work: Open
) -> None:
    place = booked[0].slot.office
    preview = close(supervisor, place, booked[0])
    assert "2 gebuchte Termine lägen außerhalb" in preview.text
    with work() as unit:
        assert not orphaned(unit)
    assert "Bitte füllen Sie dieses Feld aus." in store(supervisor, f"{PAGE}/{place}", preview, note=" ").text
    assert store(supervisor, f"{PAGE}/{place}", preview).headers["Location"].endswith("/betroffen")
    page = supervisor.get(f"{PAGE}/betroffen")
    assert all(one.number in page.text for one in booked)
    near = re.search(r'name="zeit" value="([^"]+)"', page.text)
    assert near
    address = f"/verwaltung/booking/termin/{booked[0].id}/verschieben"
    assert supervisor.post(address, zeit=near[1], zurueck="betroffen").status_code == 303
    supervisor.get(f"{PAGE}/betroffen")
    supervisor.post(f"{PAGE}/betroffen")
    with work() as unit:
        assert not orphaned(unit)
        moved = [unit.appointments.find(one.id) for one in booked]
        mails = unit.connection.execute(sa.text("SELECT text FROM mail WHERE subject LIKE '%neuer%'")).scalars().all()
    assert all(one and one.slot.day != booked[0].slot.day and one.state == "confirmed" for one in moved)
    assert len(mails) == 1
    assert "bitten um Entschuldigung" in mails[0]


def test_an_orphan_is_called_off_in_one_go_with_a_reason_at_hand(
    supervisor: Browser, booked: list[Appointment], work: Open
) -> None:
    place = booked[0].slot.office
    store(supervisor, f"{PAGE}/{place}", close(supervisor, place, booked[0]))
    address = f"/verwaltung/booking/termin/{booked[0].id}/absagen"
    listed = supervisor.get(f"{PAGE}/betroffen").text
    assert f"{address}?zurueck=betroffen" in listed
    asked = supervisor.get(address, zurueck="betroffen").text
    assert "niemand mehr da" in asked
    answer = supervisor.post(f"{address}?zurueck=betroffen", reason="Betriebsausflug")
    assert answer.headers["Location"] == f"{PAGE}/betroffen"
    with work() as unit:
        assert [one.id for one in orphaned(unit)] == [booked[1].id]


def test_a_preview_tells_changes_in_the_words_of_the_page_not_in_paths_of_the_text(
    supervisor: Browser, booked: list[Appointment]
) -> None:
    place = booked[0].slot.office
    page = close(supervisor, place, booked[0]).text
    assert ": Geschlossen" in page
    assert "Betriebsausflug" in page
    assert "offices[" not in page


def test_an_absent_desk_gives_its_appointment_to_the_other_at_the_same_time(
    supervisor: Browser, booked: list[Appointment], work: Open
) -> None:
    with work() as unit:
        unit.connection.execute(sa.text("DELETE FROM appointment WHERE id = :id"), {"id": booked[1].id})
    place = f"{booked[0].slot.office}/{booked[0].slot.desk}"
    store(supervisor, f"{PAGE}/{place}", close(supervisor, place, booked[0]))
    supervisor.get(f"{PAGE}/betroffen")
    supervisor.post(f"{PAGE}/betroffen")
    with work() as unit:
        moved = unit.appointments.find(booked[0].id)
    assert moved is not None
    assert (moved.begins_at, moved.slot.desk) == (booked[0].begins_at, booked[1].slot.desk)


def test_an_earlier_version_comes_back_and_what_changed_meanwhile_is_refused(
    supervisor: Browser, booked: list[Appointment], work: Open
) -> None:
    with work() as unit:
        before, usual = unit.catalogue_versions()[0].number, unit.catalogue.offices
    place = booked[0].slot.office
    stale = close(supervisor, place, booked[0], "Stromausfall")
    twice = close(supervisor, place, booked[0])
    for _ in ("pressed", "pressed again"):
        assert store(supervisor, f"{PAGE}/{place}", twice).status_code == 303
    assert store(supervisor, f"{PAGE}/{place}", stale).status_code == 409
    supervisor.get(PAGE)
    preview = supervisor.post(f"{PAGE}/fassung/{before}")
    assert "Alle gebuchten Termine liegen in den neuen" in preview.text
    assert store(supervisor, f"{PAGE}/fassung/{before}", preview, "Doch offen").status_code == 303
    with work() as unit:
        newest = unit.catalogue_versions()[0]
        assert unit.catalogue.offices == usual
    assert (newest.author, newest.note) == ("Sabine Sommer", "Doch offen")


def test_new_hours_are_typed_and_wrong_ones_keep_what_was_typed(supervisor: Browser, work: Open) -> None:
    with work() as unit:
        office = unit.catalogue.offices[0]
    place = f"{office.key}/{office.desks[0].key}"
    rule = {
        "hours-0-days": ["mo", "mi"], "hours-0-opens": "09:00", "hours-0-closes": "08:00",
        "hours-0-weeks": ["1", "-1"], "languages": "de, tr",
    }  # fmt: skip
    typed = fields(supervisor.get(f"{PAGE}/{place}").text) | rule
    wrong = supervisor.post(f"{PAGE}/{place}", **typed)
    assert wrong.status_code == 422
    assert "Die Schließzeit liegt vor der Öffnungszeit." in wrong.text
    assert 'value="08:00"' in wrong.text
    preview = supervisor.post(f"{PAGE}/{place}", **(typed | {"hours-0-closes": "00:00"}))
    assert store(supervisor, f"{PAGE}/{place}", preview).status_code == 303
    with work() as unit:
        desk = unit.catalogue.offices[0].desks[0]
    rules = desk.hours[0]
    assert (desk.languages, rules.weeks, rules.opens, rules.closes) == (("de", "tr"), (1, -1), 9 * 60, 24 * 60)


def test_an_unknown_place_or_version_is_not_there(supervisor: Browser) -> None:
    assert supervisor.get(f"{PAGE}/nirgends").status_code == 404
    supervisor.get(PAGE)
    assert supervisor.post(f"{PAGE}/fassung/9999").status_code == 404


def test_a_clerk_moves_an_appointment_and_tells_whoever_has_no_mail(
    supervisor: Browser, booked: list[Appointment], work: Open
) -> None:
    address = f"/verwaltung/booking/termin/{booked[1].id}/verschieben"
    first = re.search(r'name="zeit" value="([^"]+)"', supervisor.get(address).text)
    assert first
    assert supervisor.post(address, zeit=first[1]).status_code == 303
    assert "sagen Sie selbst Bescheid" in supervisor.get(address).text
    with work() as unit:
        moved = unit.appointments.find(booked[1].id)
    assert moved is not None
    assert stamp(moved.begins_at) == first[1] != stamp(booked[1].begins_at)
