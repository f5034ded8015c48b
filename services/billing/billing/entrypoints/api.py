"""What programs tell billing: PayPal's webhooks."""

from typing import Any

import structlog
from flask import Response, make_response, request
from flask_openapi3 import APIBlueprint

from billing.entrypoints.answering import ports
from billing.use_cases.heed_webhook import heed_webhook, refuse_webhook
from billing.use_cases.outside import NotFromProvider
from chassis.web.auth import public
from chassis.web.cross_site import without_csrf
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work

LARGEST_WEBHOOK = 256 * 1024
log = structlog.get_logger(__name__)
api = APIBlueprint("billing_api", __name__, url_prefix="/api/billing/v1")


@api.post("/paypal/webhook", responses={"204": None})
@public
@without_csrf
def paypal_webhook() -> Response:
    """Hear that something happened at PayPal; billing then asks PayPal itself."""
    request.max_content_length = LARGEST_WEBHOOK
    body = request.get_data()
    with work() as unit:
        now = unit.clock()
    headers = {name.upper(): value for name, value in request.headers}
    transmission = headers.get("PAYPAL-TRANSMISSION-ID", "")
    try:
        ports().verify_webhook(current_tenant().key, headers, body, now)
    except NotFromProvider as refused:
        log.warning("webhook refused", why=str(refused))
        with work() as unit:
            refuse_webhook(unit, transmission, str(refused))
        raise Refusal(403, slug="not-from-paypal") from None
    told: Any = request.get_json(silent=True)
    with work() as unit:
        heeded = isinstance(told, dict) and heed_webhook(unit, transmission, told)
    log.info("webhook heard", heeded=heeded)
    return make_response("", 204)
