"""Mails that come back: read as mail servers write them, and made a clerk's task."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from booking.domain.appointment import Appointment
from booking.domain.errors import UnknownAppointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.note_bounce import COLLECT_BOUNCES, close_bounce, collect_bounces, note_bounce
from chassis.mail.returned import MaildirOfReturnedMails, ReturnedMail, read_returned
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

MAIL = UUID("7b1c2f6e-0000-5000-8000-00000000abcd")
BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
# The shape of a report by Postfix; Exchange sends the headers alone (below).
REPORT = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: buergerbuero@ostfildern.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20261124140001.1@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; erika@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
{original}
--B--
"""
COPY = f"""\
Content-Type: message/rfc822

Message-ID: <{MAIL}@ostfildern.example>
To: erika@example.org
Subject: Ihr Videotermin

Guten Tag
"""
HEADERS = f"""\
Content-Type: text/rfc822-headers

To: erika@example.org
Message-ID: <{MAIL}@ostfildern.example>
"""


def report(action: str = "failed", status: str = "5.1.1", original: str = COPY) -> bytes:
    return REPORT.format(action=action, status=status, original=original).replace("\n", "\r\n").encode()


def booked(unit: FakeBookingUnit) -> Appointment:
    hold = hold_time(unit, Wish(("meldebescheinigung",), BEGINS, uuid4()))
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit))


@pytest.mark.parametrize("original", [COPY, HEADERS])
def test_a_failure_names_our_mail_by_its_message_id(original: str) -> None:
    assert read_returned(report(original=original)) == ReturnedMail(MAIL, "5.1.1")


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report(original="Content-Type: message/rfc822\n\nMessage-ID: <fremd@anderswo.example>\n\nHallo\n"),
        b"From: erika@example.org\r\nSubject: Frage\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n",
        b"",
        b"\xff\xfe kaputt",
        # A header at which Python's newer reader of headers breaks.
        b"Content-Type: multipart/report; x*\r\n\r\n",
    ],
)
def test_delays_foreign_mails_and_what_people_write_are_no_failure(raw: bytes) -> None:
    assert read_returned(raw) is None


def test_a_maildir_is_emptied_of_reports_and_keeps_what_people_wrote(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "ostfildern" / name).mkdir(parents=True)
    new = tmp_path / "ostfildern" / "new"
    (new / "1.report").write_bytes(report())
    (new / "2.letter").write_bytes(b"From: erika@example.org\r\nSubject: Frage\r\n\r\nHallo\r\n")
    box = MaildirOfReturnedMails(tmp_path)
    assert list(box.take("ostfildern")) == [ReturnedMail(MAIL, "5.1.1")]
    assert [file.name for file in new.iterdir()] == ["2.letter"]
    assert list(box.take("ostfildern")) == []
    assert list(box.take("musterstadt")) == []


def test_every_coming_appointment_of_the_address_becomes_a_task() -> None:
    unit = FakeBookingUnit()
    first, other = booked(unit), booked(unit)
    unit.bounces.sent[MAIL] = "Erika@Example.org"
    note_bounce(unit, MAIL, "5.1.1")
    assert {one.appointment_id for one in unit.bounces.open()} == {first.id, other.id}
    close_bounce(unit, first.id, "clerk-1")
    assert [one.appointment_id for one in unit.bounces.open()] == [other.id]
    assert ("looked after returned mail", first.id, "clerk-1") in unit.audited
    with pytest.raises(UnknownAppointment):
        close_bounce(unit, first.id, "clerk-1")


def test_a_report_about_a_mail_that_we_never_sent_opens_nothing() -> None:
    unit = FakeBookingUnit()
    booked(unit)
    note_bounce(unit, uuid4(), "5.1.1")
    assert unit.bounces.open() == ()


def test_the_postbox_is_read_again_after_a_while(tmp_path: Path) -> None:
    unit, item = FakeBookingUnit(), uuid4()
    collect_bounces(unit.work, ports(unit), item)
    assert (COLLECT_BOUNCES, item) not in unit.due
    collect_bounces(unit.work, replace(ports(unit), returned=MaildirOfReturnedMails(tmp_path)), item)
    assert unit.due[COLLECT_BOUNCES, item] == unit.clock() + timedelta(minutes=15)
