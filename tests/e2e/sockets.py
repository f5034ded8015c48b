"""The line of a call, spoken by hand: what a page of ours says and hears over its WebSocket."""

import contextlib
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from simple_websocket import Client, ConnectionClosed


class TownClient(Client):
    """Connects to an address and names the town's host, which Python does not resolve."""

    def __init__(self, url: str, town: str, headers: dict[str, str]) -> None:
        self._town = town
        super().__init__(url, headers=headers)

    def handshake(self) -> None:
        self.host = self._town
        super().handshake()


class Socket:
    """A client that says hello and collects what it hears."""

    def __init__(
        self, address: str, town: str, headers: dict[str, str], page: UUID | None = None, cursor: int = 0
    ) -> None:
        told = {"type": "hello", "cursor": cursor, "again": page is not None}
        self.page = page or uuid4()
        self.heard: list[dict[str, Any]] = []
        self._client = TownClient(address.replace("http", "ws"), town, headers)
        self.say(told | {"page": str(self.page)})

    def say(self, message: dict[str, Any]) -> None:
        self._client.send(json.dumps(message))

    def until(self, done: Callable[["Socket"], Any], seconds: float = 15) -> "Socket":
        """Listen until `done`, or fail after a while."""
        deadline = time.monotonic() + seconds
        while not done(self):
            assert time.monotonic() < deadline, self.heard[-3:]
            if (text := self._client.receive(timeout=0.2)) is not None:
                self.heard.append(json.loads(text))
        return self

    def closed(self, seconds: float = 15) -> int:
        """Wait for the server's goodbye and return its code."""
        with contextlib.suppress(ConnectionClosed):
            self.until(lambda _: False, seconds)
        return int(self._client.close_reason)

    def leave(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            self._client.close()

    @property
    def state(self) -> dict[str, Any]:
        return next((one for one in reversed(self.heard) if one["type"] == "state"), {})

    def texts(self) -> list[str]:
        return [one["body"] for one in self.heard if one["type"] == "chat"]
