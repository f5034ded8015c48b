"""A system of one's own, started for a proof and stopped after it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chassis.testing.waiting import until
from local.home import ROOT
from tests.soak.browser import Browser
from tests.soak.journey import Place

TOWN = "ostfildern"
STARTS_WITHIN, STOPS_WITHIN = 600, 180


@contextmanager
def running(home: Path, command: Sequence[str] = ("local", "demo", "--home")) -> Iterator[dict[str, Any]]:
    """Start `python -m <command> <home>` and yield its addresses."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "BROKER_URL")}
    with (home / "proof.log").open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", *command, str(home)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    file = home / "endpoints.json"
    try:
        until(lambda: file.exists() or child.poll() is not None, "the system runs", STARTS_WITHIN)
        assert child.poll() is None, (home / "proof.log").read_text(encoding="utf-8")[-2000:]
        yield json.loads(file.read_text(encoding="utf-8"))
    finally:
        child.terminate()
        child.wait(STOPS_WITHIN)


def place(system: dict[str, Any], patience: float) -> Place:
    """Return where the journeys take place."""
    town = system["towns"][TOWN]
    key = (Path(system["home"]) / "secrets" / "region.signing_key").read_text(encoding="utf-8").strip()
    return Place(system["gateway"], town["host"], TOWN, system["mail"]["api"], key, patience)


def send_notices(where: Place) -> None:
    """Have the cashier send every notice that waits."""
    cashier: Browser = where.browser().sign_in(where.key, TOWN, "soak-cashier", "cashier")
    cashier.until(lambda: cashier.try_post("/kasse/stapel/versenden"), "the notices are sent")
