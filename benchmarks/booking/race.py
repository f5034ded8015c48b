"""64 citizens click on the one free slot at once, over two web processes; the database counts what was sold."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.client import HTTPConnection
from threading import Barrier
from uuid import uuid4

import sqlalchemy as sa

from benchmarks.booking.serving import web_process
from benchmarks.booking.setting import Setting
from benchmarks.booking.towns import PROCEDURE
from booking.use_cases.queries import free_times

RACERS, ROUNDS = 64, 50
TOWN = "one-slot"
CREATED, CONFLICT = 201, 409

OVERSOLD = """
SELECT count(*) FROM appointment a JOIN appointment b
  ON a.tenant = b.tenant AND a.desk = b.desk AND a.id < b.id
 AND a.begins_at < b.ends_at AND b.begins_at < a.ends_at
WHERE a.tenant = :town AND a.state IN ('held', 'confirmed') AND b.state IN ('held', 'confirmed')
"""


def race(setting: Setting) -> tuple[int, int, int]:
    """Return the winners of all rounds, the answers that were neither won nor lost, and the pairs that overlap."""
    moments = _moments(setting)
    statuses: list[int] = []
    with web_process(setting) as first, web_process(setting) as second, ThreadPoolExecutor(RACERS) as pool:
        for begins_at in moments:
            line = Barrier(RACERS)
            ports = [first, second] * (RACERS // 2)
            statuses += pool.map(lambda port, line=line, at=begins_at: _click(port, line, at), ports)  # type: ignore[misc]
    with setting.owner.connect() as connection:
        oversold = connection.execute(sa.text(OVERSOLD), {"town": TOWN}).scalar_one()
    return statuses.count(CREATED), sum(one not in (CREATED, CONFLICT) for one in statuses), oversold


def _moments(setting: Setting) -> list[datetime]:
    """Return a free slot for each round."""
    with setting.running.work(setting.running.tenants.by_key(TOWN)) as unit:
        days = free_times(unit, [PROCEDURE]).days
    return [slot.time.begins_at for day in days for slot in day.slots][:ROUNDS]


def _click(port: int, line: Barrier, begins_at: datetime) -> int:
    wish = {"procedures": [PROCEDURE], "begins_at": begins_at.isoformat(), "idempotency_key": str(uuid4())}
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    line.wait(timeout=60)
    headers = {"Host": f"{TOWN}.localhost", "Content-Type": "application/json"}
    connection.request("POST", "/api/booking/v1/holds", json.dumps(wish), headers)
    status = connection.getresponse().status
    connection.close()
    return status
