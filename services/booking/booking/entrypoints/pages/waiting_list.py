"""The waiting list: to join it, and the page behind the link of its mails."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from booking.domain.appointment import Appointment
from booking.domain.errors import HoldExpired, TooManyPersons, UnknownProcedure
from booking.domain.search import Town
from booking.domain.waiting import Waiting
from booking.entrypoints.pages.choice import wanted_choice
from booking.entrypoints.pages.private_link import access_by, keep_to_oneself
from booking.entrypoints.pages.reading import network, ports, wanted_procedures
from booking.entrypoints.time_words import PART_NAMES, WEEKDAY_NAMES
from booking.entrypoints.waiting_form import WaitingForm
from booking.use_cases.answer_offer import accept_offer, decline_offer, leave_waiting_list
from booking.use_cases.join_waiting_list import Reader, join_waiting_list
from booking.use_cases.waiting_link import WAITING
from chassis.web.auth import public
from chassis.web.language import current_language
from chassis.web.problems import Refusal
from chassis.web.tenant import work

pages = Blueprint("waiting_list", __name__, url_prefix="/termin/warteliste")
pages.after_request(keep_to_oneself)
Page = str | tuple[str, int] | AnyResponse


@pages.get("")
@public
def ask() -> Page:
    """Ask for an address and the times that would do."""
    return _join_page(_form())


@pages.post("")
@public
def join() -> Page:
    """Put the citizen on the list; the answer is the same whoever they are."""
    form = _form()
    if not form.validate():
        return _join_page(form)
    reader = Reader(form.email.data, current_language())
    try:
        with work() as unit:
            joined = join_waiting_list(unit, reader, form.wish(wanted_choice()), network(), ports())
    except (UnknownProcedure, TooManyPersons):
        return redirect(url_for("choosing.procedures"), code=303)
    if joined is None:
        raise Refusal(
            429,
            _("Das waren gerade zu viele Anfragen"),
            _("Bitte versuchen Sie es in einer Stunde noch einmal, oder rufen Sie uns an."),
            slug="too-many-requests",
            headers={"Retry-After": "3600"},
        )
    return redirect(url_for(".joined"), code=303)


@pages.get("/eingetragen")
@public
def joined() -> str:
    """Say what happens now; this page knows nobody."""
    return render_template("booking/waiting_joined.html")


@pages.get("/beendet")
@public
def left() -> str:
    """Say that the address is deleted; this page knows nobody."""
    return render_template("booking/waiting_left.html")


@pages.get("/<token>")
@public
def show(token: str) -> str:
    """Show the place in the line and the offer, if there is one; mail scanners may come, nothing changes."""
    return _show(token)


@pages.post("/annehmen")
@public
def accept() -> Page:
    """Take the offered time and lead on to the form of the details."""
    token = request.form.get("token", "")
    place = _place(token)
    try:
        with work() as unit:
            hold = accept_offer(unit, place.id)
    except HoldExpired:
        return _show(token, complaint=_("Dieses Angebot ist leider nicht mehr frei.")), 409
    return redirect(url_for("details.form", hold_id=hold.id), code=303)


@pages.post("/ablehnen")
@public
def decline() -> AnyResponse:
    """Let somebody else have the time and stay on the list."""
    token = request.form.get("token", "")
    place = _place(token)
    with work() as unit:
        decline_offer(unit, place.id)
    flash(_("Danke für die Antwort. Sie bleiben auf der Warteliste."), "success")
    return redirect(url_for(".show", token=token), code=303)


@pages.post("/verlassen")
@public
def leave() -> AnyResponse:
    """Take the citizen off the list."""
    place = _place(request.form.get("token", ""))
    with work() as unit:
        leave_waiting_list(unit, place.id)
    return redirect(url_for(".left"), code=303)


def _form() -> WaitingForm:
    with work() as unit:
        if unit.catalogue.waiting_list is None:
            raise Refusal(404)
        today = Town(unit.tenant.land, unit.tenant.zone).day_of(unit.clock())
        return WaitingForm().about(unit.catalogue, today)


def _join_page(form: WaitingForm) -> Page:
    try:
        with work() as unit:
            chosen = unit.catalogue.chosen(wanted_procedures())
    except UnknownProcedure:
        chosen = ()
    if not chosen:
        return redirect(url_for("choosing.procedures"), code=303)
    page = render_template("booking/waiting_join.html", form=form, chosen=chosen, choice=wanted_choice())
    return (page, 422) if form.errors else page


def _place(token: str) -> Waiting:
    """Return the place that the token opens: 404 if it is unknown, 410 if it is given up."""
    with work() as unit:
        row = access_by(unit, token, WAITING)
        found: Waiting | None = unit.waiting.find(row.grant.appointment_id) if row is not None else None
    if found is not None:
        return found
    if row is not None:
        raise Refusal(
            410,
            _("Sie stehen nicht mehr auf der Warteliste"),
            _("Ihr Eintrag ist gelöscht. Auf der Startseite können Sie einen Termin buchen oder sich neu eintragen."),
            slug="waiting-ended",
        )
    raise Refusal(
        404,
        _("Diesen Link kennen wir nicht"),
        _("Vielleicht wurde er nicht vollständig kopiert. Bitte öffnen Sie ihn direkt in Ihrer E-Mail."),
        slug="link-unknown",
    )


def _show(token: str, complaint: str = "") -> str:
    place = _place(token)
    with work() as unit:
        now = unit.clock()
        hold: Appointment | None = unit.appointments.find(place.hold) if place.hold else None
        names = [one.name for one in unit.catalogue.procedures if one.key in place.wish.procedures]
        offices = [one.name for one in unit.catalogue.offices if one.key in place.wish.offices]
    days = [str(WEEKDAY_NAMES[key]) for key in place.wish.weekdays]
    parts = [str(PART_NAMES[key]) for key in place.wish.parts]
    return render_template(
        "booking/waiting_place.html",
        token=token,
        place=place,
        offer=hold if hold is not None and place.is_offered(now) else None,
        held=hold if hold is not None and place.offered_until is None and hold.is_held(now) else None,
        wishes=[("procedures", names), ("offices", offices), ("weekdays", days), ("parts", parts)],
        complaint=complaint,
    )
