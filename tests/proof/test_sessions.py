"""Forty calls at once for five minutes (aiortc): what the process holds stays what it was, and is given back."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psutil
import pytest
import requests
from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection, RTCSessionDescription

from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until
from tests.e2e.calls import Office
from tests.e2e.house import House
from tests.e2e.sockets import Socket
from video.adapters.turn import Coturn as Issuer
from video.domain.line import Kind, Participant

SESSIONS, SECONDS, PAUSE = 40, 300, 5
PATIENCE = 60
MOST_GROWTH = 1.1


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop of its own for the connections; the sockets are read by the test itself."""
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever)
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()


class End:
    """One end of a call: its line to the server and its connection to the other end, by the relay alone."""

    def __init__(self, socket: Socket, office: Office, kind: Kind, loop: asyncio.AbstractEventLoop) -> None:
        self.socket, self._loop = socket, loop
        self.heard: list[str] = []
        person = Participant(uuid4(), kind, "Erika", 1, uuid4(), None)
        secret = (office.running.settings.secrets_dir / "region.turn_secret").read_text(encoding="utf-8")
        access = Issuer(office.environment["TURN_URL"], lambda: secret).issue_access(uuid4(), person, datetime.now(UTC))
        relay = RTCIceServer(access.urls[0], access.username, access.credential)
        self._connection, self._words = self._run(self._make(RTCConfiguration([relay])))

    def say(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._words.send, text)

    @property
    def is_open(self) -> bool:
        return bool(self._words.readyState == "open")

    def offer(self) -> dict[str, str]:
        return self._describe(self._connection.createOffer())

    def answer(self, offer: dict[str, str]) -> dict[str, str]:
        self.take(offer)
        return self._describe(self._connection.createAnswer())

    def take(self, description: dict[str, str]) -> None:
        self._run(self._connection.setRemoteDescription(RTCSessionDescription(**description)))

    def close(self) -> None:
        self._run(self._connection.close())
        self.socket.leave()

    def signal(self, to: "End", description: dict[str, str]) -> dict[str, str]:
        """Send a description over the line and return it as the other end hears it."""
        heard = len(to.signals)
        told = {
            "type": "signal",
            "to": to.socket.state["me"]["id"],
            "to_epoch": 1,
            "body": {"description": description},
        }
        self.socket.say(told)
        to.socket.until(lambda _: len(to.signals) > heard)
        return dict(to.signals[-1]["body"]["description"])

    @property
    def signals(self) -> list[dict[str, Any]]:
        return [one for one in self.socket.heard if one["type"] == "signal"]

    async def _make(self, told: RTCConfiguration) -> tuple[RTCPeerConnection, Any]:
        connection = RTCPeerConnection(told)
        words = connection.createDataChannel("words", negotiated=True, id=0)
        words.on("message", self.heard.append)
        return connection, words

    def _describe(self, making: Any) -> dict[str, str]:
        self._run(self._set(making))
        made = self._connection.localDescription
        lines = made.sdp.splitlines()
        kept = [line for line in lines if not line.startswith("a=candidate") or " typ relay" in line]
        return {"type": made.type, "sdp": "\r\n".join(kept) + "\r\n"}

    async def _set(self, making: Any) -> None:
        await self._connection.setLocalDescription(await making)

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


class Held:
    """What video's process and its database hold."""

    def __init__(self, office: Office) -> None:
        assert office.process is not None
        serving = max(psutil.Process(office.process.pid).children(), key=lambda child: child.memory_info().rss)
        self.memory, self.threads = serving.memory_info().rss, serving.num_threads()
        engine = create_engine(office.running.settings.migration_database_url.get_secret_value(), pool_size=1)
        with engine.begin() as connection:
            ask = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%%'"
            self.bells = connection.exec_driver_sql(ask).scalar_one()
        engine.dispose()


def test_forty_calls_for_five_minutes_leave_memory_threads_and_bindings_flat(
    office: Office, loop: asyncio.AbstractEventLoop
) -> None:
    calls = [call(office, loop) for _ in range(SESSIONS)]
    talk(calls, "0")
    begun, held, words = time.monotonic(), Held(office), 1
    assert held.threads >= 2 * SESSIONS
    while time.monotonic() < begun + SECONDS:
        talk(calls, str(words))
        words += 1
        threading.Event().wait(PAUSE)
    after = Held(office)
    for citizen, clerk in calls:
        expected = [str(number) for number in range(words)]
        assert citizen.heard == clerk.heard == expected
        assert citizen.socket.texts() == expected
    assert (after.threads, after.bells) == (held.threads, held.bells)
    assert after.memory <= held.memory * MOST_GROWTH
    for ends in calls:
        for end in ends:
            end.close()
    # The pool keeps its idle threads; sockets and the bell are given back.
    until(lambda: lines_open(office) == 0 and Held(office).bells == 0, "sockets and bell are given back", PATIENCE)


def lines_open(office: Office) -> float:
    """Return how many sockets the process holds, by its own count."""
    told = requests.get(f"http://127.0.0.1:{office.port}/metrics", timeout=10).text
    return float(re.findall(r"^call_lines_open\{.*\} (\S+)$", told, re.MULTILINE)[0])


def call(office: Office, loop: asyncio.AbstractEventLoop) -> tuple[End, End]:
    """Bring two ends into a call, as two pages do."""
    house = House(office)
    house.admit()
    citizen, clerk = End(house.citizen(), office, "citizen", loop), End(house.clerk(), office, "clerk", loop)
    for end in (citizen, clerk):
        end.socket.until(lambda it: len(it.state.get("roster", ())) == 2)
    offer = citizen.signal(clerk, citizen.offer())
    citizen.take(clerk.signal(citizen, clerk.answer(offer)))
    until(lambda: citizen.is_open and clerk.is_open, "the two ends are connected", PATIENCE)
    return citizen, clerk


def talk(calls: list[tuple[End, End]], text: str) -> None:
    """Say a word in every call, on the line and past the server, and hear it."""
    for citizen, clerk in calls:
        clerk.socket.say({"type": "chat", "body": text})
        citizen.say(text)
        clerk.say(text)
    for citizen, clerk in calls:
        for end in (citizen, clerk):
            end.socket.until(lambda it: it.texts()[-1:] == [text])
        until(lambda: citizen.heard[-1:] == clerk.heard[-1:] == [text], "the word arrived", PATIENCE)  # noqa: B023
