"""The code as a text message: over the gateway, told at once when it did not go out, never in a log or a table."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
import sqlalchemy as sa
from werkzeug.serving import make_server

from chassis.persistence.tables import audit, mail
from chassis.settings import Secrets
from identity.adapters import http_sms
from identity.adapters.http_sms import HttpSms
from identity.domain.check import Status, Step
from identity.use_cases.confirm_contact import NoSuchContact
from identity.use_cases.open_check import open_check
from identity.use_cases.ports import Sms, SmsFailure, SmsNotSent
from identity.use_cases.text_code import write_sms
from local.doubles.sms.app import create_app
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, panel
from tests.service.identity.test_second_channel import at_code
from tests.unit.identity.fakes import FakeIdentityUnit, confirmed, place

PHONE = "0171 234 56 78"
NUMBER = "+491712345678"


@dataclass(frozen=True)
class Phone:
    """The double with its back door."""

    gateway: HttpSms

    def messages(self) -> list[dict[str, Any]]:
        """Return what arrived."""
        return list(requests.get(f"{self.gateway.url}/_double/messages", params={"to": NUMBER}, timeout=5).json())

    def misbehave(self, mode: str, **how: object) -> None:
        """Have the gateway misbehave at the next message."""
        told = {"mode": mode, **how}
        requests.put(f"{self.gateway.url}/_double/misbehaviour", json=told, timeout=5).raise_for_status()

    def code(self) -> str:
        """Return the code of the newest message."""
        found = re.match(r"\d{3} \d{3}", self.messages()[-1]["text"])
        assert found is not None
        return found.group()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    """A phone behind the gateway."""
    (tmp_path / "region.sms_token").write_text("t0ken", encoding="utf-8")
    server = make_server("127.0.0.1", 0, create_app(tmp_path, "t0ken"), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Phone(HttpSms(f"http://127.0.0.1:{server.port}", Secrets(tmp_path)))
    server.shutdown()
    thread.join()


@pytest.fixture
def clerk(app: Any, phone: Phone, browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A clerk in a region that has the gateway."""
    monkeypatch.setitem(app.extensions, "ports", replace(app.extensions["ports"], sms=phone.gateway))
    return browser().sign_in("clerk")


def send(clerk: Browser, booked: UUID, shown: Any) -> Any:
    """Send the code as a text message."""
    return clerk.post(f"{panel(booked)}/code/senden", shown, weg="sms")


def test_the_code_arrives_on_the_phone_of_the_booking_and_leads_on(
    clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf, work: Open
) -> None:
    booked = appointment("substantial", phone=PHONE)
    shown = at_code(clerk, booked, check_of)
    assert "Code per SMS senden" in shown.text
    shown = send(clerk, booked, shown)
    (message,) = phone.messages()
    assert "unterwegs an … 678" in shown.text
    assert NUMBER not in shown.text
    assert phone.code().replace(" ", "") not in shown.text.replace(" ", "")
    assert "Ostfildern" in message["text"]
    assert len(message["text"]) <= 160
    with work() as unit:
        assert unit.connection.execute(sa.select(mail)).all() == []
    clerk.post(f"{panel(booked)}/code", shown, code=phone.code())
    assert check_of(booked).step is Step.DECISION


@pytest.mark.parametrize("case", [("error", "gerade nicht geschickt"), ("refuse", "An diese Nummer kann")])
def test_the_clerk_reads_at_once_that_no_message_went_out_and_may_take_the_mail(
    case: tuple[str, str], clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf
) -> None:
    mode, told = case
    booked = appointment("substantial", phone=PHONE)
    phone.misbehave(mode)
    shown = send(clerk, booked, at_code(clerk, booked, check_of))
    assert shown.status_code == 422
    assert told in shown.text
    assert "unterwegs" not in shown.text
    assert phone.messages() == []
    with clerk.work() as unit:
        assert "check.code-not-sent" in unit.connection.execute(sa.select(audit.c.action)).scalars().all()
    assert "unterwegs an e…@example.org" in clerk.post(f"{panel(booked)}/code/senden", shown, weg="mail").text


def test_a_gateway_that_answers_late_leaves_the_field_for_the_code_that_may_still_arrive(
    clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_sms, "TIMEOUT", (3, 0.3))
    booked = appointment("substantial", phone=PHONE)
    phone.misbehave("slow", seconds=1)
    shown = send(clerk, booked, at_code(clerk, booked, check_of))
    assert "Vielleicht kommt die SMS noch an" in shown.text
    clerk.post(f"{panel(booked)}/code", shown, code=phone.code())
    assert check_of(booked).step is Step.DECISION


def test_a_lost_message_is_sent_anew_with_another_code(
    clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("substantial", phone=PHONE)
    phone.misbehave("lose")
    shown = send(clerk, booked, at_code(clerk, booked, check_of))
    assert phone.messages() == []
    shown = send(clerk, booked, shown)
    clerk.post(f"{panel(booked)}/code", shown, code=phone.code())
    assert check_of(booked).step is Step.DECISION


def test_a_message_that_arrives_twice_has_one_code_twice(
    clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("substantial", phone=PHONE)
    phone.misbehave("twice")
    shown = send(clerk, booked, at_code(clerk, booked, check_of))
    first, second = phone.messages()
    assert first["text"] == second["text"]
    clerk.post(f"{panel(booked)}/code", shown, code=phone.code())
    assert check_of(booked).step is Step.DECISION


def test_a_second_click_on_an_old_page_sends_no_second_message(
    clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("substantial", phone=PHONE)
    old = at_code(clerk, booked, check_of)
    send(clerk, booked, old)
    assert "schon erledigt" in send(clerk, booked, old).text
    assert len(phone.messages()) == 1


@pytest.mark.parametrize("number", [None, "0711 34040"])
def test_no_message_is_offered_or_sent_without_a_mobile_number(
    number: str | None, clerk: Browser, phone: Phone, appointment: Appointment, check_of: CheckOf
) -> None:
    booked = appointment("substantial", phone=number)
    shown = at_code(clerk, booked, check_of)
    assert "per SMS" not in shown.text
    assert "steht in der Buchung nichts" in send(clerk, booked, shown).text
    assert phone.messages() == []


def test_a_town_that_does_not_want_messages_sends_none() -> None:
    unit = FakeIdentityUnit()
    check = open_check(unit, confirmed("substantial", phone=PHONE))
    check = replace(check, status=Status.OPEN, step=Step.CODE)
    unit.checks.kept[check.appointment_id] = check
    with pytest.raises(NoSuchContact):
        write_sms(unit, place(check), lambda code, _language: code)
    unit.catalogue = unit.catalogue.model_copy(update={"code_by_sms": True})
    assert write_sms(unit, place(check), lambda code, _language: code).message.number == NUMBER


def test_a_region_without_a_gateway_offers_none(
    browser: Callable[[], Browser], appointment: Appointment, check_of: CheckOf
) -> None:
    clerk, booked = browser().sign_in("clerk"), appointment("substantial", phone=PHONE)
    shown = at_code(clerk, booked, check_of)
    assert "per SMS" not in shown.text
    assert "steht in der Buchung nichts" in send(clerk, booked, shown).text


def test_one_reference_is_one_message_however_often_it_is_handed_over(phone: Phone) -> None:
    message = Sms(uuid4(), NUMBER, "123 456")
    phone.gateway.send(message)
    phone.gateway.send(message)
    assert len(phone.messages()) == 1


def test_a_gateway_that_is_away_or_knows_no_token_is_told_without_number_or_text(
    phone: Phone, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    message = Sms(uuid4(), NUMBER, "123 456")
    with pytest.raises(SmsNotSent) as away:
        replace(phone.gateway, url="http://127.0.0.1:1").send(message)
    (tmp_path / "region.sms_token").write_text("another", encoding="utf-8")
    with pytest.raises(SmsNotSent) as wrong:
        phone.gateway.send(message)
    (tmp_path / "region.sms_token").unlink()
    with pytest.raises(SmsNotSent) as unknown:
        phone.gateway.send(message)
    assert {one.value.failure for one in (away, wrong, unknown)} == {SmsFailure.UNAVAILABLE}
    assert NUMBER not in "".join(capfd.readouterr())
