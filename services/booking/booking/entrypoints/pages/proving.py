"""Where a town wants it: what the citizen sees until the link of the mail makes the appointment firm."""

from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from booking.domain.appointment import Appointment
from booking.domain.errors import HoldExpired, UnknownAppointment
from booking.entrypoints.pages.private_link import access_by, keep_to_oneself
from booking.entrypoints.pages.reading import ports
from booking.use_cases.confirm_address import ADDRESS, confirm_by_link
from chassis.access import Grant
from chassis.web.auth import public
from chassis.web.citizen_access import remember_grant
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work

pages = Blueprint("proving", __name__, url_prefix="/termin")
pages.after_request(keep_to_oneself)


@pages.get("/angaben/<uuid:hold_id>/postfach")
@public
def wait(hold_id: UUID) -> str | AnyResponse:
    """Say that the mail is on its way; whoever has this page has typed the address."""
    with work() as unit:
        hold: Appointment | None = unit.appointments.find(hold_id)
        now = unit.clock()
    if hold is None or hold.citizen is None or not hold.is_held(now):
        return redirect(url_for("details.form", hold_id=hold_id), code=303)
    return render_template("booking/prove_address.html", hold=hold)


@pages.get("/bestaetigen/<token>")
@public
def ask(token: str) -> str:
    """Show the time and a button; mail scanners follow links, so nothing happens yet."""
    return render_template("booking/prove_by_link.html", hold=_waiting(token), token=token)


@pages.post("/bestaetigen")
@public
def confirm() -> AnyResponse:
    """Make the appointment firm; the answer carries the cookie that opens it."""
    hold = _waiting(request.form.get("token", ""))
    try:
        with work() as unit:
            booked = confirm_by_link(unit, hold.id, ports())
    except (UnknownAppointment, HoldExpired):
        raise _over() from None
    response = make_response(redirect(url_for("managing.confirmed", appointment_id=booked.id), code=303))
    remember_grant(response, Grant(current_tenant().key, booked.id, "manage", booked.epoch))
    return response


def _waiting(token: str) -> Appointment:
    """Return what waits for this link, or is firm by it already; otherwise it is over."""
    with work() as unit:
        row, now = access_by(unit, token, ADDRESS), unit.clock()
        opens = row is not None and not row.revoked
        found: Appointment | None = unit.appointments.find(row.grant.appointment_id) if row and opens else None
    if found is not None and found.citizen and (found.is_held(now) or found.state == "confirmed"):
        return found
    raise _over()


def _over() -> Refusal:
    return Refusal(
        410,
        _("Dieser Link gilt nicht mehr"),
        _("Die Zeit ist wieder für alle frei, es ist nichts gebucht. Bitte wählen Sie auf der Startseite neu."),
        slug="address-link-ended",
    )
