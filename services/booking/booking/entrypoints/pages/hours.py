"""Opening hours, closures and staffing: seen, changed with a preview of what that does, and taken back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from booking.domain.catalogue import Section
from booking.entrypoints.pages.reading import person, ports
from booking.entrypoints.staff_hours_forms import DeskForm, OfficeForm
from booking.entrypoints.staff_hours_words import changes_told, closure_told, closures_of, rule_told
from booking.use_cases.change_hours import (
    ChangedMeanwhile,
    Place,
    UnusableHours,
    store_hours,
    with_changes,
    with_offices_of,
)
from booking.use_cases.foresee_hours import foresee_hours
from booking.use_cases.move_appointment import Mover
from booking.use_cases.move_orphans import move_orphans, orphaned, orphans_with_times
from chassis.web.auth import staff
from chassis.web.catalogue_pages import ReasonForm
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import gettext as _
from chassis.web.words import ngettext

pages = Blueprint("hours", __name__, url_prefix="/verwaltung/booking/zeiten")
Page = str | tuple[str, int] | Response
Change = Callable[[Section], Section]

for words in (rule_told, closure_told, closures_of):
    pages.add_app_template_filter(words)


@pages.get("")
@staff("supervisor", "administrator")
def show() -> str:
    """Show when offices and desks are open, who sits there, and the earlier versions."""
    with work() as unit:
        section, versions, left = unit.catalogue, unit.catalogue_versions(), orphaned(unit)
    names = {one.key: one.name for one in section.procedures}
    return render_template(
        "booking/staff_hours.html",
        section=section,
        versions=versions,
        left=len(left),
        names=names,
    )


@pages.get("/<office>")
@pages.get("/<office>/<desk>")
@staff("supervisor", "administrator")
def edit(office: str, desk: str | None = None) -> str:
    """Show the form of an office, or of one of its desks."""
    with work() as unit:
        section, newest = unit.catalogue, _newest(unit)
    return _editor(section, Place(office, desk), _form(section, Place(office, desk), typed=False), newest)


@pages.post("/<office>")
@pages.post("/<office>/<desk>")
@staff("supervisor", "administrator")
def change(office: str, desk: str | None = None) -> Page:
    """Show what the change would do; once that was seen and has a reason, store it."""
    place = Place(office, desk)
    with work() as unit:
        section, newest = unit.catalogue, _newest(unit)
    form = _form(section, place, typed=True)
    based_on = request.form.get("fassung", newest, type=int)
    if not form.validate():
        return _editor(section, place, form, based_on), 422
    try:
        return _previewed(lambda current: with_changes(current, place, form.told()), based_on)
    except UnusableHours as error:
        return _editor(section, place, form, based_on, error.reasons), 422


@pages.post("/fassung/<int:number>")
@staff("supervisor", "administrator")
def restore(number: int) -> Page:
    """Show what it would do to take the hours of an older version again, then store them."""
    with work() as unit:
        try:
            older, newest = unit.catalogue_of(number), _newest(unit)
        except LookupError:
            raise Refusal(404, slug="not-found") from None
    try:
        based_on = request.form.get("fassung", newest, type=int)
        return _previewed(lambda current: with_offices_of(current, older), based_on)
    except UnusableHours as error:
        raise Refusal(
            409, _("Diese Fassung passt nicht mehr zu den heutigen Leistungen"), error.reasons[0], slug="unusable-hours"
        ) from None


@pages.get("/betroffen")
@staff("supervisor", "administrator")
def orphans() -> str:
    """Show the appointments for which nobody is there, each with the nearest times."""
    with work() as unit:
        found, all_ = orphans_with_times(unit), len(orphaned(unit))
    return render_template("booking/staff_orphans.html", found=found, all_of_them=all_)


@pages.post("/betroffen")
@staff("supervisor", "administrator")
def move_all() -> Page:
    """Move them all to their nearest times."""
    moved, stay = move_orphans(work, Mover(person().actor), ports())
    flash(
        ngettext("Ein Termin ist verschoben.", "%(num)d Termine sind verschoben.", moved),
        "success" if moved else "warning",
    )
    if stay:
        flash(ngettext("Ein Termin bleibt übrig.", "%(num)d Termine bleiben übrig.", stay), "warning")
    return redirect(url_for(".orphans"), code=303)


def _previewed(change: Change, based_on: int) -> Page:
    """Show what a change would do, or store it where that was seen and a reason is given."""
    form, stores = ReasonForm(), request.form.get("schritt") == "speichern"
    if not stores:
        form.note.data = ""
    with work() as unit:
        if stores:
            unit.hold_catalogue()
        section = unit.catalogue
        after = change(section)
        if stores and form.validate():
            _store(unit, after, based_on, form.note.data or "")
            left = len(orphaned(unit))
            flash(_("Gespeichert. Die neuen Zeiten gelten ab sofort."), "success")
            return redirect(url_for(".orphans") if left else url_for(".show"), code=303)
        foreseen = foresee_hours(unit, after)
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _OURS]
    return render_template(
        "booking/staff_hours_preview.html",
        form=form,
        changes=changes_told(section, after),
        foreseen=foreseen,
        typed=typed,
        based_on=based_on,
    )


_OURS = ("csrf_token", "schritt", "note", "fassung")


def _store(unit: Any, section: Section, based_on: int, note: str) -> None:  # noqa: ANN401 - the web process's unit
    try:
        store_hours(unit, section, based_on, person().name, note)
    except ChangedMeanwhile:
        title = _("Inzwischen wurde eine andere Fassung gespeichert")
        raise Refusal(409, title, slug="catalogue-changed-meanwhile") from None


def _newest(unit: Any) -> int:  # noqa: ANN401 - the web process's unit
    versions = unit.catalogue_versions()
    return int(versions[0].number) if versions else 0


def _form(section: Section, place: Place, *, typed: bool) -> OfficeForm | DeskForm:
    office = next((one for one in section.offices if one.key == place.office), None)
    desk = next((one for one in office.desks if one.key == place.desk), None) if office else None
    if office is None or (place.desk and desk is None):
        raise Refusal(404, slug="not-found")
    if desk is None:
        return OfficeForm() if typed else OfficeForm.of(office)
    return (DeskForm() if typed else DeskForm.of(desk)).offer(section.procedures)


def _editor(
    section: Section, place: Place, form: OfficeForm | DeskForm, based_on: int, faults: list[str] | None = None
) -> str:
    office = section.office_of(place.office)
    desk = next((one for one in office.desks if one.key == place.desk), None)
    return render_template(
        "booking/staff_hours_edit.html",
        form=form,
        office=office,
        desk=desk,
        based_on=based_on,
        faults=faults or [],
        town=current_tenant().name,
    )
