"""What citizens see of their fees: a panel in the call, a page of its own, the notice as a file."""

from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.charge import Channel
from billing.domain.errors import ChannelNotAvailable, ChargeNotOpen
from billing.entrypoints.answering import nothing_new, require_charge, unchanged, wants_fragment, work
from billing.use_cases.choose_notice import choose_notice, choose_notices
from billing.use_cases.queries import fees_of
from chassis.web.auth import citizen, require_appointment
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _

pages = Blueprint("citizen_fees", __name__, url_prefix="/zahlung")
CHANNELS: dict[str, Channel] = {"email": "email", "post": "post"}


@pages.get("/<uuid:appointment_id>")
@citizen("case", "join")
def show(appointment_id: UUID) -> str:
    """Show all fees of an appointment and how they can be paid."""
    return payment_page(appointment_id)


@pages.get("/mitlesen/<uuid:appointment_id>")
@citizen("case", "join")
def panel(appointment_id: UUID) -> AnyResponse:
    """Show the fees beside the call; asked again, answer only if something changed."""
    require_appointment(appointment_id)
    return fee_panel(appointment_id)


@pages.post("/<uuid:appointment_id>/<uuid:charge_id>/bescheid")
@citizen("case", "join")
def choose(appointment_id: UUID, charge_id: UUID) -> AnyResponse:
    """Settle a fee by a notice."""
    require_appointment(appointment_id)
    said = order_notice(appointment_id, charge_id, actor="citizen")
    if wants_fragment():
        return fee_panel(appointment_id, said)
    if said:
        return make_response(payment_page(appointment_id, said), 409)
    return redirect(url_for(".show", appointment_id=appointment_id), code=303)


@pages.post("/<uuid:appointment_id>/alle/bescheid")
@citizen("case", "join")
def choose_all(appointment_id: UUID) -> AnyResponse:
    """Settle all open fees by notices that leave together."""
    require_appointment(appointment_id)
    channel = CHANNELS.get(request.form.get("channel", ""))
    if channel is None:
        raise Refusal(400, slug="unknown-channel")
    said = ""
    try:
        with work() as unit:
            choose_notices(unit, appointment_id, channel, "citizen")
    except ChannelNotAvailable:
        said = _("Für diesen Weg fehlt uns die Anschrift. Bitte wählen Sie einen anderen.")
    if wants_fragment():
        return fee_panel(appointment_id, said)
    if said:
        return make_response(payment_page(appointment_id, said), 409)
    return redirect(url_for(".show", appointment_id=appointment_id), code=303)


@pages.get("/<uuid:appointment_id>/bescheid/<uuid:notice_id>.pdf")
@citizen("case", "join")
def notice_file(appointment_id: UUID, notice_id: UUID) -> Response:
    """Return the notice, once it has been issued."""
    require_appointment(appointment_id)
    with work() as unit:
        notice = unit.notices.get(notice_id)
        if notice is None or notice.appointment_id != appointment_id or notice.issued_at is None:
            raise Refusal(404, slug="not-found")
        document = unit.notices.document(notice_id)
    return pdf(document, notice.file_name)


def order_notice(appointment_id: UUID, charge_id: UUID, actor: str) -> str:
    """Choose the notice that the form names; return what stands against it in words, or nothing."""
    channel = CHANNELS.get(request.form.get("channel", ""))
    if channel is None:
        raise Refusal(400, slug="unknown-channel")
    try:
        with work() as unit:
            require_charge(unit, appointment_id, charge_id)
            choose_notice(unit, charge_id, channel, actor)
    except ChargeNotOpen:
        return _("Für diese Gebühr wurde inzwischen schon etwas gewählt. Sie sehen hier den neuen Stand.")
    except ChannelNotAvailable:
        return _("Für diesen Weg fehlt uns die Anschrift. Bitte wählen Sie einen anderen.")
    return ""


def fee_panel(appointment_id: UUID, said: str = "") -> AnyResponse:
    """Return the citizen's panel, or nothing if it shows the present already."""
    with work() as unit:
        fees = fees_of(unit, appointment_id)
    if unchanged(fees.stand):
        return nothing_new()
    return make_response(render_template("billing/citizen_panel.html", fees=fees, said=said))


def payment_page(appointment_id: UUID, said: str = "") -> str:
    """Return the page of all fees of an appointment."""
    require_appointment(appointment_id)
    with work() as unit:
        fees = fees_of(unit, appointment_id)
    return render_template("billing/payment.html", fees=fees, said=said)


def pdf(document: bytes | None, name: str) -> Response:
    """Return a PDF to be shown or kept."""
    if document is None:
        raise Refusal(404, slug="not-found")
    response = make_response(document)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
