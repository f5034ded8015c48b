"""Admission: on a town's release day its visitors queue at its own door, and no other town notices.

Each web process counts for itself: how many requests of a town it answers at once, and how many a second on average
(a token bucket). Who is not admitted is told when to come again (RFC 6585, 429; RFC 9110, 503 and Retry-After).
"""

import math
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import cast

from flask import Flask, Response, current_app, g, make_response, render_template, request

from chassis.settings import Settings
from chassis.web.problems import Refusal, answer, wanted
from chassis.web.tenant import tenant_if_known
from chassis.web.words import _

EXTENSION = "admission"
SPREAD = 5
"""Seconds over which those who wait come back, so that they do not all come in the same second."""


@dataclass(frozen=True)
class Budget:
    """What one town may ask of one process."""

    at_once: int
    a_second: float
    burst: int


@dataclass(frozen=True)
class TurnedAway:
    """Why somebody waits, as a status, and for how many seconds at least."""

    status: int
    seconds: int


class _Door:
    """One town's requests that run, and its tokens."""

    def __init__(self, burst: int, now: float) -> None:
        self.running = 0
        self.tokens = float(burst)
        self.at = now


class Admission:
    """The doors of all towns in this process."""

    def __init__(self, budget: Budget, clock: Callable[[], float] = monotonic) -> None:
        self._budget = budget
        self._clock = clock
        self._lock = Lock()
        self._doors: dict[str, _Door] = defaultdict(lambda: _Door(budget.burst, clock()))

    def enter(self, town: str) -> TurnedAway | None:
        """Let one request of the town in, or say when it may come again; whoever is in has to `leave`."""
        with self._lock:
            door, budget, now = self._doors[town], self._budget, self._clock()
            door.tokens = min(float(budget.burst), door.tokens + (now - door.at) * budget.a_second)
            door.at = now
            if door.tokens < 1:
                return TurnedAway(429, math.ceil((1 - door.tokens) / budget.a_second))
            if door.running >= budget.at_once:
                return TurnedAway(503, 1)
            door.tokens -= 1
            door.running += 1
            return None

    def leave(self, town: str) -> None:
        """Make room for the next."""
        with self._lock:
            self._doors[town].running -= 1


def admit_by_town(app: Flask, settings: Settings, endpoints: Collection[str]) -> None:
    """Ration these endpoints by town.

    Raises:
        LookupError: if an endpoint does not exist, so that a renamed view does not lose its door.
    """
    if strange := sorted(set(endpoints) - set(app.view_functions)):
        raise LookupError(f"admission names views that do not exist: {', '.join(strange)}")
    budget = Budget(settings.admission_at_once, settings.admission_per_second, settings.admission_burst)
    app.extensions[EXTENSION] = Admission(budget)
    rationed = frozenset(endpoints)

    @app.before_request
    def enter() -> Response | None:
        tenant = tenant_if_known()
        if tenant is None or request.endpoint not in rationed:
            return None
        away = _admission().enter(tenant.key)
        if away is None:
            g.admitted_for = tenant.key
            return None
        return _come_again(away)

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if town := g.pop("admitted_for", None):
            _admission().leave(town)


def _admission() -> Admission:
    return cast("Admission", current_app.extensions[EXTENSION])


def _come_again(away: TurnedAway) -> Response:
    """Answer programs with problem details, and people with a page that comes back by itself."""
    seconds = away.seconds + secrets.randbelow(SPREAD)
    headers = {"Retry-After": str(seconds)}
    if wanted() != "page":
        title = _("Gerade fragen sehr viele Menschen zugleich")
        detail = _("Bitte versuchen Sie es in einigen Sekunden noch einmal.")
        return answer(Refusal(away.status, title, detail, slug="too-many-at-once", headers=headers))
    response = make_response(render_template("chassis/come_again.html", seconds=seconds), away.status)
    response.headers.update({**headers, "Cache-Control": "no-store"})
    return response
