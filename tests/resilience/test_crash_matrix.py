"""Killed at every place where the chassis could lose something or do it twice: each effect is there once.

The whole system goes through the same in `make proof` (`tests/proof/test_crash_matrix.py`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from probe.bootstrap import Poked

from chassis.mail.message import Mail
from chassis.testing.waiting import until
from tests.resilience.conftest import Mortal, Postbox

EVENTS, JOBS, MAILS = 4, 3, 3
EFFECTS = EVENTS + 2 * JOBS
"""A job leaves its mark and an event, which has its own effect."""
PATIENCE = 120
LEFT_TO_DO = "SELECT count(*) FROM due_work WHERE kind <> 'purge-holdings'"
BOTH = ("before", "after")
PLACES = {
    *(f"probe relay {what} 1 {when}" for what in ("publish", "confirm", "mark") for when in BOTH),
    *(f"probe worker event probe.thing.poked {what} 1 {when}" for what in ("commit", "ack") for when in BOTH),
    *(f"probe worker job poke commit {number} {when}" for number in (1, 2) for when in BOTH),
    *(f"probe worker job send-mail {what} {when}" for what in ("commit 1", "commit 2", "mail 1") for when in BOTH),
}
"""Where it has to have died: a seam that was renamed would else be left out unseen."""


def test_killed_at_every_place_each_effect_is_there_once(
    probe: Any,
    mortal: Callable[..., Mortal],
    deaths: Path,
    ask: Callable[[str], Any],
    postbox: tuple[Postbox, str],
) -> None:
    box, smtp = postbox
    mortal("relay")
    mortal("worker", SMTP_URL=smtp)
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        for _ in range(EVENTS):
            unit.record(Poked(thing_id=uuid4()))
        for _ in range(JOBS):
            unit.schedule("poke", uuid4(), unit.clock())
        for number in range(MAILS):
            unit.send(Mail(f"crash:{number}", "erika@example.org", "Ihr Termin", "Guten Tag"))
    until(lambda: ask("SELECT count(*) FROM effects") >= EFFECTS, "all effects", PATIENCE)
    until(lambda: ask(LEFT_TO_DO) == 0, "nothing is left to do", PATIENCE)
    until(lambda: ask("SELECT count(*) FROM outbox WHERE published_at IS NULL") == 0, "nothing waits", PATIENCE)
    until(lambda: {file.name for file in deaths.iterdir()} >= PLACES, "it died everywhere", PATIENCE)

    assert ask("SELECT count(*) FROM effects") == ask("SELECT count(DISTINCT event_id) FROM effects") == EFFECTS
    assert len({mail["Message-ID"] for mail in box.mails}) == MAILS
    assert ask("SELECT count(*) FROM mail WHERE sent_at IS NULL") == 0


def test_no_place_to_die_reaches_an_image(root: Path) -> None:
    """What is copied into an image is named one by one, and tests are not among it."""
    dockerfile = (root / "docker" / "Dockerfile").read_text(encoding="utf-8")
    copied = [line for line in dockerfile.splitlines() if line.startswith(("COPY", "ADD"))]
    assert copied
    assert not [line for line in copied if "tests" in line or " . " in line]
    sources = [*root.glob("libs/*/*/**/*.py"), *root.glob("services/*/*/**/*.py")]
    assert not [file for file in sources if "node_modules" not in file.parts and "FAIL_POINTS" in file.read_text()]
