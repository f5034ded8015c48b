"""Numbers without a gap: fifty issuers, two towns, the turn of the year, rollbacks, and an issuer that is killed."""

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from billing.adapters.notice_rows import NoticeRows
from chassis.persistence.engine import create_engine, tenant_transaction
from chassis.service import Running
from tests.service.billing.conftest import Open

ISSUERS, EACH, TOWNS = 50, 12, ("ostfildern", "musterstadt")
TURN = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)

VICTIM = """
import sys
from billing.adapters.notice_rows import NoticeRows
from chassis.persistence.engine import create_engine, tenant_transaction
engine = create_engine(sys.argv[1], pool_size=1)
with tenant_transaction(engine, "ostfildern") as connection:
    NoticeRows(connection, "ostfildern").next_serial(2026)
    print("taken", flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True)
class Taken:
    """A number that was kept by its transaction."""

    tenant: str
    year: int
    serial: int


class RolledBack(Exception):
    """What an issuer meets in every seventh case or so."""


def test_numbers_are_dense_under_fifty_issuers_rollbacks_the_turn_of_the_year_and_a_kill(
    work: Open, billing: Running[Any]
) -> None:
    del work
    url = billing.settings.database_url.get_secret_value()
    engine = create_engine(url, pool_size=10)
    victim = subprocess.Popen(
        [sys.executable, "-c", VICTIM, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ.copy()
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == b"taken\n", "it holds a number, and its row is locked"

    def issue(issuer: int) -> list[Taken]:
        dice, kept = random.Random(issuer), []  # noqa: S311 - a repeatable test, not a secret
        for turn, town in enumerate(islice(cycle(TOWNS), EACH)):
            year = (TURN + timedelta(seconds=turn // (EACH // 2))).astimezone(billing.tenants.by_key(town).zone).year
            with suppress(RolledBack), tenant_transaction(engine, town) as connection:
                serial = NoticeRows(connection, town).next_serial(year)
                if dice.random() < 0.15:
                    raise RolledBack
                kept.append(Taken(town, year, serial))
        return kept

    with ThreadPoolExecutor(ISSUERS) as pool:
        running = [pool.submit(issue, issuer) for issuer in range(ISSUERS)]
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        kept = [one for done in running for one in done.result()]
    engine.dispose()

    assert len(kept) > ISSUERS * EACH * 0.75
    assert len(kept) < ISSUERS * EACH, "some were rolled back, or this proves nothing"
    for town in TOWNS:
        for year in (2026, 2027):
            serials = sorted(one.serial for one in kept if (one.tenant, one.year) == (town, year))
            assert serials == list(range(1, len(serials) + 1)), f"{town} {year} has a gap or a number twice"
            assert serials
