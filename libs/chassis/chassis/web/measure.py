"""Rate, errors and duration of requests, a span for each, and what every log line of a request carries."""

from time import perf_counter
from typing import Any

import structlog
from flask import Flask, Response, g, request
from opentelemetry import trace
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from prometheus_client import Counter, Histogram

from chassis.web.health import PATHS
from chassis.web.tenant import WITHOUT_TENANT, tenant_if_known

REQUESTS = Counter("http_requests", "HTTP requests", ["service", "route", "method", "status", "tenant"])
SECONDS = Histogram("http_request_duration_seconds", "Duration of HTTP requests", ["service", "route"])
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PERSONAL = ("net.peer.ip", "net.peer.name", "http.user_agent", "client.address", "user_agent.original")

log = structlog.get_logger("chassis.web.request")


def _route() -> str:
    """Return the rule, never the path: a path may hold a token or an id."""
    return request.url_rule.rule if request.url_rule else "unknown"


def count_request(service: str, route: str, method: str, status: int, town: str) -> None:
    """Count one request that was answered."""
    REQUESTS.labels(service, route, method, str(status), town).inc()


def measure_requests(app: Flask, service: str) -> None:
    """Trace, count and time every request; called before anything else hooks into the app."""
    instrument: Any = FlaskInstrumentor()
    instrument.instrument_app(app, excluded_urls=",".join(f"{path}$" for path in PATHS))

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service=service, route=_route(), method=request.method)
        _hide_person(_route())

    @app.after_request
    def end(response: Response) -> Response:
        seconds = perf_counter() - g.get("began", perf_counter())
        tenant = tenant_if_known()
        key = tenant.key if tenant else ""
        method = request.method if request.method in _METHODS else "OTHER"
        count_request(service, _route(), method, response.status_code, key)
        if "Upgrade" not in request.headers:  # a socket lasts as long as its call
            SECONDS.labels(service, _route()).observe(seconds)
        if request.blueprint != WITHOUT_TENANT:
            told = {"occurrence": g.occurrence} if "occurrence" in g else {}
            log.info("request answered", status=response.status_code, seconds=round(seconds, 4), tenant=key, **told)
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()


def bind_tenant() -> None:
    """Put the town into every log line and into the span; runs once the town is known."""
    tenant = tenant_if_known()
    if tenant:
        structlog.contextvars.bind_contextvars(tenant=tenant.key)
        trace.get_current_span().set_attribute("tenant", tenant.key)


def _hide_person(route: str) -> None:
    """Overwrite what the instrumentation noted about the person: path and query (tokens!), address, browser."""
    span = trace.get_current_span()
    if not span.is_recording():
        return
    # Without a rule the instrumentation names the span by its path, and a mistyped link still holds its token.
    span.update_name(f"{request.method if request.method in _METHODS else 'OTHER'} {route}")
    for name in ("http.target", "url.path"):
        span.set_attribute(name, route)
    for name in ("http.url", "url.full", "url.query", *_PERSONAL):
        span.set_attribute(name, "")
