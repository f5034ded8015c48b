"""Bookings through the gateway as a citizen's browser makes them, until all five services are done with them."""

import time
from collections import Counter
from contextlib import closing
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
import requests

from benchmarks.whole.system import System
from chassis.testing.waiting import until
from local.service_list import SERVICES

QUIET = 3.0
"""Seconds without a further event after which everybody is done."""
CITIZEN = {"given_names": "Erika", "family_name": "Mustermann", "consent": True}


def book(town: str, procedure: str, count: int) -> None:
    """Search, hold and confirm so many times, one after the other."""
    place = urlsplit(town)
    with requests.Session() as session:
        session.headers["Host"] = place.netloc
        address = f"http://127.0.0.1:{place.port}/api/booking/v1"
        for _ in range(count):
            begins_at = _free(session, address, procedure)
            wish = {"procedures": [procedure], "begins_at": begins_at, "idempotency_key": str(uuid4())}
            hold = _answer(session.post(f"{address}/holds", json=wish, timeout=30))
            _answer(
                session.post(f"{address}/holds/{hold['hold_id']}/confirmation", json=CITIZEN | _address(), timeout=30)
            )


def _address() -> dict[str, str]:
    return {"email": f"erika.{uuid4().hex[:8]}@example.org"}


def _free(session: requests.Session, address: str, procedure: str) -> str:
    found = _answer(session.get(f"{address}/times", params={"procedure": procedure}, timeout=30))
    moments = [time_["begins_at"] for day in found["days"] for time_ in day["times"]]
    return str(max(moments, key=datetime.fromisoformat))


def _answer(response: requests.Response) -> dict[str, Any]:
    response.raise_for_status()
    told: dict[str, Any] = response.json()
    return told


def handled(system: System) -> int:
    """Return how many events all services have handled."""
    total = 0
    for service in SERVICES:
        told = system.endpoints
        place = urlsplit(told["databases"][service]["database"]).path
        with closing(psycopg2.connect(urlsplit(told["database_admin"])._replace(path=place).geturl())) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT count(*) FROM inbox")
            total += int(cursor.fetchone()[0])
    return total


def settle(system: System) -> None:
    """Wait until no further event is handled."""
    seen, since = handled(system), time.monotonic()

    def quiet() -> bool:
        nonlocal seen, since
        now = handled(system)
        if now != seen:
            seen, since = now, time.monotonic()
        return time.monotonic() - since > QUIET

    until(quiet, "all events are handled", 300)


def cost(system: System, town: str, procedure: str, count: int) -> tuple[float, Counter[str]]:
    """Return bookings a second and the CPU milliseconds of one booking by service."""
    book(town, procedure, 5)
    settle(system)
    before, begun = system.cpu_ms(), time.monotonic()
    book(town, procedure, count)
    seconds = time.monotonic() - begun
    settle(system)
    spent = system.cpu_ms()
    spent.subtract(before)
    return count / seconds, Counter({name: milliseconds / count for name, milliseconds in spent.items()})
