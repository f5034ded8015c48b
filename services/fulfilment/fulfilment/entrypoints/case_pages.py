"""The file of one case for staff: where it stands, what is to do, every step that it took."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template

from chassis.web.auth import current_staff, staff
from chassis.web.tenant import work
from fulfilment.entrypoints.answering import refusing
from fulfilment.entrypoints.task_words import ACTORS, EVENTS, TASKS
from fulfilment.entrypoints.words import KINDS, STATES
from fulfilment.use_cases.queries import case_view

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
