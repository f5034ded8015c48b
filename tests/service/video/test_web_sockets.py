"""A socket that two threads write to while its reader answers pings, and one whose browser is dead."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import pytest
from simple_websocket import ConnectionClosed
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event, Ping, Request, TextMessage
from wsproto.extensions import PerMessageDeflate
from wsproto.utilities import RemoteProtocolError

from chassis.testing.waiting import until
from tests.unit.video.fakes import FakeVideoUnit, confirmed
from video.entrypoints import line
from video.entrypoints.web_sockets import LockedServer
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.join_line import Caller
from video.use_cases.open_consultation import open_consultation
from video.use_cases.queries import consultation_of

FRAMES = 10_000


class Browser:
    """The other end, as strict as a browser: one wrong byte is a protocol error."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._line.settimeout(20)

    def handshake(self) -> bytes:
        return self._connection.send(Request(host="town", target="/", extensions=[PerMessageDeflate()]))

    def say(self, text: str) -> None:
        self._line.sendall(self._connection.send(TextMessage(text)))

    def answer(self) -> None:
        """Answer pings until the line is closed, as every browser does by itself."""
        with contextlib.suppress(OSError, RemoteProtocolError):
            for event in self.events():
                if isinstance(event, Ping):
                    self._line.sendall(self._connection.send(event.response()))

    def leave(self) -> None:
        self._line.shutdown(socket.SHUT_RDWR)

    def ping(self) -> None:
        self._line.sendall(self._connection.send(Ping(payload=b"x" * 100)))

    def events(self) -> Iterator[Event]:
        while True:
            self._connection.receive_data(self._line.recv(65536))
            yield from self._connection.events()


def open_line() -> tuple[LockedServer, Browser]:
    """A server's and a browser's end of one connection."""
    ours, theirs = socket.socketpair()
    browser = Browser(theirs)
    lines = browser.handshake().decode().split("\r\n")[1:]
    headers = dict(line.split(": ", 1) for line in lines if line)
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return LockedServer(environ | {"gunicorn.socket": ours}), browser


def test_two_writers_and_pings_corrupt_no_frame() -> None:
    server, browser = open_line()

    def write(name: str) -> None:
        for number in range(FRAMES):
            server.send(f"{name} {number} {name * 40}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    heard: dict[str, list[int]] = {"a": [], "b": []}
    for event in browser.events():
        if isinstance(event, AcceptConnection):
            for writer in writers:
                writer.start()
        elif isinstance(event, TextMessage):
            name, number, text = event.data.split()
            assert text == name * 40
            heard[name].append(int(number))
            # A browser reads while it writes; this one does not, so what it says has to fit into the socket's buffer.
            if len(heard[name]) % 200 == 0:
                browser.ping()
        if sum(map(len, heard.values())) == 2 * FRAMES:
            break
    assert heard == {"a": list(range(FRAMES)), "b": list(range(FRAMES))}
    server.abandon()
    assert not server.thread.is_alive()


class Silence:
    """A bell that never rings."""

    def hears(self, consultation_id: UUID) -> AbstractContextManager[threading.Event]:
        del consultation_id
        return contextlib.nullcontext(threading.Event())


@pytest.fixture
def signs(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Whose sign of life is noted, on lines whose time passes ten times faster."""
    noted: list[UUID] = []
    for name in ("ALIVE_SECONDS", "PING_SECONDS", "SAFETY_NET_SECONDS"):
        monkeypatch.setattr(line, name, getattr(line, name) / 10)
    monkeypatch.setattr(line, "keep_alive", lambda _unit, _consultation, person, _page: noted.append(person))
    return noted


def converse() -> tuple[threading.Thread, Browser, FakeVideoUnit, UUID]:
    """Begin the conversation of a citizen who waits."""
    unit, said = FakeVideoUnit(), confirmed()
    open_consultation(unit, said)
    enter_waiting_room(unit, said.appointment_id, consents=True)
    server, browser = open_line()
    erika = Caller("citizen", "Erika Mustermann")
    talk = line.Line(server, unit.work, Silence(), said.appointment_id, erika, "ostfildern")

    def hold() -> None:
        with contextlib.suppress(ConnectionClosed):
            talk.converse()
        server.abandon()

    thread = threading.Thread(target=hold, daemon=True)
    next(browser.events())
    browser.say(json.dumps({"type": "hello", "page": str(uuid4()), "cursor": 0}))
    thread.start()
    return thread, browser, unit, consultation_of(unit, said.appointment_id).id


def test_a_browser_that_gives_no_sign_of_life_is_cut_off_and_has_left(signs: list[UUID]) -> None:
    thread, _browser, unit, call = converse()
    thread.join(30)
    assert not thread.is_alive()
    assert signs == []
    assert [person.seen_at for person in unit.line.roster(call)] == [None]


def test_a_browser_that_answers_stays_and_counts_as_present(signs: list[UUID]) -> None:
    thread, browser, _unit, _call = converse()
    threading.Thread(target=browser.answer, daemon=True).start()
    until(lambda: len(signs) >= 5, "signs of life are noted", 30)
    assert thread.is_alive()
    browser.leave()
    thread.join(5)
