"""An open crowd: everybody comes when they come, whether or not those before them were answered.

Latency counts from the moment at which somebody wanted to ask, so a server that falls behind cannot hide it
("coordinated omission"). Some of those who found times click on one of them.
"""

import asyncio
import json
import random
import time
from collections import deque
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from benchmarks.booking.towns import PROCEDURE

PATIENCE = 20.0
SEARCH = f"/api/booking/v1/times?procedure={PROCEDURE}"
HOLD = "/api/booking/v1/holds"
FIRST_SEEN = 40
"""Most people click on one of the first times that they see."""
OK = 200


@dataclass(frozen=True)
class Asked:
    """One question: when somebody wanted to ask (seconds since the start), of which town, what came and how late."""

    at: float
    town: str
    what: str
    status: int
    seconds: float


@dataclass(frozen=True)
class _Wish:
    """What somebody asks, since when, and at which process."""

    at: float
    town: str
    what: str
    port: int
    request: bytes


@dataclass
class Crowd:
    """Everybody who comes; `ports` are the web processes, which take turns as behind a load balancer."""

    ports: tuple[int, ...]
    clicks: float
    """The share of those who found times that click on one."""
    search: str = SEARCH
    seed: int = 2026
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - a repeatable crowd, no secret
        self._idle: dict[int, deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {
            p: deque() for p in self.ports
        }
        self._tasks: set[asyncio.Task[None]] = set()

    def come(self, plan: list[tuple[float, str]]) -> list[Asked]:
        """Let everybody of the plan (moment, town) come and return what each of them got."""
        asyncio.run(self._come(plan))
        return self.asked

    async def _come(self, plan: list[tuple[float, str]]) -> None:
        self._begun = time.perf_counter()
        for number, (at, town) in enumerate(plan):
            wait = at - (time.perf_counter() - self._begun)
            if wait > 0:
                await asyncio.sleep(wait)
            self._start(self._search(at, town, self.ports[number % len(self.ports)]))
        while self._tasks:
            await asyncio.wait(self._tasks)
        for _reader, writer in (pair for idle in self._idle.values() for pair in idle):
            writer.close()

    def _start(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _search(self, at: float, town: str, port: int) -> None:
        status, body = await self._ask(_Wish(at, town, "search", port, _request("GET", self.search, town)))
        if status == OK and self._random.random() < self.clicks:
            moments = [each["begins_at"] for day in json.loads(body)["days"] for each in day["times"]]
            if moments:
                wish = {"procedures": [PROCEDURE], "begins_at": self._random.choice(moments[:FIRST_SEEN])}
                told = json.dumps(wish | {"idempotency_key": str(uuid4())})
                now = time.perf_counter() - self._begun
                await self._ask(_Wish(now, town, "hold", port, _request("POST", HOLD, town, told)))

    async def _ask(self, wish: _Wish) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(PATIENCE):
                status, told = await self._exchange(wish.port, wish.request)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status, told = 0, b""
        late = time.perf_counter() - self._begun - wish.at
        self.asked.append(Asked(wish.at, wish.town, wish.what, status, late))
        return status, told

    async def _exchange(self, port: int, request: bytes) -> tuple[int, bytes]:
        idle = self._idle[port]
        reader, writer = idle.pop() if idle else await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        try:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        if b"connection: close" in head:
            writer.close()
        else:
            idle.append((reader, writer))
        return int(head[9:12]), body


def _request(method: str, path: str, town: str, body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {town}.localhost"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def arrivals(town: str, phases: tuple[tuple[float, float], ...], seed: int) -> Iterator[tuple[float, str]]:
    """Yield the moments at which people of a town come: `phases` are seconds and people a second (Poisson)."""
    chance, begins = random.Random(seed), 0.0  # noqa: S311 - a repeatable crowd, no secret
    for seconds, rate in phases:
        at = begins + chance.expovariate(rate)
        while at < begins + seconds:
            yield at, town
            at += chance.expovariate(rate)
        begins += seconds
