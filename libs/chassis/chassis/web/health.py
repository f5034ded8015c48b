"""What probes and Prometheus ask; these routes answer under any host."""

from collections.abc import Callable

import structlog
from flask import Blueprint, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis.web.auth import public
from chassis.web.house import house
from chassis.web.tenant import WITHOUT_TENANT

PATHS = ("/healthz", "/readyz", "/version", "/metrics")
log = structlog.get_logger(__name__)


def health_pages(ready: Callable[[], None]) -> Blueprint:
    """Return the routes; `ready` raises, naming what is missing, while the service cannot work."""
    pages = Blueprint(WITHOUT_TENANT, __name__)

    @pages.before_request
    def keep_inside() -> Response | None:
        """Answer nobody who comes through a gateway: probes and Prometheus ask the process itself."""
        if "X-Forwarded-For" in request.headers:
            return Response("not found\n", status=404, mimetype="text/plain")
        return None

    @pages.get("/healthz")
    @public
    def alive() -> Response:
        """Say that the process answers."""
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/readyz")
    @public
    def is_ready() -> Response:
        """Say whether traffic may come, and which part is missing if not."""
        try:
            ready()
        except Exception as error:  # noqa: BLE001 - whatever it is, the pod is not ready
            log.warning("not ready", reason=str(error))
            # The message may hold an address or a user name, so only the log has it in full.
            return Response(f"not ready: {type(error).__name__}\n", status=503, mimetype="text/plain")
        return Response("ready\n", mimetype="text/plain")

    @pages.get("/version")
    @public
    def version() -> Response:
        """Say which service and version this is."""
        return jsonify(service=house().service, version=house().version)

    @pages.get("/metrics")
    @public
    def metrics() -> Response:
        """Return the metrics of this process."""
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return pages
