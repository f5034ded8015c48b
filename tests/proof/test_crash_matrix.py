"""The whole system, each process killed at each of its fail points once, while citizens go their way through it."""

import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chassis.testing.waiting import until
from local.home import ROOT
from tests.soak.journey import Journey
from tests.soak.judgement import Books, judge
from tests.soak.running import place, running, send_notices

WAYS = (("meldebescheinigung", "notice"), ("fuehrungszeugnis", "paypal"))
ROUNDS, AT_ONCE, PATIENCE, CALM_WITHIN = 4, 2, 900, 900
PLACES = (
    r"booking web POST details\.confirm commit \d after",
    r"booking relay (publish|confirm|mark) 1 (before|after)",
    r"booking worker job send-mail mail 1 after",
    r"video web POST arbeitsplatz\.admit commit \d after",
    r"identity worker event booking\.appointment\.confirmed (commit|ack) 1 (before|after)",
    r"identity web POST desk\.[a-z]+ commit \d after",
    r"fulfilment worker event identity\.check\.verified (commit|ack) 1 after",
    r"fulfilment worker job transmit-case call 1 (before|after)",
    r"fulfilment worker job [a-z-]+ (call|letter) 1 after",
    r"billing web POST paypal\.start call \d (before|after)",
    # The page, the webhook and the job that follows up all take the money where it waits; one of them comes first.
    r"billing (web POST (paypal\.complete|billing_api\.paypal_webhook)|worker job follow-payment) call \d before",
    r"billing worker event fulfilment\.case\.submitted (commit|ack) 1 after",
    r"billing worker job issue-notice commit \d (before|after)",
)
"""Where at least one process has to have died."""


def test_killed_everywhere_nothing_is_lost_and_nothing_is_twice(tmp_path: Path) -> None:
    home = ROOT / ".local" / "proof" / tmp_path.name
    shutil.rmtree(home, ignore_errors=True)  # what an earlier run left would be counted again
    with running(home, ("tests.resilience.system",)) as system:
        where = place(system, PATIENCE)
        journeys = [
            Journey(where, *WAYS[number % len(WAYS)], chance=random.Random(number))
            for number in range(ROUNDS * len(WAYS))
        ]
        with ThreadPoolExecutor(AT_ONCE) as people:
            list(people.map(Journey.run, journeys))
        send_notices(where)
        books = Books(system)
        until(lambda: not books.unrest(), "everything has arrived", CALM_WITHIN)
        judgement = judge(books, journeys)
        died = sorted(file.name for file in (home / "deaths").iterdir())
    missing = [place for place in PLACES if not any(re.fullmatch(place, one) for one in died)]
    assert not judgement.findings, "\n".join(judgement.findings)
    assert not missing, "\n".join(died)
