"""The citizen's panel in the call: reads along and confirms."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from chassis.web.auth import citizen, require_appointment
from chassis.web.tenant import work
from fulfilment.entrypoints.answering import refusing, standing, unless_unchanged
from fulfilment.entrypoints.words import KINDS, STATES, explanation
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.object_to_case import object_to_case
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.queries import CaseView, case_view, case_views, require_case

pages = Blueprint("reading", __name__, url_prefix="/vorgang/mitlesen/<uuid:appointment_id>")


@pages.get("")
@citizen("join", "case")
def panel(appointment_id: UUID) -> Response:
    """Show the panel with all cases."""
    require_appointment(appointment_id)
    with work() as unit:
        views = case_views(unit, appointment_id)
    stand = standing(views)
    return unless_unchanged(
        stand,
        lambda: render_template(
            "fulfilment/reading_panel.html",
            appointment_id=appointment_id,
            stand=stand,
            blocks=[_block(view) for view in views],
        ),
    )


@pages.get("/<uuid:case_id>")
@citizen("join", "case")
@refusing
def block(appointment_id: UUID, case_id: UUID) -> Response:
    """Show one case, if it has changed."""
    require_appointment(appointment_id)
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
    return unless_unchanged(standing(view), lambda: _block(view))


@pages.post("/<uuid:case_id>/bestaetigen")
@citizen("join", "case")
@refusing
def confirm(appointment_id: UUID, case_id: UUID) -> Response:
    """Record that the shown text is right."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        confirm_case(unit, appointment_id, case_id, request.form.get("digest", ""))
        return _now(unit, appointment_id, case_id)


@pages.post("/<uuid:case_id>/einwand")
@citizen("join", "case")
@refusing
def objection(appointment_id: UUID, case_id: UUID) -> Response:
    """Give the text back with what is wrong."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        object_to_case(unit, case_id, request.form.get("note", ""))
        return _now(unit, appointment_id, case_id)


def _now(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID) -> Response:
    return make_response(_block(case_view(unit, appointment_id, case_id)))


def _block(view: CaseView) -> str:
    return render_template(
        "fulfilment/reading_case.html",
        view=view,
        stand=standing(view),
        states=STATES,
        kinds=KINDS,
        explanation=explanation(view),
    )
