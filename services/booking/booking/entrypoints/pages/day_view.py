"""The staff's view of appointments: by day, by number, each with what can be done for the citizen."""

from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking.domain.appointment import Appointment
from booking.domain.errors import TooLate, TooSoon
from booking.domain.number import read_number
from booking.domain.pin import in_groups
from booking.entrypoints.pages.reading import page_after, person, ports
from booking.entrypoints.staff_forms import RegretForm
from booking.entrypoints.words import KINDS, NOTED, STATES
from booking.use_cases.access import links
from booking.use_cases.cancel_appointment import TownsRegret, cancel_appointment
from booking.use_cases.open_by_number import known_pin
from booking.use_cases.recall_citizen import RECALLED_WITHIN
from booking.use_cases.settle_by_hand import Outcome, settle_by_hand
from chassis.languages import formats
from chassis.languages.catalogues import GERMAN
from chassis.town.wording import own_words
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import gettext as _

pages = Blueprint("day_view", __name__, url_prefix="/verwaltung/booking")
Page = str | tuple[str, int] | Response


@pages.get("")
@staff("clerk", "supervisor")
def show() -> Page:
    """Show the appointments of a day, or lead to the one whose number was typed; names stand on its own page."""
    if written := request.args.get("nummer", "").strip():
        with work() as unit:
            found = unit.appointments.of_number(read_number(written))
        if found is not None and found.state != "held":
            return redirect(url_for(".one", appointment_id=found.id), code=303)
        return _day(complaint=_("Diese Terminnummer gibt es nicht. Bitte prüfen Sie sie.")), 404
    return _day()


@pages.get("/termin/<uuid:appointment_id>")
@staff("clerk", "supervisor")
def one(appointment_id: UUID) -> str:
    """Show one appointment with the citizen's details; each look is noted."""
    found = _seen(appointment_id, "saw appointment")
    with work() as unit:
        now = unit.clock()
    return render_template(
        "booking/staff_appointment.html",
        appointment=found,
        may_change=found.may_change(now),
        may_recall=_may_recall(found, now),
        may_settle=found.state == "confirmed" and found.begins_at <= now,
        states=STATES,
        kinds=KINDS,
    )


@pages.get("/termin/<uuid:appointment_id>/brief")
@staff("clerk", "supervisor")
def letter(appointment_id: UUID) -> str:
    """Show the confirmation as a letter to print, with the links for a citizen who reads no e-mail."""
    found = _seen(appointment_id, "printed letter")
    if found.state != "confirmed":
        raise _too_late()
    with work() as unit:
        pin = known_pin(unit, found, ports().keys)
        when = formats.moment(GERMAN, found.begins_at.astimezone(unit.tenant.zone))
        values = {"name": found.booked_by.name, "termin": when, "nummer": found.number}
        own = own_words(unit, "confirmation", GERMAN, **values)
    return render_template(
        "booking/staff_letter.html",
        appointment=found,
        links=links(current_tenant(), found, ports().keys),
        pin=in_groups(pin) if pin else "",
        own=own,
    )


@pages.get("/termin/<uuid:appointment_id>/absagen")
@staff("clerk", "supervisor", "administrator")
def ask_to_cancel(appointment_id: UUID) -> str:
    """Ask for the reason."""
    form = RegretForm()
    if request.args.get("zurueck") == "betroffen":
        form.reason.data = _("Zu dieser Zeit ist leider niemand mehr da.")
    return _cancel_page(appointment_id, form)


@pages.post("/termin/<uuid:appointment_id>/absagen")
@staff("clerk", "supervisor", "administrator")
def cancel(appointment_id: UUID) -> Page:
    """Call the appointment off on behalf of the town."""
    form = RegretForm()
    if not form.validate():
        return _cancel_page(appointment_id, form), 422
    found = _found(appointment_id)
    try:
        with work() as unit:
            cancel_appointment(unit, appointment_id, ports(), TownsRegret(form.reason.data, person().actor))
    except TooLate:
        raise _too_late() from None
    if found.booked_by.email:
        flash(_("Der Termin ist abgesagt. Die Bürgerin oder der Bürger bekommt eine E-Mail mit dem Grund."), "success")
    else:
        flash(_("Der Termin ist abgesagt. Es gibt keine E-Mail-Adresse: Bitte sagen Sie selbst Bescheid."), "warning")
    return redirect(page_after(appointment_id), code=303)


@pages.post("/termin/<uuid:appointment_id>/ausgang")
@staff("clerk", "supervisor")
def settle(appointment_id: UUID) -> Page:
    """Note that nobody came, or that it took place in another way."""
    _found(appointment_id)
    outcomes: dict[str, Outcome] = {"missed": "missed", "late": "late"}
    outcome = outcomes.get(request.form.get("ausgang", ""), "done")
    try:
        with work() as unit:
            settle_by_hand(unit, appointment_id, outcome, person().actor)
    except TooSoon:
        flash(_("Der Termin hat noch nicht begonnen. Bitte warten Sie bis dahin."), "warning")
    except TooLate:
        flash(_("Wie dieser Termin ausging, steht schon fest."), "warning")
    else:
        flash(str(NOTED[outcome]), "success")
    return redirect(url_for(".one", appointment_id=appointment_id), code=303)


def _day(complaint: str = "") -> str:
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        day = _wanted_day(today)
        listed, returned = unit.appointments.on_day(day), len(unit.bounces.open())
    wanted = request.args.get("stand", "")
    filters = [("", _("Alle"), len(listed))]
    filters += [(state, str(label), sum(found.outcome == state for found in listed)) for state, label in STATES.items()]
    return render_template(
        "booking/staff_day.html",
        day=day,
        around=(day - timedelta(days=1), today, day + timedelta(days=1)),
        appointments=[found for found in listed if wanted in ("", found.outcome)],
        filters=filters,
        wanted=wanted,
        number=request.args.get("nummer", ""),
        complaint=complaint,
        returned=returned,
        states=STATES,
        kinds=KINDS,
    )


def _wanted_day(today: date) -> date:
    """Return the day of the address; one that cannot be read, or at the end of the calendar, is today."""
    try:
        day = date.fromisoformat(request.args.get("tag", ""))
    except ValueError:
        return today
    return day if date.min < day < date.max else today


def _cancel_page(appointment_id: UUID, form: RegretForm) -> str:
    found = _seen(appointment_id, "saw appointment")
    with work() as unit:
        if not found.may_change(unit.clock()):
            raise _too_late()
    return render_template("booking/staff_cancel.html", appointment=found, form=form, back=page_after(appointment_id))


def _found(appointment_id: UUID) -> Appointment:
    with work() as unit:
        found: Appointment | None = unit.appointments.find(appointment_id)
    if found is None or found.state == "held":
        raise Refusal(404, slug="not-found")
    return found


def _seen(appointment_id: UUID, action: str) -> Appointment:
    found = _found(appointment_id)
    with work() as unit:
        unit.audit(action, appointment_id, person().actor)
    return found


def _may_recall(found: Appointment, now: datetime) -> bool:
    begun = found.state == "confirmed" and found.begins_at <= now
    return (begun or found.state == "missed") and now - found.begins_at <= RECALLED_WITHIN


def _too_late() -> Refusal:
    return Refusal(
        409,
        _("Dieser Termin lässt sich nicht mehr ändern"),
        _("Er hat schon begonnen, ist vorbei oder abgesagt."),
        slug="too-late",
    )
