"""The administrator's page for the register's list: import it, see how large and old it is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from chassis.web.auth import staff
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from chassis.web.uploads import takes_files
from identity.entrypoints.acting import outside
from identity.entrypoints.register_list import PERSON, TOPIC_OF, BadList, read_list
from identity.use_cases.import_register import import_register

MEGABYTES = 25
register_pages = Blueprint("register_pages", __name__, url_prefix="/verwaltung/identity/register")


@register_pages.get("")
@staff("administrator")
def show() -> str:
    """Show how the list stands."""
    return _page([])


@register_pages.post("")
@staff("administrator")
@takes_files(MEGABYTES)
def replace() -> str | tuple[str, int] | Response:
    """Put a new list in place of the old one."""
    sent = request.files.get("liste")
    content = sent.read() if sent else b""
    if not content:
        return _page([gettext("Bitte wählen Sie eine Datei aus.")]), 422
    try:
        persons = read_list(content)
    except BadList as error:
        return _page(_faults(error)), 422
    if not persons:
        return _page([gettext("In der Datei steht keine Person.")]), 422
    with work() as unit:
        count = import_register(unit, outside(), persons, require_role(("administrator",)).actor)
    flash(gettext("Die Liste ist übernommen: %(count)s Personen.", count=count), "success")
    return redirect(url_for(".show"), code=303)


def _page(faults: list[str]) -> str:
    with work() as unit:
        standing, source = unit.register.standing(), unit.catalogue.register_source
    return render_template(
        "identity/register.html",
        form=FlaskForm(),
        faults=faults,
        standing=standing,
        source=source,
        columns=[*PERSON, *TOPIC_OF],
    )


def _faults(error: BadList) -> list[str]:
    told = [gettext("Die Spalte „%(name)s“ fehlt.", name=name) for name in error.columns]
    return told + [
        gettext("Zeile %(line)s: „%(name)s“ ist nicht zu verstehen.", line=one.line, name=one.column)
        for one in error.lines
    ]
