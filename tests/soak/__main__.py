"""`python -m tests.soak [--minutes M] [--people N] [--seed S]`: journeys under faults, then judgement and figures."""

import argparse
import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from chassis.testing.waiting import until
from local.home import ROOT
from tests.soak.browser import GaveUp
from tests.soak.faults import Faults, for_minutes
from tests.soak.journey import Journey, Place
from tests.soak.judgement import Books, judge
from tests.soak.running import place, running, send_notices

WAYS = (("meldebescheinigung", "notice"), ("fuehrungszeugnis", "paypal"), ("meldebescheinigung", "paypal"))
PATIENCE = 600
"""Seconds that a person waits for one thing: longer than any fault and what comes after it."""
CALM_WITHIN = 900


@dataclass
class Crowd:
    """People who go one way after the other until the time is over."""

    where: Place
    seed: int
    done: list[Journey] = field(default_factory=list)
    gave_up: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def go(self, number: int, goes_on: Callable[[], bool]) -> None:
        """Be one person."""
        chance = random.Random(self.seed * 1000 + number)
        while goes_on():
            journey, began = Journey(self.where, *chance.choice(WAYS), chance=chance), time.monotonic()
            try:
                journey.run()
            except (GaveUp, IndexError, KeyError) as error:
                self.gave_up.append(f"{journey.procedure} {journey.appointment}: {error!r}")
                continue
            self.done.append(journey)
            self.seconds.append(time.monotonic() - began)


def main() -> int:
    """Run, judge, print; 1 if there is a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2026)
    told = parser.parse_args()
    home = ROOT / ".local" / f"soak-{os.getpid()}"
    with running(home) as system:
        crowd, goes_on = Crowd(place(system, PATIENCE), told.seed), for_minutes(told.minutes)
        with Faults(system, told.seed) as faults:
            people = [threading.Thread(target=crowd.go, args=(number, goes_on)) for number in range(told.people)]
            for person in people:
                person.start()
            while goes_on():
                people[0].join(timeout=1)
        for person in people:
            person.join()
        send_notices(crowd.where)
        books = Books(system)
        calm = _calms_down(books)
        judgement = judge(books, crowd.done)
    findings = [*calm, *crowd.gave_up, *judgement.findings]
    _say(told.minutes, faults, crowd, judgement.figures, findings)
    if not findings:
        shutil.rmtree(home, ignore_errors=True)
    return min(len(findings), 1)


def _calms_down(books: Books) -> list[str]:
    def is_calm() -> bool:
        try:
            return not books.unrest()
        except OSError:
            return False

    try:
        until(is_calm, "everything has arrived", CALM_WITHIN)
    except AssertionError as error:
        return [str(error)]
    return []


def _say(minutes: float, faults: Faults, crowd: Crowd, figures: dict[str, int], findings: list[str]) -> None:
    seconds = sorted(crowd.seconds) or [0.0]
    lines = [
        f"{minutes:g} minutes, seed {crowd.seed}, {sum(faults.done.values())} faults: "
        + ", ".join(f"{count} {what}" for what, count in sorted(faults.done.items())),
        (
            f"{len(crowd.done)} journeys, {len(crowd.gave_up)} given up; seconds a journey: "
            f"median {seconds[len(seconds) // 2]:.0f}, longest {seconds[-1]:.0f}"
        ),
        *(f"{name}: {figure}" for name, figure in figures.items()),
        f"{len(findings)} findings",
        *(f"  {finding}" for finding in findings),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
