"""One person across all five services by one command: shown whole, forgotten with a receipt, the trails unbroken."""

import importlib.util
import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis import commands
from chassis.envelope import Received
from chassis.mail.message import Mail
from chassis.messaging import dead_letters
from chassis.persistence.audit import first_broken
from chassis.persistence.tables import audit, inbox, mail, outbox
from contracts.booking import AppointmentConfirmed
from local.home import ROOT
from tests.service.fulfilment.story import Story

TOWN, OTHER = "ostfildern", "musterstadt"
ADDRESS = "Erika@Example.org"
NAMES = ("Mustermann", "erika@example.org")


def load() -> Any:
    spec = importlib.util.spec_from_file_location("person", ROOT / "charts" / "person.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def services(start: Callable[..., Any]) -> dict[str, Any]:
    return {name: start(name) for name in load().SERVICES}


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each service was asked to discard; the broker itself is asked in the chassis's own tests."""
    asked: list[str] = []
    monkeypatch.setattr(dead_letters.DeadLetters, "bodies_of", lambda _self, _tenant, _words: [])

    def discard(_self: object, _tenant: str, words: Sequence[str]) -> int:
        asked.extend(words)
        return 1

    monkeypatch.setattr(dead_letters.DeadLetters, "discard_of", discard)
    return asked


@pytest.fixture
def ask(services: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Ask a service's command as its pod would."""
    from chassis.cli import _parser

    def run(service: str, arguments: Sequence[str]) -> Any:
        told: Namespace = _parser(service).parse_args(["person", *arguments])
        capsys.readouterr()
        commands.person(services[service], told)
        return json.loads(capsys.readouterr().out.strip().splitlines()[-1])

    return run


@pytest.fixture
def booked(services: dict[str, Any], wipe: Callable[[Any], None]) -> UUID:
    """An appointment that booking has and the four others have heard of, with a mail of each service."""
    from booking.adapters.tables import appointment

    for running in services.values():
        wipe(running)
    story = Story(appointment_id=uuid4())
    said: AppointmentConfirmed = story.confirmed()
    for name, running in services.items():
        with running.work(running.tenants.by_key(TOWN)) as unit:
            if name == "booking":
                unit.connection.execute(appointment.insert().values(**row_of(said)))
                unit.record(said)
            else:
                handle = next(one.handle for one in running.service.subscriptions if one.event is AppointmentConfirmed)
                handle(unit, heard(said))
            unit.send(Mail(f"about:{name}", "erika@example.org", "Ihr Termin", "Guten Tag Erika Mustermann"))
            unit.connection.execute(sa.update(outbox).values(published_at=sa.func.now()))
            unit.connection.execute(sa.update(mail).values(sent_at=sa.func.now()))
            unit.audit("case.viewed", story.appointment_id, "staff:c-1")
    return story.appointment_id


def heard(said: AppointmentConfirmed) -> Received[AppointmentConfirmed]:
    subject = str(said.appointment_id)
    return Received(uuid4(), "booking", "t", TOWN, subject, said.begins_at, subject, None, 1, None, said)


def row_of(said: AppointmentConfirmed) -> dict[str, Any]:
    return {
        "tenant": TOWN, "id": said.appointment_id, "number": said.number, "key": uuid4(), "state": "done",
        "office": said.office, "desk": said.desk, "day": said.begins_at.date(), "begins_at": said.begins_at,
        "ends_at": said.ends_at, "extensions": 0, "items": [], "given_names": "Erika", "family_name": "Mustermann",
        "email": "erika@example.org", "epoch": 1, "sequence": 1,
    }  # fmt: skip


def dump(running: Any) -> str:
    """Return every row of the town, audit trail included, as text."""
    with running.work(running.tenants.by_key(TOWN)) as unit:
        names = sorted(set(sa.inspect(unit.connection).get_table_names()) - {"alembic_version", "catalogue"})
        rows = [
            unit.connection.execute(sa.select(sa.cast(sa.column(name), sa.Text)).select_from(sa.table(name))).scalars()
            for name in names
        ]
        return "\n".join(row for table in rows for row in table)


def test_the_export_shows_the_person_at_every_service(booked: UUID, ask: Callable[..., Any]) -> None:
    told = load().everywhere(ask, "export", TOWN, [ADDRESS], [])
    assert told["appointments"] == [str(booked)]
    for service, answer in told["services"].items():
        assert answer["holdings"]["sent-mail"], service
        assert "Mustermann" in json.dumps(answer), service


def test_the_erasure_leaves_no_name_and_its_receipt_names_nobody(
    booked: UUID, ask: Callable[..., Any], services: dict[str, Any], no_broker: list[str]
) -> None:
    assert all("Mustermann" in dump(running) for running in services.values())
    receipt = load().everywhere(ask, "erase", TOWN, [ADDRESS], [])
    for name, running in services.items():
        left = [word for word in NAMES if word in dump(running)]
        open_case = {"video": ["Mustermann"], "identity": ["Mustermann"], "fulfilment": list(NAMES)}.get(name, [])
        assert left in ([], open_case), name
        with running.work(running.tenants.by_key(TOWN)) as unit:
            assert first_broken(unit.connection, TOWN) is None
            actions = list(unit.connection.execute(sa.select(audit.c.action).order_by(audit.c.position)).scalars())
        assert actions[-1] == "person.erased"
    assert receipt["services"]["booking"]["erased"]["appointments"] == 1
    assert receipt["services"]["booking"]["erased"]["published-events"] == 1
    assert all(answer["audit_chain_holds"] for answer in receipt["services"].values())
    assert all(answer["dead_letters_discarded"] == 1 for answer in receipt["services"].values())
    assert str(booked) in no_broker
    assert not [word for word in (*NAMES, ADDRESS) if word in json.dumps(receipt)]


def test_nothing_is_erased_while_an_event_of_the_person_is_on_its_way(
    booked: UUID, ask: Callable[..., Any], services: dict[str, Any]
) -> None:
    booking = services["booking"]
    with booking.work(booking.tenants.by_key(TOWN)) as unit:
        unit.connection.execute(sa.update(outbox).values(published_at=None))
    with pytest.raises(SystemExit, match="not published yet"):
        ask("booking", ["erase", "--tenant", TOWN, "--appointment", str(booked)])
    assert "Mustermann" in dump(booking)


def test_another_town_has_nothing_of_the_person(booked: UUID, ask: Callable[..., Any]) -> None:
    assert ask("booking", ["find", "--tenant", OTHER, "--address", ADDRESS]) == {"appointments": []}


def test_the_inbox_holds_no_name(services: dict[str, Any]) -> None:
    assert set(inbox.c.keys()) == {"tenant", "consumer", "source", "event_id", "received_at"}


def test_a_service_that_fails_ends_the_command_with_its_words(tmp_path: Path) -> None:
    import sys

    with pytest.raises(SystemExit, match="no such pod"):
        load().run([sys.executable, "-c", "import sys; sys.exit('no such pod')"])
