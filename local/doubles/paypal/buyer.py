"""The buyer's page: who gets how much for what, and two buttons."""

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from local.doubles.kept import Kept, Plain
from local.doubles.paypal import shapes
from local.doubles.paypal.errors import PayPalError
from local.doubles.paypal.ledger import Ledger
from local.doubles.paypal.webhooks import Webhooks


def buyer_pages(kept: Kept, url: str, merchants: dict[str, Plain], webhooks: Webhooks) -> Blueprint:
    """Build the pages."""
    pages = Blueprint("buyer", __name__, template_folder="templates")

    @pages.get("/checkoutnow")
    def ask() -> tuple[str, int]:
        with kept.reading() as state:
            try:
                order = Ledger(state).order(None, request.args.get("token", ""))
            except PayPalError:
                return render_template("gone.html"), 404
            unit, context = order["purchase_units"][0], order["_context"]
            payee = context.get("brand_name") or merchants[order["_merchant"]]["name"]
            open_ = order["status"] in ("CREATED", "PAYER_ACTION_REQUIRED", "APPROVED")
            return render_template(
                "approve.html", order=order, unit=unit, payee=payee, context=context, open=open_
            ), 200

    @pages.post("/checkoutnow/pay")
    def pay() -> AnyResponse:
        with kept.changing() as state:
            order = Ledger(state).order(None, request.form.get("token", ""))
            Ledger(state).approve(order)
            shown = shapes.order(state, url, order)
        webhooks.tell(order["_merchant"], "CHECKOUT.ORDER.APPROVED", "checkout-order", shown)
        return _back(order, "return_url", {"token": order["id"], "PayerID": order["payer"]["payer_id"]})

    @pages.post("/checkoutnow/cancel")
    def cancel() -> AnyResponse:
        with kept.reading() as state:
            order = Ledger(state).order(None, request.form.get("token", ""))
        return _back(order, "cancel_url", {"token": order["id"]})

    return pages


def _back(order: Plain, name: str, query: dict[str, str]) -> AnyResponse:
    target = order["_context"].get(name)
    if not target:
        return Response("Der Händler hat keine Rücksprungadresse genannt.", 200)
    return redirect(f"{target}{'&' if '?' in target else '?'}{urlencode(query)}", 303)
