"""A private TURN server that relays on loopback only, with two secrets so that one can be rotated."""

import base64
import hashlib
import hmac
import ipaddress
import secrets
import shutil
import socket
import time

from local.home import LOOPBACK
from local.process import Launch, NotReady, Program

REALM = "buergerbuero"
RELAY_PORTS = 200

# Nobody may use the relay to reach into a private network. The relay's own address is the exception: both ends of
# a relay-only call meet there, and on one machine that is loopback.
DENIED = (
    "0.0.0.0-0.255.255.255",
    "10.0.0.0-10.255.255.255",
    "100.64.0.0-100.127.255.255",
    "127.0.0.2-127.255.255.255",
    "169.254.0.0-169.254.255.255",
    "172.16.0.0-172.31.255.255",
    "192.0.0.0-192.0.0.255",
    "192.168.0.0-192.168.255.255",
    "198.18.0.0-198.19.255.255",
    "240.0.0.0-255.255.255.255",
    "::1",
    "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
)


class Coturn(Program):
    """coturn with time-limited credentials (TURN REST): user `<expiry>:<who>`, password HMAC-SHA1."""

    name = "coturn"
    more: tuple[str, ...] = ()
    """Further lines of its configuration, for a relay of other habits."""

    @property
    def port(self) -> int:
        """The port for UDP and TCP."""
        return self.home.port("coturn")

    @property
    def url(self) -> str:
        """What the video service gets as TURN_URL."""
        return f"turn:{LOOPBACK}:{self.port}"

    address = url

    @property
    def secrets(self) -> tuple[str, str]:
        """The secret in use and the one that may come next (or was used before)."""
        # No "-" and "_" in front: the command line would take it for an option.
        return (
            self.home.secret("region", "turn_secret", lambda: secrets.token_hex(24)),
            self.home.secret("region", "turn_secret_next", lambda: secrets.token_hex(24)),
        )

    def prepare(self) -> None:
        folder = self.home.directory("coturn")
        first = self.home.port_block("coturn-relay", RELAY_PORTS)
        lines = [
            f"listening-ip={LOOPBACK}",
            f"listening-port={self.port}",
            f"relay-ip={LOOPBACK}",
            f"min-port={first}",
            f"max-port={first + RELAY_PORTS - 1}",
            f"realm={REALM}",
            "use-auth-secret",
            *(f"static-auth-secret={secret}" for secret in self.secrets),
            "fingerprint",
            "stale-nonce=600",
            "no-tcp-relay",
            "no-multicast-peers",
            "allow-loopback-peers",
            f"allowed-peer-ip={LOOPBACK}",
            *(f"denied-peer-ip={block}" for block in DENIED),
            "user-quota=12",
            "total-quota=150",
            "no-cli",
            "no-tls",
            "no-dtls",
            f"userdb={folder / 'turndb'}",
            f"pidfile={folder / 'turnserver.pid'}",
            "log-file=stdout",
            "simple-log",
            *self.more,
        ]
        file = folder / "turnserver.conf"
        file.touch(mode=0o600)
        file.write_text("\n".join(lines) + "\n")

    def launch(self) -> Launch:
        turnserver = shutil.which("turnserver")
        if turnserver is None:
            raise NotReady("coturn is not installed: run local/setup.sh")
        return Launch([turnserver, "-c", str(self.home.path("coturn", "turnserver.conf"))])

    def is_ready(self) -> bool:
        """Ask for a STUN binding over UDP, as a browser does first."""
        request = b"\x00\x01\x00\x00\x21\x12\xa4\x42" + secrets.token_bytes(12)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.settimeout(0.5)
            try:
                probe.sendto(request, (LOOPBACK, self.port))
                return probe.recv(1024)[:2] == b"\x01\x01"
            except OSError:
                return False

    def credentials(self, who: str, seconds: int = 600) -> tuple[str, str]:
        """Return a user name and password as the video service issues them."""
        user = f"{int(time.time()) + seconds}:{who}"
        mac = hmac.digest(self.secrets[0].encode(), user.encode(), hashlib.sha1)
        return user, base64.b64encode(mac).decode()


def is_denied(address: str) -> bool:
    """Tell whether a peer address is on the list above (for tests)."""
    wanted = ipaddress.ip_address(address)
    for block in DENIED:
        first, _, last = block.partition("-")
        low, high = ipaddress.ip_address(first), ipaddress.ip_address(last or first)
        if low.version == wanted.version and int(low) <= int(wanted) <= int(high):
            return True
    return False
