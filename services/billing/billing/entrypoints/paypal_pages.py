"""To PayPal and back. Nothing in the address is believed: the order is re-read at PayPal."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.charge import Charge
from billing.domain.errors import ChargeNotOpen, PaymentUnavailable
from billing.domain.payment import Payment
from billing.entrypoints.answering import ports, require_charge, wants_fragment, work
from billing.entrypoints.citizen_pages import payment_page
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.start_payment import start_payment
from chassis.web.auth import citizen, require_appointment
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _

pages = Blueprint("paypal", __name__, url_prefix="/zahlung")
_PAYMENT = "/<uuid:appointment_id>/paypal/<uuid:payment_id>"


@pages.post("/<uuid:appointment_id>/<uuid:charge_id>/paypal")
@citizen("case", "join")
def start(appointment_id: UUID, charge_id: UUID) -> AnyResponse:
    """Open an order and lead to the page from which PayPal opens."""
    require_appointment(appointment_id)
    with work() as unit:
        require_charge(unit, appointment_id, charge_id)
    try:
        payment = start_payment(work, ports().paypal, charge_id)
    except ChargeNotOpen:
        said = _("Für diese Gebühr wurde inzwischen schon etwas gewählt. Sie sehen hier den neuen Stand.")
        return make_response(payment_page(appointment_id, said), 409)
    except PaymentUnavailable:
        said = _(
            "PayPal ist gerade nicht erreichbar. Es wurde nichts abgebucht. Bitte versuchen Sie es in einigen Minuten "
            "noch einmal, oder wählen Sie einen Gebührenbescheid."
        )
        return make_response(payment_page(appointment_id, said), 503)
    page = ".leave" if payment.state == "started" and not payment.under_review else ".back"
    return redirect(url_for(page, appointment_id=appointment_id, payment_id=payment.id), code=303)


@pages.get(_PAYMENT)
@citizen("case", "join")
def leave(appointment_id: UUID, payment_id: UUID) -> AnyResponse:
    """Lead on to PayPal from a page of our own, since a form may not lead to another host (CSP form-action)."""
    payment, charge = _read(appointment_id, payment_id)
    if payment.state != "started" or not payment.approve_url:
        return redirect(url_for("citizen_fees.show", appointment_id=appointment_id), code=303)
    return make_response(render_template("billing/paypal_leave.html", payment=payment, charge=charge))


@pages.get(f"{_PAYMENT}/zurueck")
@citizen("case", "join")
def back(appointment_id: UUID, payment_id: UUID) -> str:
    """Show the page that asks PayPal by a POST of its own; a GET takes no money."""
    payment, charge = _read(appointment_id, payment_id)
    return render_template("billing/paypal_back.html", payment=payment, charge=charge, failed=False, again=False)


@pages.post(f"{_PAYMENT}/abschluss")
@citizen("case", "join")
def complete(appointment_id: UUID, payment_id: UUID) -> AnyResponse:
    """Take the money if PayPal says that it was approved, and show what became of it."""
    _read(appointment_id, payment_id)
    failed = False
    try:
        complete_payment(work, ports().paypal, payment_id)
    except PaymentUnavailable:
        failed = True
    payment, charge = _read(appointment_id, payment_id)
    template = "billing/paypal_result.html" if wants_fragment() else "billing/paypal_back.html"
    return make_response(render_template(template, payment=payment, charge=charge, failed=failed, again=True))


@pages.get(f"{_PAYMENT}/abgebrochen")
@citizen("case", "join")
def cancelled(appointment_id: UUID, payment_id: UUID) -> str:
    """Say that nothing was taken, and what can be done now."""
    payment, charge = _read(appointment_id, payment_id)
    return render_template("billing/paypal_cancelled.html", payment=payment, charge=charge)


def _read(appointment_id: UUID, payment_id: UUID) -> tuple[Payment, Charge]:
    require_appointment(appointment_id)
    with work() as unit:
        payment = unit.payments.get(payment_id)
        if payment is None or payment.appointment_id != appointment_id:
            raise Refusal(404, slug="not-found")
        return payment, require_charge(unit, appointment_id, payment.charge_id)
