"""Two clerks admit the same citizen in the same instant: one wins, the other learns who, and it is said once."""

import threading
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from chassis.persistence.tables import outbox
from chassis.service import Running
from chassis.tenancy import Tenant
from tests.unit.video.fakes import confirmed
from video.domain.errors import AlreadyAdmitted
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.open_consultation import open_consultation
from video.use_cases.queries import consultation_of

ROUNDS = 200


def test_in_two_hundred_rounds_exactly_one_clerk_wins(video: Running[Any], town: Tenant) -> None:
    for _ in range(ROUNDS):
        appointment = uuid4()
        with video.work(town) as unit:
            now = unit.clock()
            open_consultation(unit, confirmed(appointment, begins_at=now, ends_at=now))
            enter_waiting_room(unit, appointment, consents=True)
        gate = threading.Barrier(2)
        said: dict[str, str] = {}

        def admit(subject: str, gate: threading.Barrier = gate, said: dict[str, str] = said) -> None:
            gate.wait()
            try:
                with video.work(town) as unit:
                    admit_citizen(unit, appointment, subject, subject.title())  # noqa: B023 - joined in this round
                said[subject] = "won"
            except AlreadyAdmitted as lost:
                said[subject] = lost.clerk_name

        clerks = [threading.Thread(target=admit, args=(subject,)) for subject in ("kim", "lou")]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        winner = next(subject for subject, outcome in said.items() if outcome == "won")
        loser = ({"kim", "lou"} - {winner}).pop()
        assert said == {winner: "won", loser: winner.title()}
        with video.work(town) as unit:
            assert consultation_of(unit, appointment).clerk == winner
    with video.work(town) as unit:
        started = (
            sa.select(sa.func.count()).select_from(outbox).where(outbox.c.routing_key.like("consultation.started%"))
        )
        assert unit.connection.execute(started).scalar_one() == ROUNDS
