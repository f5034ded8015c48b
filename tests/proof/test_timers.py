"""Ten thousand timers that are due at once, two workers, one of them killed: each fires once."""

import signal
from typing import Any

from chassis.service import Running
from tests.service.conftest import secrets_dir, start, tenants_dir, wipe
from tests.service.fulfilment.conftest import Open, fulfilment, register, spool, work
from tests.service.fulfilment.timers import Fired, fire_with_a_death, fired, make_due

__all__ = ["fulfilment", "register", "secrets_dir", "spool", "start", "tenants_dir", "wipe", "work"]
MANY = 10_000


def test_each_of_ten_thousand_timers_fires_once(work: Open, fulfilment: Running[Any]) -> None:
    meant = make_due(work, MANY)
    assert fire_with_a_death(fulfilment, work, MANY) == (-signal.SIGKILL, 0)
    assert fired(work) == Fired(dict.fromkeys(meant, 1), dict.fromkeys(meant, 1), left=0)
