"""The line of a call in PostgreSQL: in order, once, and one town never sees another's."""

import threading
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.service import Running
from chassis.tenancy import Tenant
from tests.unit.video.fakes import BEGINS, confirmed
from video.bootstrap import VideoPorts
from video.domain.errors import AlreadyAdmitted
from video.domain.line import Said
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.join_line import Caller, join_line
from video.use_cases.open_consultation import open_consultation
from video.use_cases.queries import consultation_of, todays_queue
from video.use_cases.read_line import read_line
from video.use_cases.say import say

ERIKA = Caller("citizen", "Erika Mustermann")
KIM = Caller("clerk", "Kim Klar", "kim")


@pytest.fixture
def standing_still(video: Running[Any]) -> Running[Any]:
    """The service at the agreed beginning."""
    return replace(video, work=replace(video.work, clock=lambda: BEGINS))


@pytest.fixture
def waiting(standing_still: Running[Any], town: Tenant) -> UUID:
    """A citizen in the waiting room."""
    said = confirmed()
    with standing_still.work(town) as unit:
        open_consultation(unit, said)
        enter_waiting_room(unit, said.appointment_id, consents=True)
    return said.appointment_id


def test_what_is_kept_comes_back_as_it_was(standing_still: Running[Any], town: Tenant, waiting: UUID) -> None:
    with standing_still.work(town) as unit:
        kept = consultation_of(unit, waiting)
        assert kept.procedures[0].name == "Meldebescheinigung"
        assert kept.arrived_at == BEGINS
        assert [row.consultation for row in todays_queue(unit).waiting] == [kept]


def test_another_town_sees_no_consultation(standing_still: Running[Any], town: Tenant, waiting: UUID) -> None:
    with standing_still.work(standing_still.tenants.by_key("musterstadt")) as unit:
        assert unit.consultations.of_appointment(waiting) is None
        assert todays_queue(unit).waiting == ()
    assert town.key == "ostfildern"


def test_of_two_clerks_at_once_exactly_one_admits(standing_still: Running[Any], town: Tenant) -> None:
    for _ in range(20):
        said = confirmed()
        with standing_still.work(town) as unit:
            open_consultation(unit, said)
            enter_waiting_room(unit, said.appointment_id, consents=True)
        together = threading.Barrier(2)
        outcomes: list[str] = []

        def admit(
            clerk: str,
            appointment: UUID = said.appointment_id,
            start: threading.Barrier = together,
            out: list[str] = outcomes,
        ) -> None:
            start.wait()
            try:
                with standing_still.work(town) as unit:
                    admit_citizen(unit, appointment, clerk, clerk)
                out.append("won")
            except AlreadyAdmitted:
                out.append("lost")

        clerks = [threading.Thread(target=admit, args=(name,)) for name in ("kim", "lou")]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        assert sorted(outcomes) == ["lost", "won"]


def test_two_who_talk_at_once_are_heard_completely_and_in_order(
    standing_still: Running[Any], town: Tenant, waiting: UUID
) -> None:
    pages = {ERIKA: uuid4(), KIM: uuid4()}
    with standing_still.work(town) as unit:
        admit_citizen(unit, waiting, "kim", "Kim Klar")
        call = consultation_of(unit, waiting).id
        for caller, page in pages.items():
            join_line(unit, waiting, caller, page)

    def talk(caller: Caller) -> None:
        for number in range(30):
            with standing_still.work(town) as unit:
                say(unit, call, caller.id(call), pages[caller], Said("chat", f"{caller.kind} {number}"))

    talkers = [threading.Thread(target=talk, args=(caller,)) for caller in pages]
    heard: list[str] = []
    seqs: list[int] = []
    cursor = 0
    for talker in talkers:
        talker.start()
    while True:
        done = not any(talker.is_alive() for talker in talkers)
        with standing_still.work(town) as unit:
            delivery = read_line(unit, call, ERIKA.id(call), cursor)
        heard += [entry.body for entry in delivery.entries]
        seqs += [entry.seq for entry in delivery.entries]
        cursor = delivery.cursor
        if done and not delivery.entries:
            break
    assert seqs == list(range(1, 61)), "a number that commits after a higher one would be lost"
    for caller in pages:
        assert [text for text in heard if text.startswith(caller.kind)] == [f"{caller.kind} {n}" for n in range(30)]


def test_who_is_taken_out_takes_their_signals_along_and_leaves_what_they_said(
    standing_still: Running[Any], town: Tenant, waiting: UUID
) -> None:
    pages = {ERIKA: uuid4(), KIM: uuid4()}
    with standing_still.work(town) as unit:
        admit_citizen(unit, waiting, "kim", "Kim Klar")
        call = consultation_of(unit, waiting).id
        for caller, page in pages.items():
            join_line(unit, waiting, caller, page)
        for caller, other in ((ERIKA, KIM), (KIM, ERIKA)):
            say(unit, call, caller.id(call), pages[caller], Said("signal", {"candidate": "x"}, other.id(call), 1))
        say(unit, call, KIM.id(call), pages[KIM], Said("chat", "Guten Tag!"))
        unit.line.remove(call, KIM.id(call))
        assert [(entry.topic, entry.seq) for entry in unit.line.since(call, 0)] == [("chat", 3)]


def test_the_bell_rings_after_the_commit_and_for_this_consultation_alone(
    standing_still: Running[Any], town: Tenant, waiting: UUID
) -> None:
    assert isinstance(standing_still.ports, VideoPorts)
    bell = standing_still.ports.bell
    with standing_still.work(town) as unit:
        call = consultation_of(unit, waiting).id
    with bell.hears(call) as news, bell.hears(uuid4()) as other:
        assert news.wait(5), "everybody looks once when the bell begins to listen"
        assert other.wait(5)
        news.clear()
        other.clear()
        with standing_still.work(town) as unit:
            unit.line.ring(call)
            assert not news.is_set()
        assert news.wait(1.5), "it comes at once, not only with the next look"
        assert not other.is_set()
