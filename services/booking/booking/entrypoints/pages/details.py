"""The third step: who comes. Whatever happens to the hold, what was typed goes along."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from booking.domain.appointment import Appointment
from booking.domain.errors import (
    AddressAskedTooOften,
    BookedTooOften,
    BookingError,
    ExtensionsUsedUp,
    HoldExpired,
    ProofMissing,
    TimeTaken,
    TooManyPersons,
    UnknownAppointment,
    UnknownProcedure,
)
from booking.domain.party import most_persons
from booking.domain.slot import Slot
from booking.entrypoints.forms import DetailsForm
from booking.entrypoints.pages.choice import Choice, choice_of, wanted_choice
from booking.entrypoints.pages.proof import sent_proof
from booking.entrypoints.pages.reading import click, network, ports, wanted_start, wanted_time
from booking.entrypoints.party_form import party_form
from booking.use_cases.confirm_within_limits import confirm_within_limits
from booking.use_cases.extend_hold import extend_hold
from booking.use_cases.hold_with_proof import hold_with_proof
from booking.use_cases.queries import FreeTimes, alternatives, free_times, interpreters_for
from booking.use_cases.queries import appointment as appointment_of
from booking.use_cases.release_hold import release_hold
from chassis.access import Grant
from chassis.web.auth import public
from chassis.web.citizen_access import remember_grant
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work

pages = Blueprint("details", __name__, url_prefix="/termin/angaben")
Page = str | tuple[str, int] | Response


@pages.get("/<uuid:hold_id>")
@public
def form(hold_id: UUID) -> Page:
    """Show the form with the time that is left."""
    try:
        with work() as unit:
            hold = appointment_of(unit, hold_id)
            now = unit.clock()
    except UnknownAppointment:
        raise _gone() from None
    if hold.state == "confirmed":
        return redirect(url_for("managing.confirmed", appointment_id=hold.id), code=303)
    if hold.citizen is not None and hold.is_held(now) and "aendern" not in request.args:
        return redirect(url_for("proving.wait", hold_id=hold.id), code=303)
    if not hold.is_held(now):
        return _other_times(_form(hold), hold_id, _expired(), choice=choice_of(hold)), 410
    return _details(_form(hold), hold)


@pages.post("/<uuid:hold_id>")
@public
def confirm(hold_id: UUID) -> Page:
    """Make the appointment firm; the answer carries the cookie that opens it."""
    typed = _form()
    try:
        with work() as unit:
            hold = appointment_of(unit, hold_id)
        typed = _form(hold)
        if not typed.validate():
            return _details(typed, hold), 422
        with work() as unit:
            booked = confirm_within_limits(unit, hold_id, typed.citizen(), network(), ports())
    except UnknownAppointment:
        return _other_times(typed, hold_id, _expired(), _("Es ist noch nichts gebucht.")), 409
    except HoldExpired:
        complaint, comfort = _expired(), _("Es ist noch nichts gebucht.")
        return _booked_before(hold_id) or (_other_times(typed, hold_id, complaint, comfort, lost=hold.begins_at), 409)
    except (AddressAskedTooOften, BookedTooOften) as error:
        return _details(typed, hold, warning=_too_often(error)), 429
    if booked.state == "held":
        return redirect(url_for("proving.wait", hold_id=booked.id), code=303)
    response = make_response(redirect(url_for("managing.confirmed", appointment_id=booked.id), code=303))
    remember_grant(response, Grant(current_tenant().key, booked.id, "manage", booked.epoch))
    return response


@pages.post("/<uuid:hold_id>/verlaengern")
@public
def extend(hold_id: UUID) -> Page:
    """Give the citizen more time and show the form as it was."""
    typed = _form()
    try:
        with work() as unit:
            return _details(typed, extend_hold(unit, hold_id), notice=_("Sie haben wieder mehr Zeit."))
    except ExtensionsUsedUp:
        with work() as unit:
            return _details(
                typed, appointment_of(unit, hold_id), warning=_("Länger können wir die Zeit nicht freihalten.")
            )
    except (UnknownAppointment, HoldExpired):
        return _booked_before(hold_id) or (_other_times(typed, hold_id, _expired()), 409)


@pages.post("/<uuid:hold_id>/zeiten")
@public
def other_times(hold_id: UUID) -> Page:
    """Show free times; the hold stays until another time is picked."""
    return _other_times(_form(), hold_id)


@pages.post("/<uuid:hold_id>/neu")
@public
def exchange(hold_id: UUID) -> Page:
    """Take another time in place of the held one and show the form as it was."""
    typed, begins_at = _form(), wanted_time()
    if begins_at is None:
        return _other_times(typed, hold_id)
    try:
        with work() as unit:
            release_hold(unit, hold_id)
            held = hold_with_proof(unit, wanted_choice().wish(begins_at, click()), sent_proof(), ports())
    except TimeTaken:
        lost = _("Diese Zeit hat gerade jemand anderes genommen. Bitte wählen Sie eine andere.")
        return _other_times(typed, hold_id, lost, lost=begins_at), 409
    except ProofMissing:
        return _other_times(typed, hold_id, _("Bitte wählen Sie die Zeit noch einmal")), 422
    except (UnknownProcedure, TooManyPersons):
        raise _gone() from None
    return _details(typed, held, notice=_("Die neue Zeit ist für Sie reserviert."))


def _form(hold: Appointment | None = None) -> DetailsForm:
    """Return the form for the persons and procedures of the hold, or of the page if the hold is gone."""
    choice = choice_of(hold) if hold is not None else wanted_choice()
    with work() as unit:
        known = [one for one in unit.catalogue.procedures if one.key in choice.procedures]
        persons = max(1, min(choice.persons, most_persons(known)))
        wanted = request.args.get("dolmetschen")
        return party_form(known, persons).offer(interpreters_for(unit, hold), wanted)


def _booked_before(hold_id: UUID) -> Response | None:
    """Lead to the appointment whoever went back to the form after booking; only their cookie opens it."""
    with work() as unit:
        found = unit.appointments.find(hold_id)
    if found is None or found.state != "confirmed":
        return None
    flash(_("Ihr Termin ist schon gebucht. Diese Änderung wurde nicht übernommen."), "info")
    return redirect(url_for("managing.confirmed", appointment_id=hold_id), code=303)


def _too_often(error: BookingError) -> str:
    if isinstance(error, AddressAskedTooOften):
        return str(_("Zu dieser Reservierung haben wir schon genug E-Mails geschickt."))
    return str(
        _(
            "Mit dieser E-Mail-Adresse, dieser Telefonnummer oder von diesem Anschluss wurde heute schon sehr viel "
            "gebucht. Bitte rufen Sie uns an: %(phone)s",
            phone=current_tenant().phone,
        )
    )


def _details(typed: DetailsForm, hold: Appointment, notice: str = "", warning: str = "") -> str:
    with work() as unit:
        now = unit.clock()
    return render_template(
        "booking/details.html",
        form=typed,
        hold=hold,
        choice=choice_of(hold),
        notice=notice or warning,
        kind="warning" if warning else "success",
        seconds=_left(hold, now),
    )


def _left(hold: Appointment, now: datetime) -> int:
    return max(int((hold.held_until - now).total_seconds()), 0) if hold.held_until else 0


def _other_times(  # noqa: PLR0913 - each says one thing about the page
    typed: DetailsForm,
    hold_id: UUID,
    complaint: str = "",
    comfort: str = "",
    *,
    choice: Choice | None = None,
    lost: datetime | None = None,
) -> str:
    """Show free times with everything that was typed, the nearest to a `lost` one first.

    `choice` is given where no form has told it.
    """
    choice = choice or wanted_choice()
    try:
        found = _find(choice)
    except (UnknownProcedure, TooManyPersons):
        raise _gone() from None
    with work() as unit:
        chosen = unit.catalogue.chosen(choice.procedures)
    return render_template(
        "booking/other_times.html",
        form=typed,
        hold_id=hold_id,
        choice=choice,
        near=_near(choice, lost),
        found=found,
        chosen=chosen,
        complaint=complaint,
        comfort=comfort,
        kept=bool(request.form),
    )


def _find(choice: Choice) -> FreeTimes:
    if not choice.procedures:
        raise UnknownProcedure
    with work() as unit:
        return free_times(unit, choice.procedures, wanted_start(), persons=choice.persons)


def _near(choice: Choice, lost: datetime | None) -> tuple[Slot, ...]:
    if lost is None:
        return ()
    with work() as unit:
        return alternatives(unit, choice.procedures, lost, persons=choice.persons)


def _expired() -> str:
    return str(_("Ihre Reservierung ist abgelaufen."))


def _gone() -> Refusal:
    return Refusal(
        410,
        _("Diese Reservierung gibt es nicht mehr"),
        _("Die Zeit ist wieder für alle frei, es ist nichts gebucht. Bitte wählen Sie auf der Startseite neu."),
        slug="hold-gone",
    )
