"""What becomes of an appointment: confirmed, shown, moved, cancelled, put into a calendar."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from booking.domain.appointment import Appointment
from booking.domain.errors import TimeTaken, TooLate, UnknownAppointment
from booking.domain.time_filter import TimeFilter
from booking.entrypoints.pages.reading import ports, wanted_start, wanted_time
from booking.entrypoints.refusals import NOT_OFFERED
from booking.use_cases.access import links
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.letter_ports import Links
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.queries import appointment as appointment_of
from booking.use_cases.queries import free_times, is_free
from booking.use_cases.withdraw_consent import withdraw_consent
from chassis.web.auth import citizen, public, require_appointment
from chassis.web.problems import Refusal, refuse
from chassis.web.tenant import current_tenant, work

pages = Blueprint("managing", __name__, url_prefix="/termin")
refuse(pages, NOT_OFFERED)
Page = str | tuple[str, int] | AnyResponse


@pages.get("/bestaetigt/<uuid:appointment_id>")
@citizen("manage")
def confirmed(appointment_id: UUID) -> str:
    """Say that the appointment is firm and what comes next."""
    found = _mine(appointment_id)
    return render_template("booking/confirmed.html", appointment=found, links=_links(found))


@pages.get("/verwalten/<uuid:appointment_id>")
@citizen("manage")
def show(appointment_id: UUID) -> str:
    """Show the appointment and what can be done with it."""
    found = _mine(appointment_id)
    with work() as unit:
        open_ = found.may_change(unit.clock())
    return render_template("booking/manage.html", appointment=found, links=_links(found), may_change=open_)


@pages.get("/verwalten/<uuid:appointment_id>/termin.ics")
@citizen("manage")
def calendar(appointment_id: UUID) -> Response:
    """Return the calendar file."""
    found = _mine(appointment_id)
    file = ports().letters.calendar(current_tenant(), found, _links(found))
    response = Response(file, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="termin-{found.number}.ics"'
    return response


@pages.get("/verwalten/<uuid:appointment_id>/absagen")
@citizen("manage")
def ask_to_cancel(appointment_id: UUID) -> str:
    """Ask whether the appointment shall really be cancelled."""
    return render_template("booking/cancel.html", appointment=_changeable(appointment_id))


@pages.post("/verwalten/<uuid:appointment_id>/absagen")
@citizen("manage")
def cancel(appointment_id: UUID) -> Page:
    """Cancel the appointment; its own link opens nothing afterwards."""
    require_appointment(appointment_id)
    try:
        with work() as unit:
            cancel_appointment(unit, appointment_id, ports())
    except TooLate:
        raise _too_late() from None
    return redirect(url_for(".cancelled"), code=303)


@pages.get("/abgesagt")
@public
def cancelled() -> str:
    """Say that an appointment was cancelled; this page knows nobody."""
    return render_template("booking/cancelled.html")


@pages.get("/verwalten/<uuid:appointment_id>/verschieben")
@citizen("manage")
def other_times(appointment_id: UUID) -> Page:
    """Show free times, or the picked one beside the old one."""
    found, begins_at = _changeable(appointment_id), wanted_time()
    if begins_at is None:
        return _times(found)
    if begins_at == found.begins_at:
        return _unchanged(appointment_id)
    with work() as unit:
        same = TimeFilter(interpreter=found.booked_by.interpreter)
        if not is_free(unit, found.procedures, begins_at, persons=found.persons, besides=found.id, only=same):
            return _times(found, taken=True), 409
    return render_template("booking/move.html", appointment=found, begins_at=begins_at)


@pages.post("/verwalten/<uuid:appointment_id>/verschieben")
@citizen("manage")
def move(appointment_id: UUID) -> Page:
    """Move the appointment; if somebody was quicker, it stays where it was."""
    found, begins_at = _changeable(appointment_id), wanted_time()
    if begins_at is None:
        return _times(found)
    try:
        with work() as unit:
            now = move_appointment(unit, appointment_id, begins_at, ports())
    except TimeTaken:
        return _times(found, taken=True), 409
    except TooLate:
        raise _too_late() from None
    if now == found:
        return _unchanged(appointment_id)
    if found.booked_by.email:
        flash(_("Ihr Termin ist verschoben. Wir haben Ihnen eine E-Mail mit der neuen Zeit geschickt."), "success")
    else:
        flash(_("Ihr Termin ist verschoben."), "success")
    return redirect(url_for(".show", appointment_id=appointment_id), code=303)


@pages.get("/verwalten/<uuid:appointment_id>/keine-mails")
@citizen("manage")
def ask_for_silence(appointment_id: UUID) -> str:
    """Say what it means to get no more mails."""
    return render_template("booking/no_mails.html", appointment=_changeable(appointment_id))


@pages.post("/verwalten/<uuid:appointment_id>/keine-mails")
@citizen("manage")
def silence(appointment_id: UUID) -> Page:
    """Withdraw the consent to mails."""
    require_appointment(appointment_id)
    try:
        with work() as unit:
            withdraw_consent(unit, appointment_id)
    except TooLate:
        raise _too_late() from None
    flash(_("Wir schicken Ihnen zu diesem Termin keine E-Mails mehr."), "success")
    return redirect(url_for(".show", appointment_id=appointment_id), code=303)


def _mine(appointment_id: UUID) -> Appointment:
    require_appointment(appointment_id)
    try:
        with work() as unit:
            return appointment_of(unit, appointment_id)
    except UnknownAppointment:
        raise Refusal(404) from None


def _changeable(appointment_id: UUID) -> Appointment:
    found = _mine(appointment_id)
    with work() as unit:
        if not found.may_change(unit.clock()):
            raise _too_late()
    return found


def _unchanged(appointment_id: UUID) -> AnyResponse:
    """Say so where the own time was picked: nothing has moved and no mail is on its way."""
    flash(_("Das ist die Zeit, die Sie schon haben. Ihr Termin ist unverändert."), "info")
    return redirect(url_for(".show", appointment_id=appointment_id), code=303)


def _times(found: Appointment, *, taken: bool = False) -> str:
    with work() as unit:
        same = TimeFilter(interpreter=found.booked_by.interpreter)
        free = free_times(unit, found.procedures, wanted_start(), persons=found.persons, besides=found.id, only=same)
    return render_template("booking/move_times.html", appointment=found, found=free, taken=taken)


def _links(found: Appointment) -> Links:
    return links(current_tenant(), found, ports().keys)


def _too_late() -> Refusal:
    return Refusal(
        409,
        _("Dieser Termin lässt sich nicht mehr ändern"),
        _("Er hat schon begonnen, ist vorbei oder abgesagt. Bei Fragen rufen Sie uns bitte an."),
        slug="too-late",
    )
