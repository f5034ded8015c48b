"""PayPal's REST interface: OAuth 2 client credentials, Orders v2, Payments v2, certificates."""

import hmac
import secrets
import threading
import time
from pathlib import Path

from flask import Flask, Response, jsonify, request

from local.doubles.kept import Kept, Plain
from local.doubles.paypal import shapes
from local.doubles.paypal.admin import admin_pages
from local.doubles.paypal.buyer import buyer_pages
from local.doubles.paypal.certificates import Signer
from local.doubles.paypal.errors import PayPalError, missing, tell_errors
from local.doubles.paypal.ledger import Ledger
from local.doubles.paypal.misbehaviour import EMPTY, misbehave_before, use_up
from local.doubles.paypal.requests import ORDERS, PAYMENTS, Remembered
from local.doubles.paypal.webhooks import Webhooks

_TOKEN_SECONDS = 32_400


def create_app(folder: Path, url: str, merchants: list[Plain]) -> Flask:
    """Build the double."""
    app = Flask(__name__)
    kept = Kept(folder / "state.json", EMPTY)
    by_key = {merchant["tenant"]: merchant for merchant in merchants}
    signer = Signer.of(folder)
    webhooks = Webhooks(kept, signer, url, by_key)
    tell_errors(app)
    misbehave_before(app, kept)
    app.register_blueprint(buyer_pages(kept, url, by_key, webhooks))
    app.register_blueprint(admin_pages(kept, url, by_key, webhooks))
    _tokens(app, by_key)
    _orders(app, kept, url, webhooks)
    _payments(app, kept, url, webhooks)

    @app.get("/v1/notifications/certs/<certificate>")
    def certificate(certificate: str) -> Response:
        if certificate != signer.certificate_id:
            raise missing()
        return Response(signer.chain, mimetype="application/x-pem-file")

    return app


def _tokens(app: Flask, merchants: dict[str, Plain]) -> None:
    tokens: dict[str, tuple[str, float]] = {}
    app.extensions["tokens"] = tokens

    @app.post("/v1/oauth2/token")
    def token() -> Plain:
        given = request.authorization
        said = f"{given.username}:{given.password}" if given and given.type == "basic" else ""
        known = (key for key, one in merchants.items() if _same(said, f"{one['client_id']}:{one['client_secret']}"))
        key = next(known, None)
        if key is None:
            raise PayPalError(401, "invalid_client", description="Client Authentication failed")
        if request.form.get("grant_type") != "client_credentials":
            raise PayPalError(400, "unsupported_grant_type", description="Grant type is unsupported")
        made = "A21AA" + secrets.token_urlsafe(40)
        tokens[made] = (key, time.time() + _TOKEN_SECONDS)
        return {"access_token": made, "token_type": "Bearer", "expires_in": _TOKEN_SECONDS, "app_id": "APP-DOUBLE"}


def _same(said: str, right: str) -> bool:
    return hmac.compare_digest(said.encode(), right.encode())


def merchant_of(app: Flask) -> str:
    """Return whose token the request carries."""
    given = request.headers.get("Authorization", "")
    key, until = app.extensions["tokens"].get(given.removeprefix("Bearer "), ("", 0))
    if until < time.time():
        raise PayPalError(401, "AUTHENTICATION_FAILURE", description="Authentication failed due to invalid token.")
    return str(key)


def _key(merchant: str, kind: str) -> str | None:
    told = request.headers.get("PayPal-Request-Id")
    return f"{merchant} {kind} {told}" if told else None


def _body() -> Plain:
    told = request.get_json(silent=True)
    return told if isinstance(told, dict) else {}


def _thin(shown: Plain) -> Plain:
    """Leave out what PayPal leaves out unless `Prefer: return=representation` is asked for."""
    if "representation" in request.headers.get("Prefer", ""):
        return shown
    return {name: shown[name] for name in ("id", "status", "links", "payment_source") if name in shown}


def _orders(app: Flask, kept: Kept, url: str, webhooks: Webhooks) -> None:
    @app.post("/v2/checkout/orders")
    def create() -> tuple[Response, int]:
        merchant = merchant_of(app)
        with kept.changing() as state:
            ledger = Ledger(state)
            key = _key(merchant, "order")
            made, new = Remembered(state).once(key, ORDERS, lambda: str(ledger.create(merchant, _body())["id"]))
            shown = shapes.order(state, url, ledger.order(merchant, made))
        return jsonify(_thin(shown)), 201 if new else 200

    @app.get("/v2/checkout/orders/<order_id>")
    def show(order_id: str) -> Response:
        with kept.reading() as state:
            return jsonify(shapes.order(state, url, Ledger(state).order(merchant_of(app), order_id)))

    @app.post("/v2/checkout/orders/<order_id>/capture")
    def capture(order_id: str) -> tuple[Response, int]:
        merchant = merchant_of(app)
        with kept.changing() as state:
            ledger = Ledger(state)
            order = ledger.order(merchant, order_id)

            def take() -> str:
                if use_up(state, "decline"):
                    raise PayPalError(
                        422, "UNPROCESSABLE_ENTITY", "INSTRUMENT_DECLINED", "The instrument was declined."
                    )
                return str(ledger.capture(order, "PENDING" if use_up(state, "pending") else "COMPLETED")["id"])

            made, new = Remembered(state).once(_key(merchant, f"capture {order_id}"), PAYMENTS, take)
            done = shapes.capture(url, state["captures"][made])
            shown = shapes.order(state, url, order)
            hang = state["misbehaviour"]["hang_seconds"] if new and use_up(state, "hang_after_capture") else 0
        if new:
            webhooks.tell(merchant, f"PAYMENT.CAPTURE.{done['status']}", "capture", done)
        if hang:
            threading.Event().wait(hang)  # the money is taken, and the client never hears of it
            raise PayPalError(504, "GATEWAY_TIMEOUT")
        return jsonify(_thin(shown)), 201 if new else 200


def _payments(app: Flask, kept: Kept, url: str, webhooks: Webhooks) -> None:
    @app.get("/v2/payments/captures/<capture_id>")
    def show_capture(capture_id: str) -> Response:
        with kept.reading() as state:
            return jsonify(shapes.capture(url, Ledger(state).captured(merchant_of(app), capture_id)))

    @app.post("/v2/payments/captures/<capture_id>/refund")
    def refund(capture_id: str) -> tuple[Response, int]:
        merchant = merchant_of(app)
        with kept.changing() as state:
            ledger = Ledger(state)
            taken = ledger.captured(merchant, capture_id)
            key = _key(merchant, f"refund {capture_id}")
            made, new = Remembered(state).once(key, PAYMENTS, lambda: str(ledger.refund(taken, _body())["id"]))
            shown = shapes.refund(url, ledger.refunded(merchant, made))
        if new:
            webhooks.tell(merchant, "PAYMENT.CAPTURE.REFUNDED", "refund", shown)
        return jsonify(_thin(shown)), 201 if new else 200

    @app.get("/v2/payments/refunds/<refund_id>")
    def show_refund(refund_id: str) -> Response:
        with kept.reading() as state:
            return jsonify(shapes.refund(url, Ledger(state).refunded(merchant_of(app), refund_id)))
