"""What a clerk finds at the panel, from wrong lines to another face, and where each leads."""

from collections.abc import Callable

import pytest

from chassis.testing.fakes import FakeClock
from identity.domain.check import Status, Step
from identity.domain.questions import Answer
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, features, lead, panel, said
from tests.unit.identity import zones

NUMBER = "L01X00T47"


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


def test_typed_lines_are_judged_at_once_and_change_nothing(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.ZONE)
    before = check_of(booked)
    judged = clerk.post(f"{panel(booked)}/zeilen/urteil", shown, zone=zones.td1().replace(NUMBER, "LO1X00T47"))
    assert "Prüfziffer der Nummer stimmt nicht." in judged.text
    assert "Prüfziffer des Geburtsdatums stimmt." in judged.text
    assert "Gültig bis 31.12.2033." in judged.text
    wrong = clerk.post(f"{panel(booked)}/zeilen/urteil", shown, zone=zones.td1().replace("640812", "64O812"))
    assert "Zeile 2, Stelle 3: Hier steht eine Ziffer, getippt ist „O“." in wrong.text
    assert check_of(booked) == before


def test_wrong_lines_stay_in_the_form(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.ZONE)
    answer = clerk.post(f"{panel(booked)}/zeilen", shown, zone=zones.td1().replace(NUMBER, "LO1X00T47"))
    assert answer.status_code == 422
    assert "LO1X00T47" in answer.text
    assert "Gesamtprüfziffer stimmt nicht." in answer.text
    assert check_of(booked).step is Step.ZONE


@pytest.mark.parametrize(
    ("typed", "reason", "sentence"),
    [
        (zones.td1(expiry="261123"), "document-expired", "Abgelaufen am 23.11.2026."),
        (zones.td1(birth="120101"), "under-age", "erst 14 Jahre alt"),
        (zones.td1(birth="200229"), "under-age", "oder hundert Jahre früher?"),
    ],
)
def test_what_the_rules_forbid_opens_the_way_out_with_its_reason(  # noqa: PLR0917 - fixtures
    clerk: Browser, appointment: Appointment, check_of: CheckOf, typed: str, reason: str, sentence: str
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.ZONE)
    answer = clerk.post(f"{panel(booked)}/zeilen", shown, zone=typed)
    assert sentence in answer.text
    assert f'value="{reason}" checked' in answer.text


def test_validity_ends_at_midnight_of_the_town(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.ZONE)
    clock.now = clock.now.replace(hour=22, minute=59)
    judged = clerk.post(f"{panel(booked)}/zeilen/urteil", shown, zone=zones.td1(expiry="261124"))
    assert "Gültig bis 24.11.2026." in judged.text
    clock.advance(minutes=2)
    judged = clerk.post(f"{panel(booked)}/zeilen/urteil", shown, zone=zones.td1(expiry="261124"))
    assert "Abgelaufen am 24.11.2026." in judged.text


def test_a_person_of_a_hundred_years_is_asked_for_and_goes_on(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.ZONE)
    typed = zones.td1(birth="250101")
    answer = clerk.post(f"{panel(booked)}/zeilen", shown, zone=typed)
    assert "hundert Jahre früher" in answer.text
    clerk.post(f"{panel(booked)}/zeilen", answer, zone=typed, century_earlier="y")
    holder = check_of(booked).results.holder
    assert holder is not None
    assert holder.birth_date.year == 1925


@pytest.mark.parametrize("told", [{}, {"all": "nein"}])
def test_a_feature_that_is_not_recognised_does_not_lead_on(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, told: dict[str, str]
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.FEATURES)
    first = check_of(booked).results.features[0].key
    data = {f"merkmal-{first}": "nein"} if told else {f"merkmal-{first}": ""}
    answer = clerk.post(f"{panel(booked)}/merkmale", shown, **features(check_of(booked), **data))
    assert answer.status_code == 422
    assert ('value="features-not-seen" checked' in answer.text) == bool(told)
    assert check_of(booked).step is Step.FEATURES
    second = check_of(booked).results.features[1].key
    assert f'id="merkmal-{second}-ja" value="ja" checked' in answer.text


def test_differing_names_need_a_reason_and_keep_what_was_typed(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment(family_name="Gabler")
    shown = lead(clerk, booked, check_of, Step.NAMES)
    assert "gebucht: Gabler" in shown.text
    assert 'id="reason-other-person" value="other-person" checked' in shown.text, "the way out is proposed"
    answer = clerk.post(f"{panel(booked)}/name", shown, given_names="Erika", family_name="Mustermann")
    assert answer.status_code == 422
    assert "warum die Abweichung in Ordnung ist" in answer.text
    answer = clerk.post(f"{panel(booked)}/name", answer, given_names="Erika", family_name="Musterfrau", reason="Heirat")
    assert "passt nicht zu den abgetippten Zeilen" in answer.text
    assert "Musterfrau" in answer.text
    clerk.post(f"{panel(booked)}/name", answer, given_names="Erika", family_name="Mustermann", reason="Heirat")
    assert check_of(booked).step is Step.FACE


def test_a_face_that_differs_opens_the_way_out(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.FACE)
    answer = clerk.post(f"{panel(booked)}/gesicht", shown, gesicht="nein")
    assert 'value="face-differs" checked' in answer.text
    clerk.post(f"{panel(booked)}/ablehnen/face", answer, reason="face-differs")
    check = check_of(booked)
    assert check.status is Status.REJECTED
    assert check.results.person is None


def test_two_wrong_answers_end_the_check(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    shown = clerk.post(f"{panel(booked)}/frage", shown, antwort="wrong")
    assert "Ersatzfrage" in shown.text
    ended = clerk.post(f"{panel(booked)}/frage", shown, antwort="wrong")
    assert "Sicherheitsfragen nicht bestanden" in ended.text
    assert [event["reason"] for event in said(work)] == ["questions-failed"]


def test_an_answer_after_the_limit_counts_as_wrong(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, clock: FakeClock
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    clock.advance(minutes=2, seconds=1)
    shown = clerk.post(f"{panel(booked)}/frage", shown, antwort="right")
    assert "kam zu spät" in shown.text
    assert check_of(booked).results.questions[0].answer is Answer.LATE


def test_the_same_question_is_answered_once(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    clerk.post(f"{panel(booked)}/frage", shown, antwort="wrong")
    after = check_of(booked)
    again = clerk.post(f"{panel(booked)}/frage", shown, antwort="right")
    assert "schon erledigt" in again.text
    assert check_of(booked) == after


def test_a_document_that_the_town_does_not_accept_is_told_and_can_end_the_check(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.DOCUMENT)
    answer = clerk.post(f"{panel(booked)}/ausweis", shown, kind="id_card", state="USA")
    assert answer.status_code == 422
    assert "nehmen wir von diesem Staat nicht an" in answer.text
    assert 'value="document-not-accepted" checked' in answer.text
