"""Calling off many appointments at once: where and when, what that meets, then the reason; and how far it is."""

from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from booking.domain.appointment import Appointment
from booking.domain.catalogue import Section
from booking.domain.outage import Outage
from booking.entrypoints.pages.reading import person
from booking.entrypoints.staff_forms import OutageForm
from booking.use_cases.call_off_outage import announce_outage
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _

pages = Blueprint("outages", __name__, url_prefix="/verwaltung/booking/ausfall")
Page = str | tuple[str, int] | Response
NEWEST = 10


@pages.get("")
@staff("supervisor", "administrator")
def ask() -> str:
    """Ask for the place and the days."""
    return _ask(_form())


@pages.post("")
@staff("supervisor", "administrator")
def announce() -> Page:
    """Show what would be called off; once that was seen and confirmed with a reason, do it."""
    form = _form()
    if not form.validate():
        return _ask(form), 422
    told = _outage(form)
    with work() as unit:
        met = unit.outages.met_by(told, unit.clock())
    if form.wants_preview or form.seen.data != str(len(met)):
        return _preview(form, met)
    with work() as unit:
        announce_outage(unit, told, person().name)
    return redirect(url_for(".show", outage_id=told.id), code=303)


@pages.get("/<uuid:outage_id>")
@staff("supervisor", "administrator")
def show(outage_id: UUID) -> str:
    """Show how far it is, and whom nobody could write to."""
    with work() as unit:
        found = unit.outages.find(outage_id)
        if found is None:
            raise Refusal(404, slug="not-found")
        left = unit.outages.met_by(found, unit.clock())
        called_off = unit.outages.called_off(found)
        places = dict(_places_of(unit.catalogue))
    silent = [one for one in called_off if not one.booked_by.email]
    return render_template(
        "booking/staff_outage.html",
        outage=found,
        left=left,
        done=len(called_off),
        silent=silent,
        place=_place(found, places),
    )


def _form() -> OutageForm:
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        return OutageForm().offer(_places_of(unit.catalogue), today)


def _places_of(section: Section) -> list[tuple[str, str]]:
    """Return what can be chosen: each office, and each desk of it."""
    found: list[tuple[str, str]] = []
    for office in section.offices:
        found.append((office.key, _("%(office)s (ganzer Standort)", office=office.name)))
        found += [(f"{office.key}/{desk.key}", f"{office.name}: {desk.name}") for desk in office.desks if not desk.demo]
    return found


def _outage(form: OutageForm) -> Outage:
    office, _slash, desk = str(form.place.data).partition("/")
    return Outage(
        id=uuid4(),
        office=office,
        desk=desk or None,
        first=form.first.data,
        last=form.last.data,
        reason=form.reason.data or "",
        actor=person().actor,
    )


def _ask(form: OutageForm) -> str:
    with work() as unit:
        newest, places = unit.outages.newest(NEWEST), dict(_places_of(unit.catalogue))
    told = [(one, _place(one, places)) for one in newest]
    return render_template("booking/staff_outages.html", form=form, newest=told)


def _preview(form: OutageForm, met: tuple[Appointment, ...]) -> str:
    changed = not form.wants_preview
    form.seen.data = str(len(met))
    form.reason.flags.required = True
    place = dict(form.place.choices or [])[form.place.data]
    return render_template("booking/staff_outage_preview.html", form=form, met=met, place=place, changed=changed)


def _place(told: Outage, places: dict[str, str]) -> str:
    key = f"{told.office}/{told.desk}" if told.desk else told.office
    return places.get(key, key)
