"""How the double goes wrong when it is told to."""

import threading
from http import HTTPStatus

from flask import Flask, request

from local.doubles.kept import Kept, Plain
from local.doubles.paypal.errors import PayPalError

EMPTY: Plain = {
    "orders": {},
    "captures": {},
    "refunds": {},
    "webhooks": {},
    "request_ids": {},
    "ahead": 0,  # seconds that the double's clock runs ahead, to make request ids expire
    "requests": [],
    "misbehaviour": {
        "hang_after_capture": 0,  # so many captures are done, but the answer comes after hang_seconds as a 504
        "hang_seconds": 30,
        "decline": 0,  # so many captures are declined
        "pending": 0,  # so many captures wait for a review
        "errors": 0,  # so many calls of the API are answered with error_status
        "error_status": 503,
        "delay": 0,  # seconds before every answer of the API
        "webhooks": "normal",  # normal | hold | repeat | none
    },
}
_KEPT_REQUESTS = 500


def use_up(state: Plain, name: str) -> bool:
    """Tell whether to misbehave in this way now, and count it."""
    told = state["misbehaviour"]
    if told[name] <= 0:
        return False
    told[name] -= 1
    return True


def misbehave_before(app: Flask, kept: Kept) -> None:
    """Note every call of the API, and delay or refuse it if that was asked for."""

    @app.before_request
    def note() -> None:
        if not request.path.startswith(("/v1/", "/v2/")) or "/certs/" in request.path:
            return
        with kept.changing() as state:
            call = {"method": request.method, "path": request.path, "id": request.headers.get("PayPal-Request-Id")}
            state["requests"] = [*state["requests"], call][-_KEPT_REQUESTS:]
            delay = state["misbehaviour"]["delay"]
            refused = use_up(state, "errors")
            status = state["misbehaviour"]["error_status"]
        if delay:
            threading.Event().wait(delay)
        if refused:
            raise PayPalError(
                status, "SERVICE_UNAVAILABLE" if status == HTTPStatus.SERVICE_UNAVAILABLE else "INTERNAL_SERVER_ERROR"
            )
