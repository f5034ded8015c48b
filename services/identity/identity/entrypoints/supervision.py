"""The supervisor's page: checks by clerk and outcome, alarms, and verified checks that can be revoked."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.domain.errors import NoCheck, NotOpen
from identity.domain.reasons import Revocation
from identity.entrypoints.forms import FindForm, RevokeForm
from identity.entrypoints.texts import document_texts, outcome_texts
from identity.entrypoints.texts.lock_texts import LOCKED_BY
from identity.use_cases import queries, supervise
from identity.use_cases.lock_questions import lock_tasks
from identity.use_cases.revoke_check import revoke_check
from identity.use_cases.view_check import view_check

supervision = Blueprint("supervision", __name__, url_prefix="/verwaltung/identity")


@supervision.get("")
@staff("supervisor")
def overview() -> str:
    """Show how checks ended, and those that stand."""
    return _overview(FindForm(formdata=None))


@supervision.post("")
@staff("supervisor")
def find() -> str | tuple[str, int] | Response:
    """Lead to the check of an appointment, also where the list does not show it."""
    form = FindForm()
    if not form.validate_on_submit():
        return _overview(form), 422
    appointment_id = UUID(form.appointment.data)
    try:
        with work() as unit:
            queries.check_of(unit, appointment_id)
    except NoCheck:
        form.appointment.errors = [_("Zu dieser Kennung gibt es keine Prüfung.")]
        return _overview(form), 422
    return redirect(url_for(".ask", appointment_id=appointment_id), code=303)


@supervision.get("/<uuid:appointment_id>")
@staff("supervisor")
def ask(appointment_id: UUID) -> str:
    """Ask why a check is taken back."""
    return _ask(appointment_id, _form())


@supervision.post("/<uuid:appointment_id>")
@staff("supervisor")
def revoke(appointment_id: UUID) -> str | tuple[str, int] | Response:
    """Take it back."""
    form = _form()
    if not form.validate_on_submit():
        return _ask(appointment_id, form), 422
    person = require_role(("supervisor",))
    try:
        with work() as unit:
            revoke_check(unit, appointment_id, Revocation(form.reason.data), person.actor)
    except NoCheck:
        raise Refusal(404, slug="not-found") from None
    except NotOpen:
        flash(_("Diese Prüfung war schon widerrufen."), "info")
    else:
        flash(_("Die Prüfung ist widerrufen. Die Vorgänge werden angehalten."), "success")
    return redirect(url_for(".overview"), code=303)


def _overview(form: FindForm) -> str:
    with work() as unit:
        revocable = queries.revocable_checks(unit)
        tallies, alarm = supervise.tallies(unit), unit.catalogue.alarm
        locks, names = lock_tasks(unit), unit.names.known()
    return render_template(
        "identity/supervision.html",
        revocable=revocable,
        most=queries.SHOWN,
        tallies=tallies,
        locks=locks,
        names=names,
        locked_by=LOCKED_BY,
        form=form,
        alarm=alarm,
        days=supervise.COUNTED_DAYS,
        levels=outcome_texts.LEVELS,
        document_texts=document_texts,
    )


def _form() -> RevokeForm:
    form = RevokeForm()
    form.reason.choices = [(str(reason), text) for reason, text in outcome_texts.REVOCATIONS.items()]
    return form


def _ask(appointment_id: UUID, form: RevokeForm) -> str:
    with work() as unit:
        try:
            check = view_check(unit, appointment_id, require_role(("supervisor",)).actor)
        except NoCheck:
            raise Refusal(404, slug="not-found") from None
    return render_template("identity/revoke.html", check=check, form=form, levels=outcome_texts.LEVELS)
