"""What the clerk sees of the fees beside the call."""

from uuid import UUID

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response as AnyResponse

from billing.entrypoints.answering import nothing_new, unchanged, work
from billing.entrypoints.citizen_pages import order_notice
from billing.use_cases.queries import fees_of
from chassis.web.auth import Staff, current_staff, staff

pages = Blueprint("desk_fees", __name__, url_prefix="/zahlung/arbeitsplatz")


@pages.get("/<uuid:appointment_id>")
@staff("clerk", "supervisor")
def panel(appointment_id: UUID) -> AnyResponse:
    """Show the fees of the appointment; asked again, answer only if something changed."""
    return _panel(appointment_id)


@pages.post("/<uuid:appointment_id>/<uuid:charge_id>/bescheid")
@staff("clerk", "supervisor")
def choose(appointment_id: UUID, charge_id: UUID) -> AnyResponse:
    """Settle a fee by a notice for the citizen, who said so in the call."""
    said = order_notice(appointment_id, charge_id, actor=_person().actor)
    return _panel(appointment_id, said)


def _panel(appointment_id: UUID, said: str = "") -> AnyResponse:
    with work() as unit:
        fees = fees_of(unit, appointment_id)
        if unchanged(fees.stand):
            return nothing_new()
        if fees.fees:
            unit.audit("saw fees", appointment_id, _person().actor)
    return make_response(render_template("billing/desk_panel.html", fees=fees, said=said))


def _person() -> Staff:
    person = current_staff()
    if person is None:
        raise RuntimeError("this view is for staff alone")
    return person
