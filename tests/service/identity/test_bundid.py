"""BundID in the middle of the call: a good answer goes on, every bad one is refused with a reason of its own."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import Literal

import pytest
import segno
import sqlalchemy as sa
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML
from sqlalchemy.exc import IntegrityError

from chassis.access import Grant
from chassis.persistence.tables import outbox
from chassis.testing.fakes import FakeClock
from contracts.video import ConsultationEnded
from identity.adapters.tables import checks
from identity.domain.check import Status, Step
from identity.use_cases.follow_consultation import end_check
from local.doubles.bundid.app import SIGNED
from local.doubles.bundid.messages import MODES, Person
from tests.service.identity.bundid import URL, BundId, Call
from tests.service.identity.conftest import TOWN, Browser, Open
from tests.service.identity.desk import Appointment, CheckOf
from tests.unit.identity import fakes


@pytest.fixture(scope="session")
def bundid(secrets_dir: Path) -> BundId:
    """BundID, known to the service."""
    return BundId(secrets_dir)


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk."""
    return browser().sign_in("clerk")


@pytest.fixture
def stranger(browser: Callable[[], Browser]) -> Browser:
    """A browser without any cookie, as another device is."""
    return browser()


@pytest.fixture
def call(  # noqa: PLR0917 - everybody who takes part
    bundid: BundId, clerk: Browser, stranger: Browser, appointment: Appointment, check_of: CheckOf, work: Open
) -> Call:
    """Everybody who takes part."""
    return Call(bundid, clerk, stranger, appointment, check_of, work)


def test_a_check_of_the_level_high_goes_on_with_bundid_in_the_middle_of_the_call(
    browser: Callable[[], Browser], call: Call
) -> None:
    booked, supervisor = call.begin("high"), browser().sign_in("supervisor")
    at = f"/identitaet/arbeitsplatz/{booked}"
    assert "Mit BundID ausweisen lassen" in call.clerk.get(at).text
    request_id = call.offer(booked)
    waiting = call.clerk.get(at).text
    assert "Warten auf BundID bis" in waiting
    assert "Uhr Uhr" not in waiting

    back = call.bring(call.bundid.answer(request_id))

    assert back.status_code == 200
    assert "das hat geklappt" in back.text
    assert "Mustermann" not in back.text
    panel = call.clerk.get(at).text
    assert "Mustermann" in panel
    assert "12.08.1964" in panel
    assert call.verify(booked).status_code == 200
    check = call.check_of(booked)
    assert check.status is Status.VERIFIED
    supervised = supervisor.get("/verwaltung/identity")
    assert supervised.status_code == 200
    assert "bei BundID" in supervised.text
    assert (check.decided.method, check.decided.level) == ("bundid", "high")
    with call.work() as unit:
        said = unit.connection.execute(sa.select(outbox.c.body)).scalars().all()
    assert said[-1]["data"]["method"] == "bundid"
    assert call.refusals() == []


def test_the_request_is_signed_and_asks_for_the_level_and_three_attributes_only(call: Call) -> None:
    booked = call.begin("high")
    request_id = call.offer(booked)
    path = f"/identitaet/bundid/{booked}/{request_id[33:]}"

    page = call.stranger.client.get(path, base_url=TOWN)

    assert f'action="{URL}/saml/sso"' in page.text
    assert f"form-action 'self' {URL}" in page.headers["Content-Security-Policy"]
    sent = unescape(re.findall(r'name="SAMLRequest" value="([^"]+)"', page.text)[0])
    document = OneLogin_Saml2_XML.to_etree(OneLogin_Saml2_Utils.b64decode(sent))
    assert OneLogin_Saml2_Utils.validate_sign(document, call.bundid.town.certificate, xpath=SIGNED)
    assert document.get("ID") == request_id
    text = OneLogin_Saml2_XML.to_string(document).decode()
    assert "STORK-QAA-Level-4" in text
    assert len(re.findall("<akdb:RequestedAttribute ", text)) == 3


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        ("wrong-issuer", "wrong-issuer"),
        ("wrong-audience", "wrong-audience"),
        ("no-audience", "wrong-audience"),
        ("wrong-town", "other-town"),
        ("lower-level", "level-too-low"),
        ("expired", "expired"),
        ("early", "expired"),
        ("wrong-signature", "wrong-signature"),
        ("unsigned", "wrong-signature"),
        ("altered", "wrong-signature"),
        ("unsolicited", "unsolicited"),
        ("swapped", "unsolicited"),
        ("unbound", "unsolicited"),
        ("cancelled", "cancelled"),
        ("incomplete", "incomplete"),
    ],
)
def test_a_bad_answer_is_refused_with_its_own_reason_and_a_row_of_audit(mode: str, why: str, call: Call) -> None:
    booked = call.begin("high")
    request_id = call.offer(booked)

    back = call.bring(call.bundid.answer(request_id, mode=mode))

    assert back.status_code == 403
    assert call.refusals() == [why]
    check = call.check_of(booked)
    assert check.status is Status.OPEN
    assert check.results.person is None
    assert check.step is not Step.DECISION
    assert call.bring(call.bundid.answer(request_id)).status_code == 200, "a good one is still welcome"


def test_every_misbehaviour_of_the_double_has_been_refused() -> None:
    (parameters,) = (
        mark.args[1]
        for mark in test_a_bad_answer_is_refused_with_its_own_reason_and_a_row_of_audit.pytestmark  # type: ignore[attr-defined]  # set by pytest
    )
    assert {mode for mode, _ in parameters} == set(MODES) - {"normal", "replay"}, "a replay is below"


def test_an_answer_counts_once(call: Call) -> None:
    booked = call.begin("high")
    answer = call.bundid.answer(call.offer(booked))
    assert call.bring(answer).status_code == 200

    assert call.bring(answer).status_code == 403

    assert call.refusals() == ["replayed"]


def test_an_answer_to_an_offer_that_was_withdrawn_or_replaced_is_unsolicited(call: Call) -> None:
    booked = call.begin()
    first = call.offer(booked)
    at = f"/identitaet/arbeitsplatz/{booked}"
    call.clerk.post(f"{at}/bundid/consent/zurueck", call.clerk.get(at))
    assert call.check_of(booked).results.handoff is None
    assert call.bring(call.bundid.answer(first)).status_code == 403
    second = call.offer(booked)
    assert second != first
    assert call.bring(call.bundid.answer(first)).status_code == 403
    assert call.refusals() == ["unsolicited", "unsolicited"]
    assert call.bring(call.bundid.answer(second)).status_code == 200


@pytest.mark.parametrize("how", ["completed", "broken_off"])
def test_an_answer_after_the_end_of_the_call_counts_for_nothing(
    how: Literal["completed", "broken_off"], call: Call
) -> None:
    booked = call.begin("high")
    answer = call.bundid.answer(call.offer(booked))
    ended = ConsultationEnded(
        appointment_id=booked, consultation_id=fakes.CONSULTATION, ended_at=fakes.BEGINS, outcome=how
    )
    with call.work() as unit:
        end_check(unit, ended)
    assert call.check_of(booked).status is Status.REJECTED

    back = call.bring(answer)

    assert back.status_code == 403
    assert "Das Gespräch ist schon zu Ende" in back.text
    assert call.refusals() == ["call-over"]
    assert call.check_of(booked).results.person is None


def test_an_answer_after_a_quarter_of_an_hour_is_too_late(clock: FakeClock, call: Call) -> None:
    booked = call.begin("high")
    request_id = call.offer(booked)
    handoff = call.check_of(booked).results.handoff
    assert handoff is not None
    clock.now = handoff.until.replace(microsecond=999_999)

    assert call.bring(call.bundid.answer(request_id)).status_code == 403

    assert call.refusals() == ["expired"]


def test_somebody_under_age_is_refused(call: Call) -> None:
    booked = call.begin("high")
    child = Person("Erika", "Mustermann", f"{fakes.BEGINS.year - 10}-01-01")
    answer = call.bundid.answer(call.offer(booked), child)

    assert call.bring(answer).status_code == 403

    assert call.refusals() == ["under-age"]


def test_another_name_needs_the_clerks_reason(call: Call) -> None:
    booked = call.begin("high")
    answer = call.bundid.answer(call.offer(booked), Person("Erika", "Gabler", "1964-08-12"))
    assert call.bring(answer).status_code == 200
    assert "bei BundID: Gabler" in call.clerk.get(f"/identitaet/arbeitsplatz/{booked}").text

    assert call.verify(booked).status_code == 422
    assert call.check_of(booked).status is Status.OPEN

    assert call.verify(booked, grund="Urkunde über die Heirat gesehen").status_code == 200
    assert call.check_of(booked).status is Status.VERIFIED


def test_nonsense_and_answers_to_nobody_are_refused(call: Call) -> None:
    call.begin("high")
    for said in ("", "x", "PHg+", call.bundid.answer("_none-of-ours"), call.bundid.answer(f"_{'0' * 64}")):
        assert call.bring(said).status_code in (400, 403)
    assert call.refusals() == ["no-answer", "no-answer", "unsolicited", "unsolicited"]


def test_the_citizen_sees_the_way_and_nobody_else_can_tell_it(browser: Callable[[], Browser], call: Call) -> None:
    booked = call.begin("high")
    citizen = browser().hold(Grant("ostfildern", booked, "join", 1))
    request_id = call.offer(booked)

    seen = citizen.get(f"/identitaet/mitlesen/{booked}").text

    assert f"/identitaet/bundid/{booked}/{request_id[33:]}" in seen
    assert "Zu BundID" in seen
    address = f"{TOWN}/identitaet/bundid/{booked}/{request_id[33:]}"
    code = segno.make(address, error="m", micro=False)
    assert escape(code.svg_data_uri(scale=4, border=4, light="#fff", xmldecl=False, nl=False)) in seen
    wrong = citizen.client.get(f"/identitaet/bundid/{booked}/{'0' * 32}", base_url=TOWN)
    assert wrong.status_code == 410


def test_nothing_of_the_answer_but_name_birth_date_and_level_is_kept(
    call: Call, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    booked = call.begin("high")
    request_id = call.offer(booked)
    call.stranger.client.get(f"/identitaet/bundid/{booked}/{request_id[33:]}", base_url=TOWN)
    refused, answer = (call.bundid.answer(request_id, mode=mode) for mode in ("altered", "normal"))
    call.bring(refused)
    call.bring(answer)
    printed = capsys.readouterr()
    for secret in ("Mustermann", "1964-08-12", request_id[33:], refused[:200], answer[:200]):
        assert secret not in caplog.text + printed.out + printed.err
    with call.work() as unit:
        results = unit.connection.execute(sa.select(checks.c.results)).scalar_one()
    filled = {key for key, value in results.items() if value not in (None, "", [], False)}
    assert filled == {"due", "connected_at", "policies", "person", "handoff"}
    assert set(results["handoff"]) == {"request", "until", "level", "refused"}


def test_the_schema_still_refuses_the_level_high_by_video(appointment: Appointment, work: Open) -> None:
    appointment("high")
    with pytest.raises(IntegrityError), work() as unit:
        unit.connection.execute(checks.update().values(level="high", method="video"))
