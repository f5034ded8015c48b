"""What the relay gives to whom, asked by a hand-made client (TURN, RFC 8656): nothing without today's own secret."""

import hashlib
import hmac
import secrets
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from local.backing.coturn import Coturn
from local.home import Home
from video.adapters.turn import Coturn as Issuer
from video.domain.line import Kind, Participant

COOKIE = 0x2112A442
ALLOCATE, CREATE_PERMISSION = 0x0003, 0x0008
USERNAME, INTEGRITY, ERROR, PEER, REALM, NONCE, TRANSPORT = 0x0006, 0x0008, 0x0009, 0x0012, 0x0014, 0x0015, 0x0019
UNAUTHORISED, FORBIDDEN = 401, 403


class Client:
    """One UDP socket that asks the relay."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", port))
        self._user, self._password = user, password
        self._realm, self._nonce = b"", b""

    def close(self) -> None:
        self.socket.close()

    def allocate(self) -> int:
        """Ask for a relayed address; return 0 or the error's code."""
        wanted = _attribute(TRANSPORT, struct.pack("!B3x", 17))
        challenge = self._ask(ALLOCATE, wanted, signed=False)
        self._realm, self._nonce = challenge[REALM], challenge[NONCE]
        assert _code(challenge) == UNAUTHORISED
        return _code(self._ask(ALLOCATE, wanted, signed=True))

    def reach(self, address: str) -> int:
        """Ask to send to a peer; return 0 or the error's code."""
        (number,) = struct.unpack("!I", socket.inet_aton(address))
        peer = struct.pack("!BBHI", 0, 1, 9 ^ (COOKIE >> 16), number ^ COOKIE)
        return _code(self._ask(CREATE_PERMISSION, _attribute(PEER, peer), signed=True))

    def _ask(self, method: int, body: bytes, *, signed: bool) -> dict[int, bytes]:
        if signed:
            for kind, value in ((USERNAME, self._user.encode()), (REALM, self._realm), (NONCE, self._nonce)):
                body += _attribute(kind, value)
        length, number = len(body) + (24 if signed else 0), secrets.token_bytes(12)
        message = struct.pack("!HHI", method, length, COOKIE) + number + body
        if signed:
            # MD5 is what the long-term credentials of the RFC ask for (section 9.2.2 of RFC 8489).
            key = hashlib.md5(f"{self._user}:{self._realm.decode()}:{self._password}".encode()).digest()  # noqa: S324
            message += _attribute(INTEGRITY, hmac.digest(key, message, "sha1"))
        self.socket.send(message)
        return _attributes(self.socket.recv(2048))


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


def _attributes(message: bytes) -> dict[int, bytes]:
    found, place = {}, 20
    while place < len(message):
        kind, length = struct.unpack_from("!HH", message, place)
        found[kind] = message[place + 4 : place + 4 + length]
        place += 4 + length + (-length % 4)
    return found


def _code(answer: dict[int, bytes]) -> int:
    return answer[ERROR][2] * 100 + answer[ERROR][3] if ERROR in answer else 0


@pytest.fixture(scope="module")
def relay(home: Home) -> Iterator[Coturn]:
    """coturn as the local system runs it, in a home of its own: other files have one running in the common home."""
    running = Coturn(Home(home.directory("relay-alone")))
    running.start().wait()
    yield running
    running.stop()


def ask(relay: Coturn, secret: str, when: datetime | None = None, kind: Kind = "citizen") -> Client:
    """Return a client with credentials as video issues them."""
    person = Participant(uuid4(), kind, "Erika", 1, uuid4(), None)
    access = Issuer(relay.url, lambda: secret).issue_access(uuid4(), person, when or datetime.now(UTC))
    return Client(relay.port, access.username, access.credential)


def test_credentials_of_now_open_the_relay_under_either_secret(relay: Coturn) -> None:
    for secret in relay.secrets:
        with closing(ask(relay, secret)) as client:
            assert client.allocate() == 0


def test_expired_forged_and_foreign_credentials_are_refused(relay: Coturn) -> None:
    expired = ask(relay, relay.secrets[0], datetime.now(UTC) - timedelta(minutes=11))
    foreign = ask(relay, "the secret of another installation")
    genuine = ask(relay, relay.secrets[0])
    later = f"{int(datetime.now(UTC).timestamp()) + 90_000}:{uuid4()}.{uuid4()}"
    forged = Client(relay.port, later, genuine._password)
    for client in (expired, foreign, forged):
        with closing(client):
            assert client.allocate() == UNAUTHORISED
    genuine.close()


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "172.16.5.4", "169.254.169.254", "127.0.0.2"])
def test_nobody_reaches_into_a_private_network_by_the_relay(relay: Coturn, address: str) -> None:
    with closing(ask(relay, relay.secrets[0])) as client:
        assert client.allocate() == 0
        assert client.reach(address) == FORBIDDEN
