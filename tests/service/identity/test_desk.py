"""The clerk's panel, step after step, as a browser sends it: the way, its order, and who may go it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import audit
from contracts.video import ConsultationStarted
from identity.adapters.tables import checks
from identity.domain.check import Status, Step
from identity.use_cases.follow_consultation import begin_check
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, panel, said
from tests.unit.identity import fakes, zones

NUMBER = "L01X00T47"


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


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


def test_the_clerk_goes_back_and_finds_what_was_found(
    clerk: Browser, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment()
    shown = lead(clerk, booked, check_of, Step.FACE)
    shown = clerk.post(f"{panel(booked)}/zurueck/face", shown)
    assert 'value="Mustermann"' in shown.text
    assert check_of(booked).step is Step.NAMES


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


def test_another_clerk_who_goes_on_cannot_confirm_before_comparing_the_connection(
    clerk: Browser, browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("normal")
    decision = lead(clerk, booked, check_of, Step.DECISION)
    with work() as unit:
        begin_check(
            unit,
            ConsultationStarted(
                appointment_id=booked,
                consultation_id=fakes.CONSULTATION,
                clerk="u-2",
                started_at=fakes.BEGINS + timedelta(minutes=1),
            ),
        )
    other = browser().sign_in("clerk", subject="u-2", name="Can Öz")
    clerk.post(f"{panel(booked)}/ergebnis", decision)
    other.post(f"{panel(booked)}/ergebnis", other.get(panel(booked)))
    assert (check_of(booked).status, check_of(booked).step) == (Status.OPEN, Step.CONNECTION)
    shown = other.post(f"{panel(booked)}/verbindung", other.get(panel(booked)), verbindung="ja")
    assert "Gesicht" in shown.text
    shown = other.post(f"{panel(booked)}/gesicht", shown, gesicht="ja")
    other.post(f"{panel(booked)}/ergebnis", shown)
    assert (check_of(booked).status, check_of(booked).clerk) == (Status.VERIFIED, "u-2")


def test_a_check_that_the_release_before_has_paused_meanwhile_goes_on(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment()
    with work() as unit:
        unit.connection.execute(checks.update().values(status="paused"))
    assert check_of(booked).status is Status.OPEN
    assert clerk.get(panel(booked)).status_code == 200
