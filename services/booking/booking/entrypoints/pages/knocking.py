"""The page for whoever comes without an appointment: which door is open, how long to wait, and to knock."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from booking.domain.errors import DoorClosed, UnknownProcedure
from booking.entrypoints.pages.reading import click, network, wanted_procedures
from booking.use_cases.knock import Knock, doors, knock
from booking.use_cases.queries import bookable_procedures
from chassis.web.auth import public
from chassis.web.problems import Refusal
from chassis.web.tenant import work

pages = Blueprint("knocking", __name__, url_prefix="/termin/anklopfen")
Page = str | tuple[str, int] | Response


@pages.get("")
@public
def show() -> Page:
    """Show the doors of the town with what can be done there without an appointment."""
    return _show()


@pages.post("")
@public
def enter() -> Page:
    """Hold the next free time and lead on to the form of the details."""
    if not wanted_procedures():
        return _show(_("Bitte wählen Sie mindestens ein Anliegen aus.")), 422
    wanted = Knock(request.form.get("ort", ""), wanted_procedures(), click())
    try:
        with work() as unit:
            hold = knock(unit, wanted, network())
    except UnknownProcedure:
        return _show(_("Dieses Anliegen geht hier nur mit Termin.")), 422
    except DoorClosed:
        return _show(_("Gerade ist leider kein Platz mehr frei. Bitte buchen Sie einen Termin.")), 409
    return redirect(url_for("details.form", hold_id=hold.id), code=303)


def _show(complaint: str = "") -> str:
    with work() as unit:
        found, offered = doors(unit), bookable_procedures(unit)
    if not found:
        raise Refusal(404)
    rooms = [
        (door, [one for one in offered if door.office.knocking and door.office.knocking.takes(one.procedure.key)])
        for door in found
    ]
    return render_template("booking/knocking.html", rooms=rooms, chosen=wanted_procedures(), complaint=complaint)
