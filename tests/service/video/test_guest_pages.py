"""What a guest reads when there is nothing more for them in a call."""

from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from chassis.access import AccessKeys
from chassis.service import Running
from chassis.tenancy import Tenant
from tests.service.conftest import KEY
from tests.service.video.test_pages import TOWN, app, book, post
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.invite_guest import invite_guest
from video.use_cases.queries import consultation_of
from video.use_cases.receive_guest import admit_guest, enter_as_guest, remove_guest

__all__ = ["app"]
PAGE = "/gespraech/gast"


@pytest.fixture
def called(video: Running[Any], town: Tenant) -> UUID:
    """An appointment whose citizen is in a call with Kim."""
    appointment, _token = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
    return appointment


@pytest.fixture
def interpreter(video: Running[Any], town: Tenant, called: UUID, app: Any) -> tuple[FlaskClient, UUID]:
    """The browser of somebody who interprets in that call, and who they are."""
    with video.work(town) as unit:
        token = invite_guest(unit, AccessKeys.parse(KEY), called, "interpreter", "citizen")
        (guest,) = unit.guests.of(consultation_of(unit, called).id)
        enter_as_guest(unit, guest.id, "Gesa Gebärde")
        admit_guest(unit, called, guest.id, "kim")
    browser = app.test_client()
    assert post(browser, f"{PAGE}/zugang", data={"token": token}).status_code == 303
    assert "Gesa Gebärde" in browser.get(PAGE, base_url=TOWN).text
    return browser, guest.id


def read(browser: FlaskClient) -> str:
    """Return what the ended page says."""
    page = browser.get(PAGE, base_url=TOWN, headers={"Accept": "text/html"})
    assert page.status_code == 410
    return page.text


def test_who_was_there_to_the_end_is_thanked(
    video: Running[Any], town: Tenant, called: UUID, interpreter: tuple[FlaskClient, UUID]
) -> None:
    with video.work(town) as unit:
        end_consultation(unit, called, "kim", "completed")
    assert "Vielen Dank, dass Sie dabei waren" in read(interpreter[0])


def test_who_was_sent_out_reads_that_the_link_has_ended(
    video: Running[Any], town: Tenant, called: UUID, interpreter: tuple[FlaskClient, UUID]
) -> None:
    browser, guest = interpreter
    with video.work(town) as unit:
        remove_guest(unit, called, guest, "kim")
    assert "Dieser Link gilt nicht mehr" in read(browser)
