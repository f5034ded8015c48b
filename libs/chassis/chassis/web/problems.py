"""What is refused and why: a page for people, a fragment for htmx, problem details (RFC 9457) for programs."""

from collections.abc import Callable, Mapping
from typing import Any, Literal
from uuid import uuid4

import structlog
from flask import Blueprint, Flask, Response, g, make_response, render_template, request
from opentelemetry import trace
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

from chassis.web.refusal_texts import TEXTS

Form = Literal["page", "fragment", "json"]
ERRORS, SERVER_ERRORS = 400, 500
DATABASE_BACK_IN = 10
"""Seconds after which a browser may ask again: so long a restart or a switch to the other server takes."""

log = structlog.get_logger(__name__)


class Refusal(Exception):
    """A request that is not done, in words for the person who asked.

    Where a text is left out, the status has its own (`refusal_texts.py`).
    """

    def __init__(
        self,
        status: int,
        title: str = "",
        detail: str = "",
        *,
        slug: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {slug or title}")
        self.status = status
        self.title = title
        self.detail = detail
        self.slug = slug
        self.headers = dict(headers or {})


RefusalOf = Refusal | Callable[[Any], Refusal]
"""How an error of a use case is refused: always alike, or by what the error says."""


class FieldProblem(BaseModel):
    """One field that cannot be used."""

    field: str = Field(description="Path of the field, as in `body.contact.email`")
    message: str


class Problem(BaseModel):
    """Problem details for HTTP APIs (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    instance: str = Field(description="Id of this occurrence, for support")
    errors: list[FieldProblem] = []


def wanted() -> Form:
    """Tell in which form the browser or program wants its answer."""
    return form_of(request)


def form_of(asked: Request) -> Form:
    """Tell in which form the answer to a question is wanted."""
    if asked.path.startswith("/api/"):
        return "json"
    htmx = asked.headers.get("HX-Request") == "true"
    if htmx and asked.headers.get("HX-Boosted") != "true":
        return "fragment"
    best = asked.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    if best in ("application/json", "application/problem+json") or asked.headers.get("Sec-Fetch-Dest") == "empty":
        return "json"
    return "page"


def occurrence() -> str:
    """Return the id under which support finds this request: the trace's if there is one."""
    if "occurrence" not in g:
        context = trace.get_current_span().get_span_context()
        g.occurrence = format(context.trace_id, "032x")[:16] if context.is_valid else uuid4().hex[:16]
    return str(g.occurrence)


def answer(refusal: Refusal, errors: list[FieldProblem] | None = None) -> Response:
    """Return the refusal in the form that is wanted."""
    of_class = 500 if refusal.status >= SERVER_ERRORS else 400
    texts = TEXTS.get(refusal.status, TEXTS[of_class])
    title, detail = str(refusal.title or texts.title), str(refusal.detail or texts.detail)
    kind = wanted()
    if kind == "json":
        slug = f"urn:problem-type:{refusal.slug}" if refusal.slug else "about:blank"
        problem = Problem(
            type=slug, title=title, status=refusal.status, detail=detail, instance=occurrence(), errors=errors or []
        )
        response = make_response(problem.model_dump_json(exclude=None if errors else {"errors"}))
        response.content_type = "application/problem+json"
    else:
        template = "chassis/fragment_error.html" if kind == "fragment" else "chassis/error.html"
        page = render_template(
            template,
            status=refusal.status,
            title=title,
            detail=detail,
            advice=texts.advice,
            occurrence=occurrence(),
            sign_in=refusal.headers.get("X-Sign-In", ""),
        )
        response = make_response(page)
        if kind == "fragment":
            response.headers["X-Fragment-Error"] = str(refusal.status)
    response.status_code = refusal.status
    response.headers.update(refusal.headers)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def invalid_request(error: ValidationError) -> Response:
    """Return 422 with the path of every field that is wrong; never with the value that was sent."""
    errors = [
        FieldProblem(field=".".join(str(part) for part in one["loc"]), message=one["msg"])
        for one in error.errors(include_url=False, include_input=False)
    ]
    return answer(Refusal(422, slug="invalid-fields"), errors)


def register_problems(app: Flask, refusals: Mapping[type[Exception], RefusalOf]) -> None:
    """Have every error of this app answered here."""

    def refused(error: Refusal) -> Response:
        return answer(error)

    def http_error(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        if error.code is None or error.code < ERRORS:
            return make_response(error)
        allowed = dict(error.get_headers()) if error.code in (405, 429) else {}
        kept = {name: value for name, value in allowed.items() if name in ("Allow", "Retry-After")}
        return answer(Refusal(error.code, headers=kept))

    def database_away(error: Exception) -> Response:
        log.error("database away", exc_info=error, occurrence=occurrence())
        return answer(Refusal(503, slug="database-away", headers={"Retry-After": str(DATABASE_BACK_IN)}))

    def unexpected(error: Exception) -> Response:
        log.error("request failed", exc_info=error, occurrence=occurrence())
        return answer(Refusal(500))

    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_error)
    for kind in (OperationalError, InterfaceError):
        app.register_error_handler(kind, database_away)
    app.register_error_handler(Exception, unexpected)
    refuse(app, refusals)


def refuse(pages: Flask | Blueprint, refusals: Mapping[type[Exception], RefusalOf]) -> None:
    """Answer errors of use cases with these refusals, in a whole app or in the views of one blueprint."""
    for kind, refusal in refusals.items():

        def refused(error: Exception, refusal: RefusalOf = refusal) -> Response:
            return answer(refusal if isinstance(refusal, Refusal) else refusal(error))

        pages.register_error_handler(kind, refused)
