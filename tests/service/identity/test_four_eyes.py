"""Four eyes: a step that failed goes on only when somebody else says so, with a reason, and in time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from chassis.access import Grant
from chassis.testing.fakes import FakeClock
from identity.domain.check import Status, Step
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, features, lead, panel, said

DECIDE = "vier-augen/features/entscheidung"


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


@pytest.fixture
def colleague(browser: Callable[[], Browser]) -> Browser:
    """A second person."""
    return browser().sign_in("clerk", subject="u-2")


def ask(clerk: Browser, booked: UUID, check_of: CheckOf, why: str = "Karte abgenutzt") -> Any:
    """See a feature badly and ask a second person."""
    shown = lead(clerk, booked, check_of, Step.FEATURES)
    worn = f"merkmal-{check_of(booked).results.features[0].key}"
    told = features(check_of(booked), **{worn: "nein"})
    shown = clerk.post(f"{panel(booked)}/merkmale", shown, **told)
    assert "Zweite Person fragen" in shown.text
    return clerk.post(f"{panel(booked)}/vier-augen/features", shown, warum=why, **told)


def test_a_second_person_lets_the_check_go_on(
    clerk: Browser, colleague: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    waiting = ask(clerk, booked, check_of)
    assert "Eine zweite Person entscheidet" in waiting.text
    assert "every 2s" in waiting.text
    assert "Karte abgenutzt" in colleague.get("/identitaet/vier-augen").text
    asked = colleague.get(panel(booked))
    assert "nicht erkennbar" in asked.text
    decided = colleague.post(f"{panel(booked)}/{DECIDE}", asked, warum="Foto verglichen", entscheidung="ja")
    assert "Ihre Entscheidung ist angekommen" in decided.text
    assert "<form" not in decided.text, "the next step is the first person's again"
    check = check_of(booked)
    assert check.step is Step.ZONE
    assert (check.results.overrides[0].asked_by, check.results.overrides[0].decided_by) == ("staff:u-1", "staff:u-2")
    assert check.results.features[0].seen is False


def test_the_citizen_reads_that_two_people_confer_and_is_asked_for_nothing_meanwhile(
    browser: Callable[[], Browser], clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    person = browser().hold(Grant("ostfildern", booked, "join"))
    address = f"/identitaet/mitlesen/{booked}"
    waiting = ask(clerk, booked, check_of)
    shown = person.get(f"{address}?stand=open.features")
    assert "Einen Moment bitte" in shown.text
    assert "kippen" not in shown.text
    clerk.post(f"{panel(booked)}/vier-augen/features/zurueck", waiting)
    assert "kippen" in person.get(f"{address}?stand=open.features.second").text


def test_who_asks_cannot_decide(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment()
    waiting = ask(clerk, booked, check_of)
    answer = clerk.post(f"{panel(booked)}/{DECIDE}", waiting, warum="schon gut", entscheidung="ja")
    assert "nicht Sie selbst" in answer.text
    assert check_of(booked).step is Step.FEATURES
    assert "niemand um eine zweite" in clerk.get("/identitaet/vier-augen").text


@pytest.mark.parametrize("who", ["clerk", "colleague"])
def test_both_have_to_say_why(
    clerk: Browser, colleague: Browser, appointment: Appointment, check_of: CheckOf, who: str
) -> None:
    booked = appointment()
    if who == "clerk":
        answer = ask(clerk, booked, check_of, why=" ")
    else:
        ask(clerk, booked, check_of)
        answer = colleague.post(f"{panel(booked)}/{DECIDE}", colleague.get(panel(booked)), entscheidung="ja")
    assert answer.status_code == 422
    assert "schreiben Sie kurz, warum" in answer.text
    assert check_of(booked).step is Step.FEATURES


def test_a_refusal_ends_the_check_and_the_reasons_are_not_kept(
    clerk: Browser, colleague: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment()
    ask(clerk, booked, check_of)
    colleague.post(f"{panel(booked)}/{DECIDE}", colleague.get(panel(booked)), warum="Zu unsicher", entscheidung="nein")
    check = check_of(booked)
    assert check.status is Status.REJECTED
    assert [event["reason"] for event in said(work)] == ["features-not-seen"]
    assert check.results.overrides[0].why == ""


def test_the_question_can_be_taken_back_and_the_step_done(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    waiting = ask(clerk, booked, check_of)
    shown = clerk.post(f"{panel(booked)}/vier-augen/features/zurueck", waiting)
    clerk.post(f"{panel(booked)}/merkmale", shown, **features(check_of(booked)))
    assert check_of(booked).step is Step.ZONE


def test_a_decision_that_comes_too_late_counts_for_nothing(
    clerk: Browser, colleague: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock
) -> None:
    booked = appointment()
    ask(clerk, booked, check_of)
    shown = colleague.get(panel(booked))
    clock.advance(minutes=10, seconds=1)
    colleague.post(f"{panel(booked)}/{DECIDE}", shown, warum="Foto verglichen", entscheidung="ja")
    assert check_of(booked).status is Status.REJECTED


@pytest.mark.parametrize("step", [Step.FACE, Step.QUESTIONS, Step.ZONE])
def test_face_questions_and_zone_nobody_overrides(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, step: Step
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, step)
    answer = clerk.post(f"{panel(booked)}/vier-augen/{step}", shown, warum="trotzdem")
    assert answer.status_code == 422
    assert check_of(booked).results.overrides == ()


def test_a_panel_that_asks_again_and_shows_the_state_already_gets_nothing_new(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment(call=False)
    stand = check_of(booked).revision
    assert clerk.get(f"{panel(booked)}?stand={stand}").status_code == 204
    assert clerk.get(f"{panel(booked)}?stand={stand - 1}").status_code == 200
