"""The answer to those who wait, made once by the app for all who ask alike and given again for some seconds.

What the answer depends on is few: the page, its form, the language. Everything else that somebody may send is left out
when it is made, so that nobody can have the app work for each question by asking it a little differently; the address
that was asked for is written into the links afterwards. Whatever gets by that (a path with an id) is made so often a
second and no more; then a bare answer has to do.
"""

import html
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import dump_cookie, parse_cookie
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Request

from chassis.languages.catalogues import NAMES
from chassis.tenancy import Tenant
from chassis.web.language import COOKIE
from chassis.web.problems import Form, form_of

KEPT_SECONDS, MOST_KEPT, MOST_MADE_A_SECOND = 5.0, 500, 20
"""For how long an answer is given again, how many are kept, and how many are made in a second."""
AWAY = "chassis.turned_away"
_HERE = "asked-for=this"
"""Stands for the question's parameters in the answer that is kept."""
_FORMS = {
    "page": {"HTTP_ACCEPT": "text/html"},
    "fragment": {"HTTP_ACCEPT": "text/html", "HTTP_HX_REQUEST": "true"},
    "json": {"HTTP_ACCEPT": "application/json"},
}
_DROPPED = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_SEC_FETCH_DEST", "HTTP_COOKIE", "HTTP_X_FORWARDED_HOST")
_BARE = (
    '<!doctype html><html lang="de"><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}">'
    "<title>Einen Moment bitte</title><p>Gerade fragen sehr viele Menschen zugleich. Diese Seite versucht es von selbst"
    ' noch einmal.</p><p lang="en">Very many people are asking at the moment. This page tries again by itself.</p>'
)
_Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class TurnedAway:
    """Why somebody waits, as a status, and for how many seconds at least."""

    status: int
    seconds: int


@dataclass
class _Made:
    at: float
    body: bytes
    status: str
    headers: _Headers


class AnswersForAll:
    """What the app says to those who wait, by what it depends on."""

    def __init__(self, inside: WSGIApplication, spoken: Callable[[Tenant], Iterable[str]]) -> None:
        self._inside, self._spoken = inside, spoken
        self._made: dict[object, _Made] = {}
        self._lock = Lock()
        self._second, self._made_in_it = -math.inf, 0

    def answer(
        self, environ: WSGIEnvironment, start_response: StartResponse, away: TurnedAway, town: Tenant
    ) -> Iterable[bytes]:
        """Answer somebody without a name, as others were answered some seconds ago."""
        asked = Request(environ, populate_request=False)
        form, alike = form_of(asked), self._alike(environ, asked, town)
        key = (away, form, *alike.values())
        made = self._made.get(key)
        if made is None or monotonic() - made.at > KEPT_SECONDS:
            if not self._may_make():
                return _bare(start_response, away, form)
            made = self._make(environ, alike | _FORMS[form] | {AWAY: away})
            if made.status.startswith(str(away.status)):  # what the app says for another reason is one's own
                self._keep(key, made)
        body = made.body.replace(_HERE.encode(), html.escape(_parameters(environ)).encode("latin-1"))
        told = [(name, value) for name, value in made.headers if name.lower() != "content-length"]
        start_response(made.status, [*told, ("Content-Length", str(len(body)))])
        return (body,)

    def _alike(self, environ: WSGIEnvironment, asked: Request, town: Tenant) -> dict[str, str]:
        """Return what of a question the answer depends on, each of few values, the path aside."""
        chosen, cookie = asked.args.get(COOKIE, ""), parse_cookie(environ.get("HTTP_COOKIE")).get(COOKIE, "")
        return {
            "REQUEST_METHOD": str(environ["REQUEST_METHOD"]),
            "wsgi.url_scheme": str(environ["wsgi.url_scheme"]),
            "HTTP_HOST": str(environ.get("HTTP_HOST", "")).partition(":")[0].lower(),
            "PATH_INFO": str(environ["PATH_INFO"]),
            "QUERY_STRING": _HERE + (f"&{COOKIE}={chosen}" if chosen in NAMES else ""),
            "HTTP_ACCEPT_LANGUAGE": asked.accept_languages.best_match(list(self._spoken(town))) or "",
            "HTTP_COOKIE": dump_cookie(COOKIE, cookie) if cookie in NAMES else "",
        }

    def _may_make(self) -> bool:
        with self._lock:
            if monotonic() - self._second >= 1:
                self._second, self._made_in_it = monotonic(), 0
            self._made_in_it += 1
            return self._made_in_it <= MOST_MADE_A_SECOND

    def _make(self, environ: WSGIEnvironment, alike: dict[str, object]) -> _Made:
        told = {name: value for name, value in environ.items() if name not in _DROPPED}
        said, status, headers = run_wsgi_app(self._inside, told | alike, buffered=True)
        headers.remove("Set-Cookie")
        return _Made(monotonic(), b"".join(said), status, headers.to_wsgi_list())

    def _keep(self, key: object, made: _Made) -> None:
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        self._made[key] = made


def _parameters(environ: WSGIEnvironment) -> str:
    """Return the question's parameters, the language aside, which the links name themselves."""
    told = str(environ.get("QUERY_STRING", "")).split("&")
    return "&".join(one for one in told if not one.startswith(f"{COOKIE}="))


def _bare(start_response: StartResponse, away: TurnedAway, form: Form) -> Iterable[bytes]:
    """Answer without the app."""
    title = HTTPStatus(away.status).phrase
    if form == "json":
        problem = {"type": "urn:problem-type:too-many-at-once", "title": title, "status": away.status}
        kind, body = "application/problem+json", json.dumps(problem).encode()
    else:
        kind, body = "text/html; charset=utf-8", _BARE.format(seconds=away.seconds).encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Retry-After", str(away.seconds))]
    headers += [("Cache-Control", "no-store"), ("Content-Security-Policy", "default-src 'none'")]
    start_response(f"{away.status} {title}", headers)
    return (body,)
