"""The file of one case for staff: where it stands, what is to do, every step that it took."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import current_staff, staff
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.entrypoints.answering import refusing
from fulfilment.entrypoints.task_words import ACTORS, EVENTS, TASKS
from fulfilment.entrypoints.words import KINDS, STATES
from fulfilment.use_cases.queries import case_view
from fulfilment.use_cases.report_returned_mail import report_returned_mail

pages = Blueprint("case_file", __name__, url_prefix="/verwaltung/fulfilment/vorgaenge")


@pages.get("/<uuid:case_id>")
@staff("clerk", "supervisor")
@refusing
def show(case_id: UUID) -> Response:
    """Show the file; who looked is kept."""
    with work() as unit:
        view = case_view(unit, unit.cases.get(case_id).appointment_id, case_id)
        history = unit.steps.of_case(case_id)
        tasks = unit.tasks.open_of(case_id)
        person = current_staff()
        unit.audit("case.viewed", case_id, person.actor if person else "")
    page = render_template(
        "fulfilment/case_file.html",
        view=view,
        case=view.case,
        history=history,
        tasks=tasks,
        states=STATES,
        kinds=KINDS,
        events=EVENTS,
        actors=ACTORS,
        titles=TASKS,
    )
    return make_response(page)


@pages.post("/<uuid:case_id>/ruecklaeufer")
@staff("clerk", "supervisor")
@refusing
def mail_returned(case_id: UUID) -> AnyResponse:
    """Note that the letter of this case has come back."""
    person = current_staff()
    with work() as unit:
        report_returned_mail(unit, case_id, person.actor if person else "")
    flash(_("Notiert. Unter „Zu tun“ steht jetzt, dass der Rückläufer zu klären ist."), "success")
    return redirect(url_for(".show", case_id=case_id), code=303)
