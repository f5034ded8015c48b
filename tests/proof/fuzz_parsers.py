"""Lets atheris look for an input at which a parser breaks in another way than it promises.

`python tests/proof/fuzz_parsers.py camt -runs=100000`; a finding is written to a file of the current folder.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import atheris

with atheris.instrument_imports(include=["billing", "booking", "chassis", "contracts"]):
    from billing.adapters.statement_files import read_file
    from billing.domain.errors import StatementRefused
    from booking.adapters.calendar_file import Entry, calendar_file
    from booking.adapters.mail_texts import mail_texts
    from chassis import catalogue
    from chassis.envelope import BadMessage, Stamp, seal, unseal
    from chassis.mail.returned import read_returned
    from chassis.testing.fakes import tenant
    from contracts.catalogue import Catalogue

from icalendar import Calendar

from contracts.billing import TariffPublished
from tests.service.billing.statements import Day, Told, camt
from tests.unit.booking.fakes import CITIZEN, FakeBookingUnit, ports

EVENTS = Catalogue()
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
STAMP = Stamp(UUID(int=1), "billing", "ostfildern", NOW, 1)
SEALED = json.dumps(seal(TariffPublished(tariff_id=UUID(int=2), valid_from=NOW.date(), prices=()), STAMP, EVENTS))
STATEMENT = camt(Day(told=(Told(amount=1300, text="OST-2026-000001"),)))
SECTION = "procedures:\n- key: a\n  name: {de: Ä, en: b}\n  minutes: 10\n"
RETURNED = b"From: mailer-daemon@example.org\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\n--x--"


def mangled(source: atheris.FuzzedDataProvider, good: bytes) -> bytes:
    """Return a good input with a piece exchanged, or anything: from nothing alone a fuzzer never gets far."""
    if source.ConsumeIntInRange(0, 7) == 0:
        return bytes(source.ConsumeBytes(4000))
    begin = source.ConsumeIntInRange(0, len(good))
    end = min(len(good), begin + source.ConsumeIntInRange(0, 60))
    return good[:begin] + bytes(source.ConsumeBytes(80)) + good[end:]


def camt_file(source: atheris.FuzzedDataProvider) -> None:
    """Read a bank's file."""
    try:
        for _ in read_file(mangled(source, STATEMENT)):
            pass
    except StatementRefused:
        return


def envelope(source: atheris.FuzzedDataProvider) -> None:
    """Read an envelope."""
    try:
        unseal(mangled(source, SEALED.encode()), EVENTS)
    except (BadMessage, LookupError, ValueError):
        return


def section(source: atheris.FuzzedDataProvider) -> None:
    """Read a catalogue's section, and write and read again what was accepted."""
    text = mangled(source, SECTION.encode()).decode(errors="replace")
    try:
        told = catalogue.read(text)
    except catalogue.UnreadableText:
        return
    catalogue.changes(told, {})


def calendar(source: atheris.FuzzedDataProvider) -> None:
    """Write a calendar file with any text, and read it back: nothing of it may become a line of its own."""
    text, place = source.ConsumeUnicodeNoSurrogates(300), source.ConsumeUnicodeNoSurrogates(60)
    file = calendar_file("REQUEST", tenant(), BOOKED, Entry(text, place, mail_texts().into("de")), NOW)
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert set(event.keys()) == KEYS, event.keys()


def returned_mail(source: atheris.FuzzedDataProvider) -> None:
    """Read a mail that came back."""
    read_returned(mangled(source, RETURNED))


def _booked() -> Any:
    from uuid import uuid4

    from booking.use_cases.confirm_appointment import confirm_appointment
    from booking.use_cases.hold_time import Wish, hold_time

    unit = FakeBookingUnit()
    hold = hold_time(unit, Wish(("fuehrungszeugnis",), datetime(2026, 11, 27, 10, 0, tzinfo=UTC), uuid4()))
    return confirm_appointment(unit, hold.id, CITIZEN, ports(unit))


def _with_app(function: Any) -> Any:
    from flask import Flask
    from flask_babel import Babel

    app = Flask("fuzz")
    Babel(app)
    with app.test_request_context():
        return function()


TARGETS = {
    "camt": camt_file,
    "envelope": envelope,
    "catalogue": section,
    "calendar": calendar,
    "returned-mail": returned_mail,
}
BOOKED: Any = None
KEYS: set[str] = set()

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    if target is calendar:
        BOOKED = _booked()
        plain = _with_app(
            lambda: calendar_file("REQUEST", tenant(), BOOKED, Entry("a", "b", mail_texts().into("de")), NOW)
        )
        KEYS = set(Calendar.from_ical(plain).walk("VEVENT")[0].keys())

    def try_one(data: bytes) -> None:
        """Try what atheris thought of."""
        target(atheris.FuzzedDataProvider(data))

    atheris.Setup(sys.argv, try_one)
    _with_app(atheris.Fuzz)
