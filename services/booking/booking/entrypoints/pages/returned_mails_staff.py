"""The clerk's list of people who get no mail although they have an appointment."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking.domain.errors import UnknownAppointment
from booking.entrypoints.pages.reading import person
from booking.use_cases.note_bounce import close_bounce
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _

pages = Blueprint("returned_mails", __name__, url_prefix="/verwaltung/booking/unzustellbar")


@pages.get("")
@staff("clerk", "supervisor")
def show() -> str:
    """Show the open tasks; names stand on the appointment's own page, where each look is noted."""
    with work() as unit:
        found = [(one, unit.appointments.find(one.appointment_id)) for one in unit.bounces.open()]
    return render_template("booking/staff_returned_mails.html", found=[pair for pair in found if pair[1]])


@pages.post("/<uuid:appointment_id>")
@staff("clerk", "supervisor")
def done(appointment_id: UUID) -> Response:
    """Note that another way was found."""
    try:
        with work() as unit:
            close_bounce(unit, appointment_id, person().actor)
    except UnknownAppointment:
        raise Refusal(404, slug="not-found") from None
    flash(_("Erledigt. Danke, dass Sie sich gekümmert haben."), "success")
    return redirect(url_for(".show"), code=303)
