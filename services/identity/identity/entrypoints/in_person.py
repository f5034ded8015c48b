"""The page for the office: the person is there, the original document lies on the table."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from chassis.web.auth import staff
from chassis.web.forms import Form
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.domain.check import Person
from identity.domain.documents import Document, DocumentKind
from identity.domain.errors import NoCheck, NotOpen, ReasonMissing
from identity.domain.names import Names
from identity.domain.outcome import Seen
from identity.entrypoints import acting
from identity.entrypoints.forms import LONGEST_NAME
from identity.entrypoints.texts import document_texts
from identity.use_cases.verify_in_person import verify_in_person
from identity.use_cases.view_check import view_check

in_person = Blueprint("in_person", __name__, url_prefix="/identitaet/vor-ort")
in_person.register_error_handler(NoCheck, acting.refuse_unknown)


class InPersonForm(Form):
    """What the clerk reads on the document."""

    kind = RadioField(_("Art des Ausweises"), validators=[InputRequired()])
    state = SelectField(_("Ausgestellt von"), default="D")
    given_names = StringField(_("Vornamen"), validators=[Length(max=LONGEST_NAME)])
    family_name = StringField(_("Familienname"), validators=[InputRequired(), Length(max=LONGEST_NAME)])
    birth_date = DateField(_("Geburtsdatum"), validators=[InputRequired()])
    reason = StringField(_("Grund für eine Abweichung von der Buchung"), validators=[Length(max=200)])
    original = BooleanField(
        _("Der Ausweis liegt im Original vor, ist gültig und zeigt diese Person."),
        validators=[InputRequired(_("Bitte bestätigen Sie das, wenn es so ist."))],
    )


@in_person.get("/<uuid:appointment_id>")
@staff(*acting.STAFF)
def ask(appointment_id: UUID) -> str:
    """Show the form with the booked name."""
    return _page(appointment_id, None)


@in_person.post("/<uuid:appointment_id>")
@staff(*acting.STAFF)
def verify(appointment_id: UUID) -> str | tuple[str, int] | Response:
    """Say who it is."""
    form = _form()
    if not form.validate_on_submit():
        return _page(appointment_id, form), 422
    names = Names(form.given_names.data or "", form.family_name.data)
    document = Document(DocumentKind(form.kind.data), form.state.data)
    seen = Seen(Person(names, form.birth_date.data, form.reason.data or ""), document)
    try:
        with work() as unit:
            verify_in_person(unit, appointment_id, seen, require_role(acting.STAFF).actor)
    except ReasonMissing:
        form.reason.errors = [gettext("Der Name weicht von der Buchung ab. Bitte schreiben Sie kurz, warum.")]
        return _page(appointment_id, form), 422
    except NotOpen:
        flash(gettext("Für diesen Termin ist gerade nichts zu bestätigen."), "warning")
    else:
        flash(gettext("Die Identität ist vor Ort bestätigt. Der Vorgang geht weiter."), "success")
    return redirect(url_for(".ask", appointment_id=appointment_id), code=303)


def _form(**known: object) -> InPersonForm:
    form = InPersonForm(**known)
    with work() as unit:
        accepted = unit.catalogue.documents
    form.kind.choices = [(str(one.kind), document_texts.kind_name(one.kind)) for one in accepted]
    form.state.choices = list(document_texts.states())
    return form


def _page(appointment_id: UUID, form: InPersonForm | None) -> str:
    with work() as unit:
        check = view_check(unit, appointment_id, require_role(acting.STAFF).actor)
    booked = {"given_names": check.booked.given_names, "family_name": check.booked.family_name}
    return render_template("identity/in_person.html", check=check, form=form or _form(**booked))
