"""Admission: on a town's release day its visitors queue at its own door, and no other town notices.

Each web process counts for itself: how many requests of a town it answers at once, and how many a second on average
(a token bucket). Who is not admitted is told when to come again (RFC 6585, 429; RFC 9110, 503 and Retry-After).
Of those who are admitted few run at once, and the towns take turns (`turns.py`). The door stands in front of the app:
turning somebody away by a whole request would cost as much as a search, and the crowd would be in the way of the other
towns nevertheless.
"""

import math
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

from chassis.settings import Settings
from chassis.tenancy import Tenant, TenantDirectory, UnknownTenant
from chassis.web.answers_for_all import AWAY, AnswersForAll, TurnedAway
from chassis.web.language import spoken_languages
from chassis.web.measure import count_request
from chassis.web.problems import Refusal, answer, form_of, wanted
from chassis.web.turns import Turns
from chassis.web.words import _

EXTENSION, TURNS = "admission", "turns"
SPREAD = 5
"""Seconds over which those who wait come back, so that they do not all come in the same second."""
_ADMITTED = "chassis.admitted_for"


@dataclass(frozen=True)
class Budget:
    """What one town may ask of one process."""

    at_once: int
    a_second: float
    burst: int


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


def admit_by_town(
    app: Flask, settings: Settings, service: str, tenants: TenantDirectory, endpoints: Collection[str]
) -> None:
    """Ration these endpoints by town, at a door in front of the app.

    Raises:
        LookupError: if an endpoint does not exist, so that a renamed view does not lose its door.
    """
    if strange := sorted(set(endpoints) - set(app.view_functions)):
        raise LookupError(f"admission names views that do not exist: {', '.join(strange)}")
    budget = Budget(settings.admission_at_once, settings.admission_per_second, settings.admission_burst)
    app.extensions[EXTENSION], app.extensions[TURNS] = Admission(budget), Turns(settings.admission_turns)

    @app.before_request
    def turn_away() -> Response | None:
        away = request.environ.get(AWAY)
        return _come_again(away) if isinstance(away, TurnedAway) else None

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        _leave(app, request.environ)

    app.wsgi_app = Door(app, app.wsgi_app, service, tenants, frozenset(endpoints))  # type: ignore[method-assign]


@dataclass
class Door:
    """Asks admission before the app is asked; gives those who wait the answer that was made for others like them."""

    app: Flask
    inside: WSGIApplication
    service: str
    tenants: TenantDirectory
    rationed: frozenset[str]

    def __post_init__(self) -> None:
        self._answers = AnswersForAll(self.inside, lambda town: spoken_languages(self.app, town))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if (found := self._find(environ)) is None:
            return self.inside(environ, start_response)
        town, rule = found
        away = self._enter(town.key)
        if away is None:
            admitted = environ | {_ADMITTED: town.key}
            try:
                return self.inside(admitted, start_response)
            except BaseException:
                _leave(self.app, admitted)  # whatever failed before the request's own end would keep the turn for ever
                raise
        away = TurnedAway(away.status, away.seconds + secrets.randbelow(SPREAD))
        if environ["REQUEST_METHOD"] != "GET" and form_of(Request(environ, populate_request=False)) != "json":
            # What was sent stands in the answer, which is for this one alone.
            return self.inside(environ | {AWAY: away}, start_response)
        # Counted, and neither logged nor traced: what costs more than the answer itself is no help on such a morning.
        count_request(self.service, rule, str(environ["REQUEST_METHOD"]), away.status, town.key)
        return self._answers.answer(environ, start_response, away, town)

    def _enter(self, town: str) -> TurnedAway | None:
        """Let somebody in once it is the town's turn, or say when to come again."""
        away = _admission(self.app).enter(town)
        if away is None and not _turns(self.app).take(town):
            _admission(self.app).leave(town)
            return TurnedAway(503, 1)
        return away

    def _find(self, environ: WSGIEnvironment) -> tuple[Tenant, str] | None:
        """Return the town and the rule, if the request is one that is rationed."""
        try:
            rule, _values = self.app.url_map.bind_to_environ(environ).match(return_rule=True)
            if rule.endpoint not in self.rationed:
                return None
            return self.tenants.by_host(environ.get("HTTP_HOST", "")), rule.rule
        except (HTTPException, UnknownTenant):
            return None  # the app knows what to say


def _leave(app: Flask, environ: WSGIEnvironment) -> None:
    """Make room for the next, once."""
    if town := environ.pop(_ADMITTED, None):
        _turns(app).give(town)
        _admission(app).leave(town)


def _turns(app: Flask) -> Turns:
    return cast("Turns", app.extensions[TURNS])


def _admission(app: Flask) -> Admission:
    return cast("Admission", app.extensions[EXTENSION])


def _come_again(away: TurnedAway) -> Response:
    """Answer programs with problem details, and people with a page that comes back by itself."""
    headers = {"Retry-After": str(away.seconds)}
    if wanted() != "page":
        title = _("Gerade fragen sehr viele Menschen zugleich")
        detail = _("Bitte versuchen Sie es in einigen Sekunden noch einmal.")
        return answer(Refusal(away.status, title, detail, slug="too-many-at-once", headers=headers))
    response = make_response(render_template("chassis/come_again.html", seconds=away.seconds), away.status)
    response.headers.update({**headers, "Cache-Control": "no-store"})
    return response
