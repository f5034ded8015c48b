"""The supervisor's view of the audit: search it, follow the chain."""

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from chassis.web.auth import staff
from chassis.web.forms import Form
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.domain.audit import Noted
from identity.entrypoints.forms import require_id
from identity.entrypoints.texts.audit_texts import ACTIONS, ACTORS, STAFF, actor_name, details_of
from identity.use_cases.supervise import Search, search_audit, verify_audit

WEEK = timedelta(days=7)
audit_pages = Blueprint("audit_pages", __name__, url_prefix="/verwaltung/identity/protokoll")


class SearchForm(Form):
    """What is looked for."""

    appointment = StringField(_("Kennung des Termins"), validators=[Optional()])
    actor = SelectField(_("Wer gehandelt hat"), validate_choice=False)
    first = DateField(_("Vom"), validators=[InputRequired()])
    last = DateField(_("Bis"), validators=[InputRequired()])

    def validate_appointment(self, field: StringField) -> None:
        """Refuse what is no id."""
        require_id(field)

    def validate_last(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(gettext("Der letzte Tag liegt vor dem ersten."))


@audit_pages.get("")
@staff("supervisor")
def ask() -> str:
    """Show the form; links from other pages fill in which appointment or whose actions it is about."""
    asked = request.args
    return _page(SearchForm(formdata=None, appointment=asked.get("termin", ""), actor=asked.get("wer", "")), None)


@audit_pages.post("")
@staff("supervisor")
def search() -> str | tuple[str, int]:
    """Show what was found; searching is noted, so it is no GET."""
    form = SearchForm()
    if not form.validate_on_submit():
        return _page(form, None), 422
    appointment = UUID(form.appointment.data) if form.appointment.data else None
    wanted = Search(appointment, form.actor.data or "", form.first.data, form.last.data)
    with work() as unit:
        rows = search_audit(unit, wanted, require_role(("supervisor",)).actor)
    return _page(form, rows)


@audit_pages.post("/pruefen")
@staff("supervisor")
def verify() -> Response:
    """Follow the chain and say how it stands."""
    with work() as unit:
        verdict = verify_audit(unit, require_role(("supervisor",)).actor)
    if verdict.sound:
        text = gettext(
            "Das Protokoll ist unverändert: %(rows)s Einträge, Prüfsumme %(head)s.",
            rows=verdict.rows,
            head=verdict.head[:16] or "–",
        )
        flash(text, "success")
    elif verdict.broken_at is not None:
        flash(gettext("Das Protokoll wurde verändert, ab Eintrag %(place)s.", place=verdict.broken_at), "danger")
    else:
        flash(gettext("Zu %(count)s Einträgen wurden Einzelheiten ausgetauscht.", count=verdict.exchanged), "danger")
    return redirect(url_for(".ask"), code=303)


def _page(form: SearchForm, rows: list[Noted] | None) -> str:
    with work() as unit:
        today: date = unit.clock().astimezone(unit.tenant.zone).date()
        actors = ACTORS | {f"{STAFF}{subject}": name for subject, name in unit.names.known().items()}
    if not form.first.data and not form.first.errors:
        form.first.data, form.last.data = today - WEEK, today
    asked = form.actor.data or ""
    form.actor.choices = [("", _("alle")), *(actors | {asked: actor_name(asked, actors)} if asked else actors).items()]
    told = {"actions": ACTIONS, "actor_name": lambda actor: actor_name(actor, actors), "details_of": details_of}
    return render_template("identity/audit.html", form=form, rows=rows, **told)
