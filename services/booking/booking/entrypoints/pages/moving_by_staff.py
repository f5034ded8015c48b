"""A clerk moves an appointment, or calls somebody in again who came too late or not at all."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from booking.domain.appointment import Appointment
from booking.domain.errors import BookingError, TimeTaken, TooManyPersons, UnknownProcedure
from booking.domain.time_filter import TimeFilter
from booking.entrypoints.pages.booking_by_staff import have_read_out
from booking.entrypoints.pages.reading import page_after, person, ports, wanted_start, wanted_time
from booking.use_cases.move_appointment import Mover, move_appointment
from booking.use_cases.open_by_number import known_pin
from booking.use_cases.queries import free_times
from booking.use_cases.recall_citizen import RECALLED_WITHIN, recall_citizen
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _

pages = Blueprint("moving_by_staff", __name__, url_prefix="/verwaltung/booking/termin")
Page = str | tuple[str, int] | Response


@pages.get("/<uuid:appointment_id>/verschieben")
@staff("clerk", "supervisor", "administrator")
def times(appointment_id: UUID) -> str:
    """Show free times, also those that citizens cannot book any more."""
    return _times(*_found(appointment_id))


@pages.post("/<uuid:appointment_id>/verschieben")
@staff("clerk", "supervisor", "administrator")
def move(appointment_id: UUID) -> Page:
    """Move it, or book anew what is over; the citizen is written to."""
    found, recalls = _found(appointment_id)
    begins_at = wanted_time()
    if begins_at is None:
        return _times(found, recalls)
    actor, pin = person().actor, None
    try:
        with work() as unit:
            if recalls:
                now = recall_citizen(unit, appointment_id, begins_at, actor, ports())
                pin = known_pin(unit, now, ports().keys)
            else:
                now = move_appointment(unit, appointment_id, begins_at, ports(), Mover(actor))
    except TimeTaken:
        taken = _("Diese Zeit hat gerade jemand anderes genommen. Bitte wählen Sie eine andere.")
        return _times(found, recalls, taken), 409
    except (UnknownProcedure, TooManyPersons):
        raise _not_offered() from None
    except BookingError:
        raise _too_late() from None
    if now == found:
        flash(_("Das ist die bisherige Zeit. Der Termin ist unverändert."), "info")
        return redirect(page_after(now.id), code=303)
    said = _("Der neue Termin steht.") if recalls else _("Der Termin ist verschoben.")
    if now.booked_by.email:
        flash(said + " " + _("Die E-Mail mit der neuen Zeit ist unterwegs."), "success")
    else:
        flash(said + " " + _("Es gibt keine E-Mail-Adresse: Bitte sagen Sie selbst Bescheid."), "warning")
    if pin and person().has("clerk", "supervisor"):
        have_read_out(now, pin)
    return redirect(page_after(now.id), code=303)


def _found(appointment_id: UUID) -> tuple[Appointment, bool]:
    """Return the appointment, and whether it can only be called in again."""
    with work() as unit:
        found: Appointment | None = unit.appointments.find(appointment_id)
        now = unit.clock()
        if found is None or found.state == "held":
            raise Refusal(404, slug="not-found")
        unit.audit("saw appointment", appointment_id, person().actor)
    if found.may_change(now):
        return found, False
    if found.state in ("confirmed", "missed") and now - found.begins_at <= RECALLED_WITHIN:
        return found, True
    raise _too_late()


def _times(found: Appointment, recalls: bool, complaint: str = "") -> str:  # noqa: FBT001 - which page it is
    only = TimeFilter(interpreter=found.booked_by.interpreter, at_once=True)
    own = None if recalls else found.id
    try:
        with work() as unit:
            free = free_times(unit, found.procedures, wanted_start(), persons=found.persons, besides=own, only=only)
    except (UnknownProcedure, TooManyPersons):
        raise _not_offered() from None
    return render_template(
        "booking/staff_move.html", appointment=found, found=free, recalls=recalls, complaint=complaint
    )


def _not_offered() -> Refusal:
    return Refusal(
        409,
        _("Dieses Anliegen wird so nicht mehr angeboten"),
        _("Der Termin bleibt. Verschieben lässt er sich erst, wenn das Anliegen wieder im Katalog steht."),
        slug="not-offered",
    )


def _too_late() -> Refusal:
    return Refusal(
        409,
        _("Dieser Termin lässt sich nicht mehr ändern"),
        _("Er hat schon begonnen, ist vorbei oder abgesagt."),
        slug="too-late",
    )
