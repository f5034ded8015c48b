"""A socket that two threads write to while its reader answers pings."""

import socket
import threading
from collections.abc import Iterator

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event, Ping, Request, TextMessage
from wsproto.extensions import PerMessageDeflate

from video.entrypoints.web_sockets import LockedServer

FRAMES = 10_000


class Browser:
    """The other end, as strict as a browser: one wrong byte is a protocol error."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._line.settimeout(20)

    def handshake(self) -> bytes:
        return self._connection.send(Request(host="town", target="/", extensions=[PerMessageDeflate()]))

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
