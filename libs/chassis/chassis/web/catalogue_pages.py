"""The administrator's page of a service's catalogue: edit or upload, see what would change, store, go back.

Nothing is stored unseen: every text is checked first and shown as differences, with what they would do to what exists.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from pydantic import BaseModel
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from chassis import catalogue
from chassis.persistence.sections import BadCatalogue, Sections, Version
from chassis.web.auth import current_staff, staff
from chassis.web.forms import Form
from chassis.web.house import house
from chassis.web.problems import Refusal
from chassis.web.staff_catalogue_texts import fault_texts
from chassis.web.tenant import current_tenant
from chassis.web.words import _, gettext

Fault = tuple[str, str]


@dataclass(frozen=True)
class CatalogueAdministration:
    """What the pages need of a service: its sections, what follows a new version, and what one would do."""

    sections: Sections
    on_catalogue: Callable[[Any], None] | None = None
    foresee: Callable[[Any, BaseModel], Sequence[str]] | None = None


class EditForm(Form):
    """A section as text, or as a file that takes the text's place."""

    text = TextAreaField(_("Einstellungen als Text (YAML)"), [Length(max=catalogue.LARGEST)])
    file = FileField(_("oder eine Datei hochladen"))


class ReasonForm(Form):
    """Why a new version is stored."""

    note = StringField(
        _("Warum ändern Sie das?"),
        [DataRequired(), Length(max=200)],  # spaces alone are no reason
        description=_("Für die Liste der Fassungen, zum Beispiel: Öffnungszeiten im Advent."),
    )


class StoreForm(ReasonForm):
    """A text that was seen as differences, with the reason for it."""

    text = HiddenField()
    based_on = HiddenField()


pages = Blueprint("catalogue", __name__)
"""Registered below `/verwaltung/<service>/katalog` of each service."""

EXTENSION = "catalogue_administration"
_WHOLE = {"tenant", "version", "booking", "identity", "video", "billing", "fulfilment"}
"""The names of a whole document, of which only this service's section counts."""


@pages.get("")
@staff("administrator")
def show() -> str:
    """Show the current version, or the older one that is asked for, as a text to edit."""
    with _open() as unit:
        versions = _versions(unit)
        wanted = request.args.get("fassung", type=int) or _newest(versions)
        form = EditForm(text=catalogue.written(_written(unit, wanted)) if wanted else "")
    return _editor(form, versions, wanted)


@pages.get("/<int:version>.yaml")
@staff("administrator")
def download(version: int) -> Response:
    """Return a version as a file."""
    with _open() as unit:
        text = catalogue.written({house().service: _written(unit, version)})
    name = f"{current_tenant().key}-{house().service}-{version}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="application/yaml", headers=headers)


@pages.post("/pruefen")
@staff("administrator")
def check() -> str | tuple[str, int]:
    """Show what a text would change, or what is wrong with it."""
    form = EditForm()
    if uploaded := form.file.data:
        form.text.data = uploaded.read(catalogue.LARGEST + 1).decode("utf-8", errors="replace")
    section, faults = _judged(form.text.data or "")
    with _open() as unit:
        versions = _versions(unit)
        if section is None:
            return _editor(form, versions, _newest(versions), faults), 422
        told = StoreForm(formdata=None, text=form.text.data, based_on=str(_newest(versions)))
        return _differences(unit, section, told)


@pages.post("")
@staff("administrator")
def store() -> AnyResponse | tuple[str, int]:
    """Store a text as the next version, unless somebody stored another one meanwhile."""
    form = StoreForm()
    section, faults = _judged(form.text.data or "")
    with _open() as unit:
        unit.hold_catalogue()
        versions = _versions(unit)
        if section is None:
            kept = EditForm(formdata=None, text=form.text.data)
            return _editor(kept, versions, _newest(versions), faults), 422
        # A press that a browser sent twice finds its own text: nobody is in the way.
        if form.based_on.data != str(_newest(versions)) and unit.catalogue != section:
            title = _("Inzwischen wurde eine andere Fassung gespeichert")
            raise Refusal(409, title, slug="catalogue-changed-meanwhile")
        if not form.validate():
            return _differences(unit, section, form), 422
        number = _store(unit, section, form.note.data or "")
    if number is None:
        flash(gettext("Es hat sich nichts geändert. Es bleibt bei der bisherigen Fassung."))
    else:
        flash(gettext("Fassung %(number)s ist gespeichert und gilt ab sofort.", number=number))
    return redirect(url_for(".show"), 303)


def _store(unit: Any, section: BaseModel, note: str) -> int | None:  # noqa: ANN401 - each service has its own unit
    person, ours = current_staff(), _administration()
    author = person.name if person else ""
    number: int | None = unit.store_catalogue(section, author, note)
    if number is not None and ours.on_catalogue is not None:
        ours.on_catalogue(unit)
    return number


def _judged(text: str) -> tuple[BaseModel | None, list[Fault]]:
    """Return the section that a text describes, or what is wrong with it; a whole document is accepted too."""
    service = house().service
    try:
        told = catalogue.read(text)
        section = told[service] if service in told and set(told) <= _WHOLE else told
        return _administration().sections.validate(section), []
    except catalogue.UnreadableText as error:
        place = gettext("Zeile %(line)s", line=error.line) if error.line else gettext("Text")
        return None, [(place, gettext("Das ist kein gültiges YAML: %(why)s", why=error))]
    except BadCatalogue as error:
        return None, fault_texts(error.faults)


def _editor(form: EditForm, versions: Sequence[Version], shown: int, faults: Sequence[Fault] = ()) -> str:
    told = {"form": form, "faults": faults, "versions": versions, "shown": shown}
    return render_template("chassis/catalogue/staff_edit.html", **told)


def _differences(unit: Any, section: BaseModel, form: StoreForm) -> str:  # noqa: ANN401 - each service has its own unit
    foresee, newest = _administration().foresee, int(form.based_on.data or 0)
    before = _written(unit, newest) if newest else {}
    return render_template(
        "chassis/catalogue/staff_differences.html",
        form=form,
        changes=catalogue.changes(before, section.model_dump(mode="json")),
        foreseen=foresee(unit, section) if foresee else (),
    )


def _administration() -> CatalogueAdministration:
    return cast("CatalogueAdministration", current_app.extensions[EXTENSION])


def _open() -> AbstractContextManager[Any]:
    return house().open_work(current_tenant())


def _versions(unit: Any) -> list[Version]:  # noqa: ANN401 - each service has its own unit
    return _administration().sections.history(unit.connection, unit.tenant.key)


def _newest(versions: Sequence[Version]) -> int:
    return versions[0].number if versions else 0


def _written(unit: Any, version: int) -> dict[str, Any]:  # noqa: ANN401 - each service has its own unit
    try:
        return _administration().sections.written(unit.connection, unit.tenant.key, version)
    except LookupError:
        abort(404)
