"""The clerk's panel, step after step, as a browser sends it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import audit, mail, outbox
from chassis.testing.fakes import FakeClock
from identity.domain.check import Check, Status, Step
from identity.domain.questions import Answer
from tests.service.identity.conftest import Browser, Open
from tests.unit.identity import zones

Appointment = Callable[..., UUID]
CheckOf = Callable[[UUID], Check]
NUMBER = "L01X00T47"


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


def panel(appointment_id: UUID) -> str:
    """Return the panel's address."""
    return f"/identitaet/arbeitsplatz/{appointment_id}"


def features(check: Check, **other: str) -> dict[str, str]:
    """Return the form in which every drawn feature is recognised."""
    return {f"merkmal-{feature.key}": "ja" for feature in check.results.features} | other


def lead(clerk: Browser, appointment_id: UUID, check_of: CheckOf, to: Step, typed: str = "") -> Any:
    """Do all steps before `to` and return the panel that shows it."""
    at = panel(appointment_id)
    shown = clerk.get(at)
    forms: dict[Step, Callable[[], tuple[str, dict[str, str]]]] = {
        Step.CONSENT: lambda: ("einverstaendnis", {}),
        Step.CONNECTION: lambda: ("verbindung", {"verbindung": "ja"}),
        Step.DOCUMENT: lambda: ("ausweis", {"kind": "id_card", "state": "D"}),
        Step.FEATURES: lambda: ("merkmale", features(check_of(appointment_id))),
        Step.ZONE: lambda: ("zeilen", {"zone": typed or zones.td1()}),
        Step.NAMES: lambda: ("name", {"given_names": "Erika", "family_name": "Mustermann"}),
        Step.FACE: lambda: ("gesicht", {"gesicht": "ja"}),
    }
    for step, form in forms.items():
        if step is to:
            return shown
        path, data = form()
        shown = clerk.post(f"{at}/{path}", shown, **data)
        assert shown.status_code == 200, shown.text
    while to is Step.DECISION and check_of(appointment_id).step is Step.QUESTIONS:
        shown = clerk.post(f"{at}/frage", shown, antwort="right")
    if to is Step.DECISION and check_of(appointment_id).step is Step.CODE:
        shown = clerk.post(f"{at}/code/senden", shown, weg="mail")
        shown = clerk.post(f"{at}/code", shown, code=newest_code(clerk))
    return shown


def newest_code(clerk: Browser) -> str:
    """Return the code of the newest mail, as the citizen reads it out."""
    with clerk.work() as unit:
        text = unit.connection.execute(sa.select(mail.c.text).order_by(mail.c.created_at.desc()).limit(1)).scalar_one()
    return re.search(r"^\d{3} \d{3}$", text, re.MULTILINE).group()  # type: ignore[union-attr]


def said(work: Open) -> list[dict[str, Any]]:
    """Return what is in the outbox."""
    with work() as unit:
        return [body["data"] for body in unit.connection.execute(sa.select(outbox.c.body)).scalars()]


def test_a_clerk_gets_from_consent_to_a_verified_identity(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("normal")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    assert "Identität bestätigen" in shown.text
    ended = clerk.post(f"{panel(booked)}/ergebnis", shown)
    assert "Identität bestätigt" in ended.text
    (event,) = said(work)
    assert event["person"] == {"given_names": "Erika", "family_name": "Mustermann", "birth_date": "1964-08-12"}
    assert (event["level"], event["method"], event["document_kind"], event["issuing_state"]) == (
        "normal",
        "video",
        "id_card",
        "D",
    )
    with work() as unit:
        actors = set(unit.connection.execute(sa.select(audit.c.actor)).scalars())
    assert actors == {"staff:u-1"}


def test_nothing_of_the_zone_and_no_answer_is_kept(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open, caplog: pytest.LogCaptureFixture
) -> None:
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    clerk.post(f"{panel(booked)}/ergebnis", shown)
    with work() as unit:
        tables = sa.inspect(unit.connection).get_table_names()
        dump = "\n".join(
            row for table in tables if table != "alembic_version"
            for row in unit.connection.execute(sa.text(f'SELECT t::text FROM "{table}" t')).scalars()  # noqa: S608
        )  # fmt: skip
    assert "Mustermann" in dump
    for forbidden in (NUMBER, NUMBER.lower(), "MUSTERMANN<<ERIKA", "6408125", "331231", "2033-12-31"):
        assert forbidden not in dump
        assert forbidden not in caplog.text


def test_the_level_of_the_event_is_what_was_asked_for_and_never_high(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("normal", "substantial")
    shown = lead(clerk, booked, check_of, Step.DECISION)
    assert len(check_of(booked).results.features) == 3
    clerk.post(f"{panel(booked)}/ergebnis", shown)
    assert said(work)[0]["level"] == "substantial"


def test_a_high_level_can_only_end_as_not_by_video(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment("high")
    shown = clerk.get(panel(booked))
    assert "Per Video ist das nicht erreichbar" in shown.text
    ended = clerk.post(f"{panel(booked)}/ablehnen/consent", shown, reason="level-not-by-video")
    assert check_of(booked).status is Status.REJECTED
    assert "Identität nicht bestätigt" in ended.text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("verbindung", {"verbindung": "ja"}),
        ("ausweis", {"kind": "id_card", "state": "D"}),
        ("zeilen", {"zone": zones.td1()}),
        ("name", {"given_names": "Erika", "family_name": "Mustermann"}),
        ("gesicht", {"gesicht": "ja"}),
        ("frage", {"antwort": "right", "frage": "moved-in"}),
        ("ergebnis", {}),
        ("zurueck/consent", {}),
        ("zurueck/decision", {}),
    ],
)
def test_a_skipped_step_is_refused(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, path: str, data: dict[str, str]
) -> None:
    booked = appointment()
    before = check_of(booked)
    clerk.post(f"{panel(booked)}/{path}", clerk.get(panel(booked)), **data)
    assert check_of(booked) == before


def test_a_repeated_step_is_refused_and_the_current_state_is_shown(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    first = clerk.get(panel(booked))
    clerk.post(f"{panel(booked)}/einverstaendnis", first)
    after = check_of(booked)
    again = clerk.post(f"{panel(booked)}/einverstaendnis", first)
    assert "schon erledigt" in again.text
    assert "Schritt 2" in again.text
    assert check_of(booked) == after


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


def test_the_clerk_goes_back_and_finds_what_was_found(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.FACE)
    shown = clerk.post(f"{panel(booked)}/zurueck/face", shown)
    assert 'value="Mustermann"' in shown.text
    assert check_of(booked).step is Step.NAMES


def test_a_document_that_the_town_does_not_accept_is_told_and_can_end_the_check(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.DOCUMENT)
    answer = clerk.post(f"{panel(booked)}/ausweis", shown, kind="id_card", state="USA")
    assert answer.status_code == 422
    assert "nehmen wir von diesem Staat nicht an" in answer.text
    assert 'value="document-not-accepted" checked' in answer.text


def test_a_reason_has_to_be_chosen(clerk: Browser, appointment: Appointment, check_of: CheckOf) -> None:
    booked = appointment()
    answer = clerk.post(f"{panel(booked)}/ablehnen/consent", clerk.get(panel(booked)))
    assert answer.status_code == 422
    assert "Bitte wählen Sie einen Grund." in answer.text
    assert check_of(booked).status is Status.OPEN


def test_the_panel_asks_again_only_where_somebody_else_may_act(clerk: Browser, appointment: Appointment) -> None:
    assert "every 2s" in clerk.get(panel(uuid4())).text
    assert "every 2s" in clerk.get(panel(appointment(call=False))).text
    assert "every 2s" not in clerk.get(panel(appointment())).text
    assert "keine Prüfung nötig" in clerk.get(panel(appointment("none"))).text


def test_another_town_cannot_see_the_check(clerk: Browser, appointment: Appointment, work: Open) -> None:
    booked = appointment()
    with work("musterstadt") as unit:
        assert unit.checks.of_appointment(booked) is None
        assert unit.connection.execute(sa.text("SELECT count(*) FROM checks")).scalar() == 0


def test_seeing_a_person_leaves_a_row_of_audit(
    browser: Callable[[], Browser], clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment()
    colleague = browser().sign_in("supervisor")

    def views() -> int:
        with work() as unit:
            seen = sa.select(sa.func.count()).select_from(audit).where(audit.c.action == "check.viewed")
            return int(unit.connection.execute(seen).scalar_one())

    colleague.get(panel(booked))
    assert views() == 0
    lead(clerk, booked, check_of, Step.DECISION)
    colleague.get(panel(booked))
    assert views() == 1


def test_whoever_is_not_a_clerk_is_turned_away(browser: Callable[[], Browser], appointment: Appointment) -> None:
    booked = appointment()
    assert browser().get(panel(booked)).status_code == 401
    assert browser().sign_in("cashier").get(panel(booked)).status_code == 403
