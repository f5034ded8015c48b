"""A relay as people behind a strict firewall reach it: by TCP alone."""

import contextlib
import socket

from local.backing.coturn import Coturn
from local.home import LOOPBACK, Home


class BehindFirewall(Coturn):
    """coturn whose UDP port belongs to a socket that takes everything and answers nothing, as a firewall drops it."""

    more = ("no-udp",)

    def __init__(self, home: Home, secret: str) -> None:
        super().__init__(home)
        home.secret("region", "turn_secret", lambda: secret)
        self._hole = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._hole.bind((LOOPBACK, self.port))

    def is_ready(self) -> bool:
        """Connect as a browser does."""
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, self.port), timeout=0.5):
            return True
        return False

    def close(self) -> None:
        """Stop it and take the hole away."""
        self.stop()
        self._hole.close()
