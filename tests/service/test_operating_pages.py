"""The operator's page: every promise asked of the live database, entered with a reason, dead letters replayed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from itsdangerous import URLSafeTimedSerializer

from chassis.invariants.entrance import LASTS
from chassis.invariants.invariant import look
from chassis.invariants.of_the_house import HOUSE
from chassis.messaging.dead_letters import DeadLetter, DeadLetters
from chassis.persistence.engine import create_engine
from chassis.persistence.tables import audit, due_work, operator_entrance
from chassis.testing.fakes import FakeClock
from chassis.web.staff_operating import EXTENSION, Operation

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
TOWN, OTHER = "ostfildern", "musterstadt"
OUTBOX = (
    "INSERT INTO outbox (tenant, id, subject, exchange, routing_key, mandatory, body, created_at)"
    " VALUES (:tenant, gen_random_uuid(), 's', 'e', 'k', true, '{}', now() - interval '6 minutes')"
)
WORK = "INSERT INTO due_work (tenant, kind, item, due, attempts) VALUES (:tenant, 'k', gen_random_uuid(), {}, {})"
MAIL = (
    "INSERT INTO mail (tenant, id, recipient, subject, text, attachments, created_at) SELECT :tenant, item, 'r', 's',"
    " 't', '[]', now() - interval '2 hours' FROM due_work WHERE tenant = :tenant"
)
TRAIL = (
    "INSERT INTO audit (tenant, id, at, actor, action, subject, digest)"
    " VALUES (:tenant, gen_random_uuid(), now(), 'a', 'b', gen_random_uuid(), 'forged')"
)
LATE = "now() - interval '20 minutes'"
BREAKS = {
    "outbox-moves": (OUTBOX,),
    "work-is-done": (WORK.format(LATE, 0),),
    "work-is-not-given-up": (WORK.format("now()", 12),),
    "mails-leave": (WORK.format("now()", 1), MAIL),
    "audit-chain": (TRAIL,),
}
"""What a service would have to do to break a promise of the house."""
GAPS = {
    "billing": {
        "notice-numbers-dense": "INSERT INTO notice_numbers VALUES (:tenant, 2026, 2)",
        "paper-numbers-dense": "INSERT INTO paper_numbers VALUES (:tenant, 'reminder', 2026, 1)",
    },
    "fulfilment": {"case-numbers-dense": "INSERT INTO case_counter VALUES (:tenant, 2026, 3)"},
}


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest, start: Callable[..., Any]) -> Any:
    return start(request.param)


@pytest.fixture(scope="module")
def probe(start: Callable[..., Any]) -> Any:
    """One service for what the chassis does alike for all."""
    return start("video")


@pytest.fixture
def owner(probe: Any) -> Iterator[Callable[[str], Any]]:
    """Return `owner(sql)`, done behind the service's back."""
    engine = create_engine(probe.settings.migration_database_url.get_secret_value(), pool_size=1)

    def run(sql: str) -> None:
        with engine.begin() as connection:
            connection.execute(sa.text(sql), {"tenant": TOWN} if ":tenant" in sql else {})

    yield run
    run("TRUNCATE outbox, due_work, mail, audit, operator_entrance")
    engine.dispose()


def broken(service: Any, town: str = TOWN) -> dict[str, int]:
    with service.work(service.tenants.by_key(town)) as unit:
        findings = look(unit.connection, town, (*HOUSE, *service.service.invariants))
    return {one.invariant.key: one.count for one in findings if not one.holds}


def test_a_new_town_breaks_no_promise_and_every_service_makes_some(service: Any) -> None:
    assert service.service.invariants
    assert broken(service) == {}


def test_a_gap_in_numbers_is_seen_at_its_town_alone(service: Any) -> None:
    for key, sql in GAPS.get(service.service.name, {}).items():
        with service.work(service.tenants.by_key(TOWN)) as unit:
            unit.connection.execute(sa.text(sql), {"tenant": TOWN})
        assert key in broken(service)
    assert broken(service, OTHER) == {}


@pytest.mark.parametrize("key", sorted(BREAKS))
def test_what_breaks_a_promise_of_the_house_is_seen(key: str, probe: Any, owner: Callable[[str], Any]) -> None:
    for sql in BREAKS[key]:
        owner(sql)
    assert broken(probe) == {key: 1}
    assert broken(probe, OTHER) == {}


class FakeLetters(DeadLetters):
    """A broker with one dead letter of each town."""

    def __init__(self) -> None:
        super().__init__("amqp://127.0.0.1:1/none", "video")
        self.here, self.there = (
            DeadLetter(str(uuid4()), "de.buergerbuero.x", town, "video.x", "KeyError", 6, "2026-11-28")
            for town in (TOWN, OTHER)
        )
        self.replayed: list[str | None] = []

    def letters(self) -> list[DeadLetter]:
        return [self.here, self.there]

    def replay(self, wanted: str | None = None) -> Iterator[str]:
        self.replayed.append(wanted)
        yield str(wanted)


class Operator:
    """Somebody of the provider, in a browser."""

    def __init__(self, app: Any, role: str = "operator") -> None:
        self.client = app.test_client()
        told = {"sub": "n-1", "name": "Nora Betz", "roles": {TOWN: [role], OTHER: [role]}}
        cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
        for town in (TOWN, OTHER):
            self.client.set_cookie("__Host-staff", str(cookie), domain=f"{town}.localhost", secure=True)

    def get(self, town: str = TOWN) -> str:
        answer = self.client.get("/betrieb/video/invarianten", base_url=f"https://{town}.localhost")
        assert answer.status_code == 200
        return str(answer.get_data(as_text=True))

    def post(self, path: str, **fields: str) -> Any:
        import re

        token = re.search(r'"X-CSRFToken": "([^"]+)"', self.get())
        assert token is not None
        return self.client.post(
            f"/betrieb/video/{path}", data={"csrf_token": token[1], **fields}, base_url=f"https://{TOWN}.localhost"
        )

    def enter(self) -> "Operator":
        assert self.post("zutritt", reason="Störung 4711").status_code == 303
        return self


@pytest.fixture
def app(probe: Any, application: Callable[..., Any], owner: Callable[[str], Any]) -> Any:
    return application(probe)


@pytest.fixture
def letters(app: Any) -> FakeLetters:
    fake = FakeLetters()
    app.extensions[EXTENSION] = Operation(app.extensions[EXTENSION].invariants, fake)
    return fake


def test_an_operator_says_why_before_anything_is_shown(app: Any, probe: Any) -> None:
    operator = Operator(app)
    assert "Warum sehen Sie bei dieser Kommune nach?" in operator.get()
    assert "Zusagen" not in operator.get()
    assert operator.post("zutritt", reason="").status_code == 422
    assert operator.post("zutritt", reason="   x ").status_code == 422
    operator.enter()
    assert "Jede Meldung an die anderen Dienste" in operator.get()
    assert "Warum sehen Sie bei dieser Kommune nach?" in operator.get(OTHER)
    with probe.work(probe.tenants.by_key(TOWN)) as unit:
        entrance = unit.connection.execute(sa.select(operator_entrance)).one()
        deed = unit.connection.execute(sa.select(audit)).one()
    assert (entrance.reason, entrance.actor, entrance.until - entrance.since) == ("Störung 4711", "staff:n-1", LASTS)
    assert (deed.action, deed.subject, deed.actor) == ("operator.entered", entrance.id, "staff:n-1")


def test_after_an_hour_or_by_oneself_the_door_is_shut(app: Any, probe: Any) -> None:
    operator = Operator(app).enter()
    usual = probe.work.clock
    clock = FakeClock(usual() + LASTS - timedelta(minutes=1))
    object.__setattr__(probe.work, "clock", clock)
    try:
        assert "Zusagen" in operator.get()
        clock.advance(minutes=2)
        assert "Warum sehen Sie" in operator.get()
        assert operator.post(f"arbeit/k/{uuid4()}/nachholen").status_code == 403
        operator.enter()
        assert operator.post("ende").status_code == 303
        assert "Warum sehen Sie" in operator.get()
    finally:
        object.__setattr__(probe.work, "clock", usual)


def test_a_broker_that_is_away_is_said_and_the_rest_is_shown(app: Any) -> None:
    page = Operator(app).enter().get()
    assert "Nachrichtendienst ist gerade nicht erreichbar" in page
    assert "Die Prüfspur ist lückenlos" in page


def test_only_dead_letters_of_this_town_are_shown_and_replayed(app: Any, probe: Any, letters: FakeLetters) -> None:
    operator = Operator(app).enter()
    page = operator.get()
    assert letters.here.id in page
    assert letters.there.id not in page
    assert operator.post(f"meldung/{letters.there.id}/nachholen").status_code == 404
    assert operator.post(f"meldung/{letters.here.id}/nachholen").status_code == 303
    assert letters.replayed == [letters.here.id]
    with probe.work(probe.tenants.by_key(TOWN)) as unit:
        actions = list(unit.connection.execute(sa.select(audit.c.action).order_by(audit.c.position)).scalars())
    assert actions == ["operator.entered", "dead-letter.replayed"]


def test_given_up_work_is_due_again_at_a_click(
    app: Any, probe: Any, letters: FakeLetters, owner: Callable[[str], Any]
) -> None:
    operator = Operator(app).enter()
    owner(WORK.format("now()", 12))
    with probe.work(probe.tenants.by_key(TOWN)) as unit:
        item = unit.connection.execute(sa.select(due_work.c.item)).scalar_one()
    assert str(item) in operator.get()
    assert operator.post(f"arbeit/k/{uuid4()}/nachholen").status_code == 404
    assert operator.post(f"arbeit/k/{item}/nachholen").status_code == 303
    with probe.work(probe.tenants.by_key(TOWN)) as unit:
        assert unit.connection.execute(sa.select(due_work.c.attempts)).scalar_one() == 0


def test_the_command_says_how_every_promise_stands(
    probe: Any, owner: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from argparse import Namespace

    from chassis import commands
    from chassis.messaging import dead_letters

    monkeypatch.setattr(dead_letters.DeadLetters, "letters", lambda _self: [])
    commands.invariants(probe, Namespace(tenant=None))
    assert f"{OTHER}: audit-chain: holds" in capsys.readouterr().out
    owner(OUTBOX)
    with pytest.raises(SystemExit) as ended:
        commands.invariants(probe, Namespace(tenant=TOWN))
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert f"{TOWN}: outbox-moves: BROKEN 1" in said
    assert OTHER not in said
