"""To PayPal and back. Nothing in the address is believed: the order is re-read at PayPal."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

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


@dataclass(frozen=True)
class Told:
    """What a payment is for, in words, and what it comes to."""

    appointment_id: UUID
    names: str
    amount: int


_PAYMENT = "/<uuid:appointment_id>/paypal/<uuid:payment_id>"


@pages.post("/<uuid:appointment_id>/<uuid:charge_id>/paypal")
@citizen("case", "join")
def start(appointment_id: UUID, charge_id: UUID) -> AnyResponse:
    """Open an order for one fee and lead to the page from which PayPal opens."""
    require_appointment(appointment_id)
    with work() as unit:
        require_charge(unit, appointment_id, charge_id)
    return _start(appointment_id, [charge_id])


@pages.post("/<uuid:appointment_id>/alle/paypal")
@citizen("case", "join")
def start_all(appointment_id: UUID) -> AnyResponse:
    """Open one order for all fees of the appointment that are open."""
    require_appointment(appointment_id)
    with work() as unit:
        waiting = [one.id for one in unit.charges.of_appointment(appointment_id) if one.state == "open"]
    return _start(appointment_id, waiting)


def _start(appointment_id: UUID, charge_ids: list[UUID]) -> AnyResponse:
    try:
        payment = start_payment(work, ports().paypal, *charge_ids)
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
    payment, told = _read(appointment_id, payment_id)
    if payment.state != "started" or not payment.approve_url:
        return redirect(url_for("citizen_fees.show", appointment_id=appointment_id), code=303)
    return make_response(render_template("billing/paypal_leave.html", payment=payment, told=told))


@pages.get(f"{_PAYMENT}/zurueck")
@citizen("case", "join")
def back(appointment_id: UUID, payment_id: UUID) -> str:
    """Show the page that asks PayPal by a POST of its own; a GET takes no money."""
    payment, told = _read(appointment_id, payment_id)
    return render_template("billing/paypal_back.html", payment=payment, told=told, failed=False, again=False)


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
    payment, told = _read(appointment_id, payment_id)
    template = "billing/paypal_result.html" if wants_fragment() else "billing/paypal_back.html"
    return make_response(render_template(template, payment=payment, told=told, failed=failed, again=True))


@pages.get(f"{_PAYMENT}/abgebrochen")
@citizen("case", "join")
def cancelled(appointment_id: UUID, payment_id: UUID) -> str:
    """Say that nothing was taken, and what can be done now."""
    payment, told = _read(appointment_id, payment_id)
    return render_template("billing/paypal_cancelled.html", payment=payment, told=told)


def _read(appointment_id: UUID, payment_id: UUID) -> tuple[Payment, Told]:
    require_appointment(appointment_id)
    with work() as unit:
        payment = unit.payments.get(payment_id)
        if payment is None or payment.appointment_id != appointment_id:
            raise Refusal(404, slug="not-found")
        parts = unit.payments.together(payment_id)
        names = [require_charge(unit, appointment_id, part.charge_id).procedure_name for part in parts]
    return payment, Told(appointment_id, ", ".join(names), sum(part.amount for part in parts))
