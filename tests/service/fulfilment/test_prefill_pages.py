"""The form beside the call: what is known is filled in and says where from; a clerk puts it right with a reason."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from contracts.parts import Attendee
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.open_cases import open_cases
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story


@pytest.fixture
def clerk(work: Open, staff_of: Callable[..., Browser]) -> Browser:
    return staff_of("clerk")


def test_the_person_is_shown_with_its_origin_and_put_right_with_a_reason(work: Open, clerk: Browser) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    desk = f"/vorgang/arbeitsplatz/{story.appointment_id}"
    assert "laut Buchung, noch nicht geprüft" in clerk.get(desk).text
    with work() as unit:
        accept_identity(unit, story.verified())
        number = unit.cases.get(story.case_id).number
    page = clerk.get(desk).text
    assert "aus der Identitätsprüfung" in page
    field = f"{number}-person-".lower()
    typed = {"given_names": "Erika", "family_name": "Müstermann", "birth_date": "1964-08-12", "reason": ""}
    refused = clerk.post(f"{desk}/{story.case_id}/person", {field + name: value for name, value in typed.items()})
    assert (refused.status_code, "Müstermann" in refused.text) == (422, True)
    typed["reason"] = "Im Ausweis steht ue statt ü"
    shown = clerk.post(f"{desk}/{story.case_id}/person", {field + name: value for name, value in typed.items()})
    assert shown.status_code == 200
    assert "Erika Müstermann" in shown.text
    assert "berichtigt: Im Ausweis steht ue statt ü" in shown.text
    with work() as unit:
        put_right = unit.cases.get(story.case_id).correction
        assert put_right is not None
        assert put_right.replaces == "Erika|Mustermann|1964-08-12"


@pytest.mark.parametrize("born", ["1700-01-01", "2199-01-01", ""])
def test_a_day_on_which_nobody_alive_was_born_is_refused(work: Open, clerk: Browser, born: str) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
        accept_identity(unit, story.verified())
        field = f"{unit.cases.get(story.case_id).number}-person-".lower()
    typed = {"given_names": "Erika", "family_name": "M", "birth_date": born, "reason": "Ein langer Grund"}
    address = f"/vorgang/arbeitsplatz/{story.appointment_id}/{story.case_id}/person"
    assert clerk.post(address, {field + name: value for name, value in typed.items()}).status_code == 422
    with work() as unit:
        assert unit.cases.get(story.case_id).correction is None


def test_who_was_booked_along_stands_in_the_form_and_says_so(work: Open, clerk: Browser) -> None:
    story = Story("ummeldung")
    kim = Attendee(given_names="Kim", family_name="Mustermann")
    with work() as unit:
        open_cases(unit, replace(story.confirmed(), companions=(kim,)))
    page = clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}").text
    assert "Kim Mustermann" in page
    assert "Aus der Buchung übernommen." in page


@pytest.mark.parametrize("procedure", ["beratung", "meldebescheinigung", "fuehrungszeugnis"])
def test_the_clerk_sees_who_is_represented_whatever_the_form_asks(work: Open, clerk: Browser, procedure: str) -> None:
    story, alone = Story(procedure), Story(procedure)
    mia = Attendee(given_names="Mia", family_name="Beispiel")
    with work() as unit:
        open_cases(unit, replace(story.confirmed(), represents="power-of-attorney", represented=mia))
        open_cases(unit, alone.confirmed())
    page = clerk.get(f"/vorgang/arbeitsplatz/{story.appointment_id}").text
    assert "Handelt für" in page
    assert re.search(r"<dd>Mia Beispiel <span[^>]*>\(laut Buchung mit Vollmacht", page)
    assert "Handelt für" not in clerk.get(f"/vorgang/arbeitsplatz/{alone.appointment_id}").text
