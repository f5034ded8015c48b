"""In person, the last way: the case goes on after a call that could not identify, also at the level high."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from identity.adapters.tables import checks
from identity.domain.check import Status
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, panel, said

SHOWN = {
    "kind": "id_card",
    "state": "D",
    "given_names": "Erika",
    "family_name": "Mustermann",
    "birth_date": "1964-08-12",
    "original": "y",
}


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the counter."""
    return browser().sign_in("clerk")


def confirm(clerk: Browser, booked: UUID, **shown: str) -> Any:
    """Send the form."""
    at = f"/identitaet/vor-ort/{booked}"
    return clerk.post(at, clerk.get(at), **(SHOWN | shown))


def test_who_could_not_be_identified_by_video_is_in_person_at_the_level_high(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("high")
    clerk.post(f"{panel(booked)}/ablehnen/consent", clerk.get(panel(booked)), reason="level-not-by-video")
    assert "Vor Ort bestätigen" in clerk.get(panel(booked)).text
    assert confirm(clerk, booked).status_code == 303
    assert check_of(booked).status is Status.VERIFIED
    rejected, verified = said(work)
    assert rejected["reason"] == "level-not-by-video"
    assert (verified["method"], verified["level"]) == ("in_person", "high")
    assert verified["person"]["birth_date"] == "1964-08-12"


def test_the_panel_shows_by_itself_what_was_confirmed_elsewhere(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("high")
    clerk.post(f"{panel(booked)}/ablehnen/consent", clerk.get(panel(booked)), reason="level-not-by-video")
    asks = re.search(r'hx-get="([^"]+)" hx-trigger="every 2s"', clerk.get(panel(booked)).text)
    assert asks
    assert clerk.get(asks.group(1)).status_code == 204
    confirm(clerk, booked)
    assert "Identität bestätigt" in clerk.get(asks.group(1)).text


def test_another_name_than_booked_needs_a_reason(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment(call=False, family_name="Gabler")
    refused = confirm(clerk, booked)
    assert refused.status_code == 422
    assert "weicht von der Buchung ab" in refused.text
    assert 'value="Mustermann"' in refused.text
    assert confirm(clerk, booked, reason="Heirat, Urkunde gesehen").status_code == 303
    assert check_of(booked).status is Status.VERIFIED


@pytest.mark.parametrize("left_out", ["original", "birth_date", "family_name"])
def test_what_has_to_be_seen_is_asked_for(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, left_out: str
) -> None:
    booked = appointment(call=False)
    assert confirm(clerk, booked, **{left_out: ""}).status_code == 422
    assert check_of(booked).status is Status.WAITING


def test_nothing_is_confirmed_during_a_call_or_twice(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    talking = appointment()
    confirm(clerk, talking)
    assert check_of(talking).status is Status.OPEN
    done = appointment(call=False)
    confirm(clerk, done)
    confirm(clerk, done)
    assert len(said(work)) == 1


def test_the_schema_itself_refuses_the_level_high_by_video(appointment: Appointment, work: Open) -> None:
    booked = appointment("high")
    with pytest.raises(IntegrityError, match="video_is_never_high"), work() as unit:
        unit.connection.execute(
            checks.update().where(checks.c.appointment_id == booked).values(level="high", method=sa.null())
        )
