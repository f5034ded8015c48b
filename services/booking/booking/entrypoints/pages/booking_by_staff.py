"""A clerk books for a citizen on the telephone: procedures, time, details, as the citizen would."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking.domain.appointment import Appointment
from booking.domain.errors import HoldExpired, TimeTaken, UnknownAppointment, UnknownProcedure
from booking.domain.pin import in_groups
from booking.entrypoints.pages.reading import (
    click,
    grouped,
    person,
    ports,
    wanted_procedures,
    wanted_start,
    wanted_time,
)
from booking.entrypoints.staff_forms import BookingByStaffForm
from booking.use_cases.book_for_citizen import book_for_citizen
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.open_by_number import known_pin
from booking.use_cases.queries import appointment as appointment_of
from booking.use_cases.queries import bookable_procedures, free_times, interpreters_for
from chassis.web.auth import staff
from chassis.web.tenant import work
from chassis.web.words import gettext as _

pages = Blueprint("booking_by_staff", __name__, url_prefix="/verwaltung/booking/neu")
Page = str | tuple[str, int] | Response


@pages.get("")
@staff("clerk", "supervisor")
def choose() -> str:
    """Let the clerk choose what the citizen wants."""
    return _choose()


@pages.get("/zeit")
@staff("clerk", "supervisor")
def times() -> Page:
    """Show free times."""
    return _times()


@pages.post("/zeit")
@staff("clerk", "supervisor")
def hold() -> Page:
    """Hold the time that the citizen agrees to."""
    begins_at = wanted_time()
    if begins_at is None:
        return _times()
    try:
        with work() as unit:
            held = hold_time(unit, Wish(wanted_procedures(), begins_at, click()))
    except TimeTaken:
        page = _times(_("Diese Zeit hat gerade jemand anderes genommen. Bitte wählen Sie eine andere."))
        return (page, 409) if isinstance(page, str) else page
    except UnknownProcedure:
        return _choose(_("Eines der Anliegen bieten wir nicht mehr an. Bitte wählen Sie neu.")), 422
    return redirect(url_for(".details", hold_id=held.id), code=303)


@pages.get("/<uuid:hold_id>")
@staff("clerk", "supervisor")
def details(hold_id: UUID) -> Page:
    """Show the form of the citizen's details."""
    try:
        return _details(_form(hold_id), _held(hold_id))
    except (UnknownAppointment, HoldExpired):
        return _booked_before(hold_id) or _expired()


@pages.post("/<uuid:hold_id>")
@staff("clerk", "supervisor")
def book(hold_id: UUID) -> Page:
    """Make the appointment firm."""
    form = _form(hold_id)
    try:
        if not form.validate():
            return _details(form, _held(hold_id)), 422
        with work() as unit:
            booked = book_for_citizen(unit, hold_id, form.citizen(), person().actor, ports())
            pin = known_pin(unit, booked, ports().keys)
    except (UnknownAppointment, HoldExpired):
        return _booked_before(hold_id) or _expired()
    if booked.booked_by.email:
        flash(_("Der Termin ist gebucht. Die Bestätigung ist per E-Mail unterwegs."), "success")
    else:
        flash(_("Der Termin ist gebucht. Bitte drucken Sie den Brief mit dem Link."), "success")
    if pin:
        have_read_out(booked, pin)
    return redirect(url_for("day_view.one", appointment_id=booked.id), code=303)


def have_read_out(booked: Appointment, pin: str) -> None:
    """Tell the clerk what opens the appointment for whoever is on the line."""
    said = {"number": booked.number, "pin": in_groups(pin)}
    flash(_("Zum Vorlesen: Terminnummer %(number)s, PIN %(pin)s.", **said), "info")


def _choose(complaint: str = "") -> str:
    with work() as unit:
        offered = bookable_procedures(unit)
    return render_template(
        "booking/staff_choose.html", groups=grouped(offered), chosen=wanted_procedures(), complaint=complaint
    )


def _times(complaint: str = "") -> Page:
    if not wanted_procedures():
        return _choose(_("Bitte wählen Sie mindestens ein Anliegen aus.")), 422
    try:
        with work() as unit:
            chosen = unit.catalogue.chosen(wanted_procedures())
            found = free_times(unit, wanted_procedures(), wanted_start())
    except UnknownProcedure:
        return _choose(_("Eines der Anliegen bieten wir nicht mehr an. Bitte wählen Sie neu.")), 422
    return render_template("booking/staff_times.html", chosen=chosen, found=found, complaint=complaint)


def _form(hold_id: UUID) -> BookingByStaffForm:
    with work() as unit:
        form = BookingByStaffForm()
        form.offer(interpreters_for(unit, unit.appointments.find(hold_id)))
    return form


def _held(hold_id: UUID) -> Appointment:
    """Return the hold of this clerk's page, which the citizen on the line waits for."""
    with work() as unit:
        hold = appointment_of(unit, hold_id)
        if not hold.is_held(unit.clock()):
            raise HoldExpired(hold.number)
    return hold


def _booked_before(hold_id: UUID) -> Response | None:
    """Lead to the appointment whoever went back to the form after booking, and say what became of a sent form."""
    with work() as unit:
        found = unit.appointments.find(hold_id)
    if found is None or found.state != "confirmed":
        return None
    if request.method == "POST":
        flash(_("Der Termin ist schon gebucht. Diese Änderung wurde nicht übernommen."), "info")
    return redirect(url_for("day_view.one", appointment_id=hold_id), code=303)


def _details(form: BookingByStaffForm, hold: Appointment) -> str:
    return render_template("booking/staff_details.html", form=form, hold=hold)


def _expired() -> tuple[str, int]:
    return _choose(_("Die Reservierung ist abgelaufen, es ist nichts gebucht. Bitte wählen Sie neu.")), 410
