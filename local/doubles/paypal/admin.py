"""The back door: how the double is to go wrong, and what has happened.

GET  /_double/orders | captures | refunds | webhooks | requests     what has happened
GET/PUT /_double/misbehaviour                                       see `misbehaviour.EMPTY`
POST /_double/orders/<id>/approve | cancel                          the buyer, without a browser
POST /_double/captures/<id>/settle?as=COMPLETED|DECLINED            end of a review
POST /_double/webhooks/release?order=sent|reverse|shuffle           send what was held
POST /_double/webhooks/<event id>/resend?times=n                    PayPal repeats itself
POST /_double/webhooks/sign?merchant=<town>                         headers for any body, to forge one
POST /_double/forget-request-ids                                    as if all had expired
POST /_double/clock?ahead=<seconds>                                 let them expire by themselves
PUT  /_double/merchants/<town>                                      {"webhook_url": ...}
"""

from flask import Blueprint, Response, abort, jsonify, render_template, request

from local.doubles.kept import Kept, Plain
from local.doubles.paypal import shapes
from local.doubles.paypal.ledger import Ledger
from local.doubles.paypal.webhooks import MODES, Webhooks

_SHOWN = ("orders", "captures", "refunds", "webhooks", "requests")


def admin_pages(kept: Kept, url: str, merchants: dict[str, Plain], webhooks: Webhooks) -> Blueprint:
    """Build the back door."""
    pages = Blueprint("admin", __name__, url_prefix="/_double", template_folder="templates")
    _look(pages, kept)
    _misbehave(pages, kept)
    _buy(pages, kept, url, webhooks)
    _announce(pages, kept, merchants, webhooks)
    return pages


def _look(pages: Blueprint, kept: Kept) -> None:
    @pages.get("/")
    def overview() -> str:
        with kept.reading() as state:
            orders = list(reversed(state["orders"].values()))[:100]
            return render_template("overview.html", orders=orders, misbehaviour=state["misbehaviour"])

    @pages.get("/<kind>")
    def show(kind: str) -> Response:
        if kind not in _SHOWN:
            abort(404)
        with kept.reading() as state:
            return jsonify(state[kind] if kind == "requests" else list(state[kind].values()))


def _misbehave(pages: Blueprint, kept: Kept) -> None:
    @pages.get("/misbehaviour")
    def behaviour() -> Response:
        with kept.reading() as state:
            return jsonify(state["misbehaviour"])

    @pages.put("/misbehaviour")
    def misbehave() -> Response:
        told = request.get_json()
        with kept.changing() as state:
            if set(told) - set(state["misbehaviour"]) or told.get("webhooks", "normal") not in MODES:
                abort(400, f"known are {sorted(state['misbehaviour'])}, webhooks out of {MODES}")
            state["misbehaviour"] |= told
            return jsonify(state["misbehaviour"])

    @pages.post("/forget-request-ids")
    def forget() -> tuple[str, int]:
        with kept.changing() as state:
            state["request_ids"] = {}
        return "", 204

    @pages.post("/clock")
    def clock() -> Response:
        with kept.changing() as state:
            state["ahead"] = float(request.args.get("ahead", "0"))
            return jsonify({"ahead": state["ahead"]})


def _buy(pages: Blueprint, kept: Kept, url: str, webhooks: Webhooks) -> None:
    @pages.post("/orders/<order_id>/approve")
    def approve(order_id: str) -> Response:
        with kept.changing() as state:
            order = Ledger(state).order(None, order_id)
            Ledger(state).approve(order)
            shown = shapes.order(state, url, order)
        webhooks.tell(order["_merchant"], "CHECKOUT.ORDER.APPROVED", "checkout-order", shown)
        return jsonify(shown)

    @pages.post("/captures/<capture_id>/settle")
    def settle(capture_id: str) -> Response:
        with kept.changing() as state:
            capture = Ledger(state).settle(capture_id, request.args.get("as", "COMPLETED"))
            shown = shapes.capture(url, capture)
        webhooks.tell(capture["_merchant"], f"PAYMENT.CAPTURE.{capture['status']}", "capture", shown)
        return jsonify(shown)


def _announce(pages: Blueprint, kept: Kept, merchants: dict[str, Plain], webhooks: Webhooks) -> None:
    @pages.post("/webhooks/release")
    def release() -> Response:
        return jsonify(webhooks.release(request.args.get("order", "sent")))

    @pages.post("/webhooks/<event_id>/resend")
    def resend(event_id: str) -> tuple[str, int]:
        with kept.reading() as state:
            if event_id not in state["webhooks"]:
                abort(404)
        webhooks.deliver(event_id, request.args.get("times", 1, type=int))
        return "", 202

    @pages.post("/webhooks/sign")
    def sign() -> Response:
        merchant = request.args.get("merchant", "")
        if merchant not in merchants:
            abort(404)
        return jsonify(webhooks.headers(merchant, request.get_data()))

    @pages.put("/merchants/<town>")
    def merchant(town: str) -> Response:
        if town not in merchants:
            abort(404)
        merchants[town]["webhook_url"] = request.get_json()["webhook_url"]
        return jsonify({"webhook_url": merchants[town]["webhook_url"]})
