"""Families, representatives and needs on the citizen's pages."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from booking.domain.party import Person
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.queries import free_times
from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import TYPED, Browser

FAMILY = TYPED | {"leistung": "ummeldung", "personen": "2"}
MAX = {"given_names_2": "Max", "family_name_2": "Mustermann", "minor_2": "y"}


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def free(work: Open) -> datetime:
    with work() as unit:
        return free_times(unit, ["ummeldung"], persons=2).days[-1].slots[0].time.begins_at


def held(browser: Browser, begins_at: datetime, **choice: str) -> str:
    browser.get("/termin/zeit", **choice)
    answer = browser.post("/termin/zeit", zeit=stamp(begins_at), klick=str(uuid4()), **choice)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_family_books_one_appointment_with_all_names(browser: Browser, free: datetime, work: Open) -> None:
    assert "2 Personen" in browser.get("/termin/zeit", leistung="ummeldung", personen=2).text
    address = held(browser, free, leistung="ummeldung", personen="2")
    assert "Nachname von Person 2" in browser.get(address).text
    answer = browser.post(address, **FAMILY, **MAX)
    appointment_id = UUID(answer.headers["Location"].rpartition("/")[2])
    with work() as unit:
        found = unit.appointments.find(appointment_id)
        mail = unit.connection.execute(sa.text("SELECT text FROM mail")).scalar_one()
    assert found is not None
    assert found.booked_by.companions == (Person(given_names="Max", family_name="Mustermann", minor=True),)
    assert found.consented_at is not None
    assert "Max Mustermann" in mail
    assert "Max Mustermann (unter 18)" in browser.get(f"/termin/bestaetigt/{appointment_id}").text


def test_a_missing_name_of_the_family_is_named_and_nothing_is_lost(browser: Browser, free: datetime) -> None:
    address = held(browser, free, leistung="ummeldung", personen="2")
    browser.get(address)
    page = browser.post(address, **FAMILY, given_names_2="Max")
    assert page.status_code == 422
    assert "Nachname von Person 2 –" in page.text
    assert 'value="Max"' in page.text


def test_a_familys_names_survive_the_choice_of_another_time(browser: Browser, free: datetime) -> None:
    address = held(browser, free, leistung="ummeldung", personen="2")
    browser.get(address)
    times = browser.post(f"{address}/zeiten", **FAMILY, **MAX)
    for hidden in ('name="personen" value="2"', 'name="given_names_2" value="Max"', 'name="minor_2" value="y"'):
        assert hidden in times.text
    page = browser.post(f"{address}/neu", zeit=stamp(free), klick=str(uuid4()), **FAMILY, **MAX)
    assert re.search(r'name="given_names_2"[^>]* value="Max"', page.text)


def test_too_many_persons_are_explained_with_the_choice_kept(browser: Browser) -> None:
    page = browser.get("/termin/zeit", leistung="fuehrungszeugnis", personen=3)
    assert page.status_code == 422
    assert "„Führungszeugnis“ geht nur für eine Person" in page.text
    assert re.search(r'value="fuehrungszeugnis"[^>]* checked', page.text)
    assert re.search(r'<option value="3" selected', page.text)


def test_who_acts_for_another_names_them_and_learns_what_to_show(browser: Browser, free: datetime, work: Open) -> None:
    address = held(browser, free, leistung="ummeldung")
    browser.get(address)
    told = TYPED | {"leistung": "ummeldung", "for_whom": "power-of-attorney"}
    page = browser.post(address, **told)
    assert page.status_code == 422
    assert "Nachname der Person, für die Sie handeln –" in page.text
    answer = browser.post(address, **told, represented_family_name="Sukarno")
    shown = browser.get(answer.headers["Location"])
    assert "die Vollmacht von Sukarno" in shown.text
    with work() as unit:
        found = unit.appointments.find(UUID(answer.headers["Location"].rpartition("/")[2]))
    assert found is not None
    represented = found.booked_by.represented
    assert represented is not None
    assert (found.booked_by.represents, represented.family_name) == ("power-of-attorney", "Sukarno")


def test_a_right_that_the_procedure_does_not_allow_cannot_be_chosen(browser: Browser, work: Open) -> None:
    with work() as unit:
        begins_at = free_times(unit, ["fuehrungszeugnis"]).days[-1].slots[0].time.begins_at
    address = held(browser, begins_at, leistung="fuehrungszeugnis")
    page = browser.get(address)
    assert 'value="guardian"' in page.text
    assert 'value="power-of-attorney"' not in page.text
    told = TYPED | {"leistung": "fuehrungszeugnis", "for_whom": "power-of-attorney", "represented_family_name": "X"}
    assert browser.post(address, **told).status_code == 422


def test_one_name_and_needs_are_possible(browser: Browser, free: datetime, work: Open) -> None:
    address = held(browser, free, leistung="ummeldung")
    browser.get(address)
    told = TYPED | {"given_names": "", "family_name": "Sukarno", "sign_language": "y", "needs": "Ich höre schlecht"}
    assert browser.post(address, **told).status_code == 422
    answer = browser.post(address, **told, single_name="y")
    assert answer.status_code == 303
    with work() as unit:
        found = unit.appointments.find(UUID(answer.headers["Location"].rpartition("/")[2]))
    assert found is not None
    assert found.booked_by.name == "Sukarno"
    assert (found.booked_by.sign_language, found.booked_by.needs) == (True, "Ich höre schlecht")


def test_a_name_in_another_script_is_refused_in_plain_words(browser: Browser, free: datetime) -> None:
    address = held(browser, free, leistung="ummeldung")
    browser.get(address)
    page = browser.post(address, **TYPED | {"family_name": "Иванов"})
    assert page.status_code == 422
    assert "mit lateinischen Buchstaben" in page.text
    assert 'value="Иванов"' in page.text


def test_a_family_waits_for_a_time_of_its_length(browser: Browser, work: Open) -> None:
    browser.get("/termin/warteliste", leistung="ummeldung", personen=3)
    until = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()
    told = {"leistung": "ummeldung", "personen": "3", "email": "a@example.org", "until": until, "consent": "y"}
    assert browser.post("/termin/warteliste", **told).status_code == 303
    with work() as unit:
        assert unit.connection.execute(sa.text("SELECT persons FROM waiting")).scalar_one() == 3
