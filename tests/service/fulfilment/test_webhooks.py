"""A town's own program is told of cases: signed, in every trouble again, and replayed by people."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from chassis.jobs.runner import JobRunner
from chassis.persistence.tables import outbox
from chassis.service import Running
from fulfilment.adapters import webhook_post
from fulfilment.domain.webhook import WAITS, Delivery, Endpoint
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.receiver import Receiver, receiving
from tests.service.fulfilment.story import Story

OLD, NEW = ("whsec_" + base64.b64encode(bytes([letter]) * 32).decode() for letter in b"on")
PAGE = "/verwaltung/fulfilment/webhooks"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


class Town:
    """A town with one endpoint, and a time of its own."""

    def __init__(self, running: Running[Any], url: str) -> None:
        self.now = datetime.now(UTC)
        self.endpoint = Endpoint(url=url, events=("case.opened", "case.submitted"), secrets=("webhook_old",))
        self._work = replace(running.work, clock=lambda: self.now)
        self._tenant = running.tenants.by_key("ostfildern")
        quiet = type(running.due_work)({**running.due_work.jobs, "send-mail": lambda *_: None})
        self._runner = JobRunner(self._work, running.tenants, quiet, running.ports)
        self.ask(lambda unit: None)

    def ask(self, question: Callable[[Any], Any]) -> Any:
        with self._work(self._tenant) as unit:
            return question(unit)

    def settle(self, **changes: object) -> None:
        """Change the endpoint in the town's catalogue."""
        self.endpoint = Endpoint.model_validate(self.endpoint.model_dump() | changes)
        webhooks = {"fachverfahren": self.endpoint}
        self.ask(lambda unit: unit.store_catalogue(unit.catalogue.model_copy(update={"webhooks": webhooks})))

    def live(self, **time: float) -> None:
        """Let time pass, and do what is due then."""
        self.now += timedelta(**time)
        self._runner.run_all()

    @property
    def messages(self) -> list[Delivery]:
        """The oldest first."""
        return list(reversed(self.ask(lambda unit: unit.webhooks.newest(50))))


@pytest.fixture
def town(work: Open, fulfilment: Running[Any], receiver: Receiver, secrets_dir: Path) -> Iterator[Town]:
    """Ostfildern, whose program hears of what is opened and submitted."""
    (secrets_dir / "ostfildern.webhook_old").write_text(OLD, encoding="utf-8")
    (secrets_dir / "ostfildern.webhook_new").write_text(NEW, encoding="utf-8")
    with work() as unit:
        before = unit.catalogue
    made = Town(fulfilment, receiver.url)
    made.settle()
    yield made
    with work() as unit:
        unit.store_catalogue(before)


def test_every_event_that_is_wanted_arrives_once_signed_and_says_what_the_event_says(
    town: Town, receiver: Receiver, work: Open
) -> None:
    case = town.ask(Story().settle)
    with work("musterstadt") as unit:
        Story().settle(unit)
    town.live()
    town.live(days=1)
    assert [heard.told["type"].split(".")[4] for heard in receiver.heard] == ["opened", "submitted"]
    opened, submitted = receiver.heard
    assert opened.path == "/fachverfahren"
    assert all(heard.is_signed_with(OLD) and not heard.is_signed_with(NEW) for heard in receiver.heard)
    assert opened.told["data"]["case_id"] == str(case.id)
    assert "person" not in opened.told["data"]
    with work() as unit:
        known = unit.connection.execute(sa.select(outbox.c.body).where(outbox.c.tenant == "ostfildern")).scalars()
        said = {event["type"]: event["data"] for event in known}
    assert submitted.told["data"] == said[submitted.told["type"]]
    assert {one.state for one in town.messages} == {"delivered"}


def test_what_is_not_taken_comes_again_later_and_later_with_the_same_id(town: Town, receiver: Receiver) -> None:
    receiver.answers = [(500, {}), (302, {"Location": "/anderswo"}), (429, {"Retry-After": "7200"})]
    town.settle(events=["case.opened"])
    town.ask(Story().open)
    town.live()
    town.live(seconds=4)
    assert len(receiver.heard) == 1
    town.live(seconds=2)
    assert len(receiver.heard) == 2
    town.live(minutes=6)
    assert len(receiver.heard) == 3
    town.live(minutes=40)
    assert len(receiver.heard) == 3, "the receiver has asked for two hours"
    town.live(hours=2)
    town.live(days=9)
    assert [heard.path for heard in receiver.heard] == ["/fachverfahren"] * 4
    assert len({(heard.id, heard.body) for heard in receiver.heard}) == 1
    assert len({heard.headers["webhook-timestamp"] for heard in receiver.heard}) == 4
    (message,) = town.messages
    assert (message.state, message.attempts, message.status) == ("delivered", 4, 204)


@pytest.mark.parametrize("answer", [(410, {}), (503, {})])
def test_what_is_given_up_is_sent_again_by_people(
    town: Town, receiver: Receiver, staff_of: Callable[..., Browser], answer: tuple[int, dict[str, str]]
) -> None:
    town.settle(events=["case.opened"])
    receiver.answers = [answer] * (len(WAITS) + 1)
    town.ask(Story().open)
    town.live()
    for wait in WAITS:
        town.live(seconds=wait.total_seconds() * 1.2)
    tried = 1 if answer[0] == 410 else len(WAITS) + 1
    assert len(receiver.heard) == tried
    town.live(days=9)
    assert len(receiver.heard) == tried
    administrator = staff_of("administrator")
    page = administrator.get(PAGE).text
    for told in ("aufgegeben", f"HTTP {answer[0]}", "0 angekommen, 0 warten, 1 aufgegeben", receiver.url):
        assert told in page
    receiver.answers = []
    assert administrator.post(f"{PAGE}/noch-einmal", {"endpoint": "fachverfahren"}).status_code == 303
    town.live(days=9)
    assert len({heard.id for heard in receiver.heard}) == 1
    assert "1 angekommen, 0 warten, 0 aufgegeben" in administrator.get(PAGE).text


def test_one_message_is_sent_again_though_it_arrived_and_a_probe_is_about_nobody(
    town: Town, receiver: Receiver, staff_of: Callable[..., Browser]
) -> None:
    administrator = staff_of("administrator")
    assert administrator.post(f"{PAGE}/probe", {"endpoint": "fachverfahren"}).status_code == 303
    town.live(minutes=1)
    (message,) = town.messages
    assert receiver.heard[0].told["data"] == {"endpoint": "fachverfahren"}
    assert administrator.post(f"{PAGE}/{message.id}/noch-einmal").status_code == 303
    town.live(minutes=1)
    assert [heard.id for heard in receiver.heard] == [str(message.id)] * 2
    assert administrator.post(f"{PAGE}/probe", {"endpoint": "gibt-es-nicht"}).status_code == 404
    assert administrator.post(f"{PAGE}/{Story().case_id}/noch-einmal").status_code == 404


def test_silence_ends_and_counts_as_a_failure(town: Town, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_post, "TIMEOUT", (5, 0.2))
    receiver.answers = [None]
    town.settle(events=["case.opened"])
    town.ask(Story().open)
    town.live()
    (message,) = town.messages
    assert (message.state, message.status, message.failure) == ("waiting", None, "timeout")


def test_an_endpoint_that_fails_is_asked_once_a_minute_and_holds_up_nobody(town: Town, receiver: Receiver) -> None:
    receiver.answers = [(500, {})] * 2
    town.settle(events=["case.opened"])
    for _ in range(3):
        town.ask(Story().open)
    town.live()
    assert len(receiver.heard) == 1
    town.live(seconds=61)
    assert len(receiver.heard) == 2
    for _ in range(8):
        town.live(minutes=2)
    assert {one.state for one in town.messages} == {"delivered"}
    assert len(receiver.heard) == 5


def test_while_a_secret_is_changed_both_are_valid(town: Town, receiver: Receiver) -> None:
    town.settle(events=["case.opened"], secrets=["webhook_old", "webhook_new"])
    town.ask(Story().open)
    town.live()
    assert receiver.heard[0].is_signed_with(OLD)
    assert receiver.heard[0].is_signed_with(NEW)
    town.settle(secrets=["webhook_new"])
    town.ask(Story().open)
    town.live()
    assert not receiver.heard[1].is_signed_with(OLD)
    assert receiver.heard[1].is_signed_with(NEW)


def test_without_its_secret_nothing_is_sent_and_the_page_says_so(
    town: Town, receiver: Receiver, staff_of: Callable[..., Browser]
) -> None:
    town.settle(events=["case.opened"], secrets=["webhook_missing"])
    town.ask(Story().open)
    town.live()
    assert receiver.heard == []
    page = staff_of("administrator").get(PAGE).text
    assert "Geheimnis webhook_missing fehlt" in page
    assert "Geheimnis fehlt oder ist unbrauchbar" in page


def test_while_paused_messages_wait_and_none_is_lost(town: Town, receiver: Receiver) -> None:
    town.settle(events=["case.opened"], paused=True)
    town.ask(Story().open)
    town.live()
    town.live(days=2)
    assert receiver.heard == []
    town.settle(paused=False)
    town.live(minutes=2)
    assert len(receiver.heard) == 1


def test_what_waits_for_an_endpoint_that_is_taken_away_is_given_up(town: Town, receiver: Receiver) -> None:
    town.ask(Story().open)
    town.ask(lambda unit: unit.store_catalogue(unit.catalogue.model_copy(update={"webhooks": {}})))
    town.live()
    assert receiver.heard == []
    assert [(one.state, one.failure) for one in town.messages] == [("failed", "no-endpoint")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://name:password@fach.example/x"},
        {"url": "ftp://fach.example/x"},
        {"url": "https:///x"},
        {"secrets": ["oidc_client_secret"]},
        {"secrets": ["webhook_a", "webhook_b", "webhook_c"]},
        {"secrets": []},
        {"events": ["case.imagined"]},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    right = {"url": "https://fach.example/x", "events": ["case.opened"], "secrets": ["webhook_a"]}
    assert Endpoint.model_validate(right)
    with pytest.raises(ValidationError):
        Endpoint.model_validate(right | wrong)
