"""The clerk's panel beside the call: all cases of the appointment."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from chassis.web.auth import current_staff, staff
from chassis.web.tenant import work
from fulfilment.domain.case import Case
from fulfilment.domain.judgement import Judgement
from fulfilment.entrypoints.answering import refusing, standing, unless_unchanged
from fulfilment.entrypoints.forms import asked_now, case_form, questions_of, typed_answers
from fulfilment.entrypoints.person_form import PersonForm, person_form
from fulfilment.entrypoints.task_words import RIGHTS
from fulfilment.entrypoints.words import KINDS, STATES, WAITS_FOR
from fulfilment.use_cases.complete_advice import complete_advice
from fulfilment.use_cases.correct_person import correct_person
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.queries import CaseView, case_view, case_views, require_case
from fulfilment.use_cases.revise_case import revise_case
from fulfilment.use_cases.save_draft import save_draft

NOTHING_NEW, INVALID = 204, 422
pages = Blueprint("desk", __name__, url_prefix="/vorgang/arbeitsplatz/<uuid:appointment_id>")


@pages.get("")
@staff("clerk", "supervisor")
def panel(appointment_id: UUID) -> Response:
    """Show the panel with all cases."""
    with work() as unit:
        views = case_views(unit, appointment_id)
        if views:
            unit.audit("cases.viewed", appointment_id, _actor())
    stand = standing(views)
    return unless_unchanged(
        stand,
        lambda: render_template(
            "fulfilment/desk_panel.html",
            appointment_id=appointment_id,
            stand=stand,
            blocks=[_block(view, view.case.answers) for view in views],
        ),
    )


@pages.get("/<uuid:case_id>")
@staff("clerk", "supervisor")
@refusing
def block(appointment_id: UUID, case_id: UUID) -> Response:
    """Show one case, if it has changed."""
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
    return unless_unchanged(standing(view), lambda: _block(view, view.case.answers))


@pages.get("/<uuid:case_id>/bekannt")
@staff("clerk", "supervisor")
@refusing
def known(appointment_id: UUID, case_id: UUID) -> Response:
    """Show beside a form that is being typed what has come in; a case that has gone on is shown whole."""
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
    if not _editing(view.case):
        response = make_response(_block(view, view.case.answers))
        response.headers["HX-Retarget"] = f"#case-{case_id}"
        return response
    stand = _known(view)
    return unless_unchanged(stand, lambda: render_template("fulfilment/desk_known.html", view=view, known=stand))


@pages.post("/<uuid:case_id>/entwurf")
@staff("clerk", "supervisor")
@refusing
def draft(appointment_id: UUID, case_id: UUID) -> Response:
    """Keep what is typed, and ask anew if other questions follow from it than the page shows.

    Whose answer was overtaken by the next one never draws the form; so it is the page's questions that count, not which
    one has just been answered.
    """
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
        save_draft(unit, case_id, typed_answers(view.procedure.form))
        view = case_view(unit, appointment_id, case_id)
    if request.form.get("asked") == asked_now(view, view.case.answers):
        return make_response("", NOTHING_NEW)
    return make_response(_block(view, view.case.answers))


@pages.post("/<uuid:case_id>/zeigen")
@staff("clerk", "supervisor")
@refusing
def prepare(appointment_id: UUID, case_id: UUID) -> Response:
    """Lay the text before the citizen, or say what is missing."""
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
        typed = typed_answers(view.procedure.form)
        save_draft(unit, case_id, typed)
        judgement = prepare_case(unit, case_id, typed, _actor())
        view = case_view(unit, appointment_id, case_id)
    shown = _block(view, typed, judgement)
    return make_response(shown, 200 if judgement.stands else INVALID)


@pages.post("/<uuid:case_id>/person")
@staff("clerk", "supervisor")
@refusing
def correct(appointment_id: UUID, case_id: UUID) -> Response:
    """Put right what is known of the person, with the reason."""
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
        form = person_form(view, sent=True)
        stands = form.validate_on_submit()
        if stands:
            correct_person(unit, case_id, form.typed, _actor())
            view = case_view(unit, appointment_id, case_id)
    shown = _block(view, view.case.answers, person=None if stands else form)
    return make_response(shown, 200 if stands else INVALID)


@pages.post("/<uuid:case_id>/aendern")
@staff("clerk", "supervisor")
@refusing
def revise(appointment_id: UUID, case_id: UUID) -> Response:
    """Open the form again."""
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        revise_case(unit, case_id, _actor())
        return _now(unit, appointment_id, case_id)


@pages.post("/<uuid:case_id>/beraten")
@staff("clerk", "supervisor")
@refusing
def advise(appointment_id: UUID, case_id: UUID) -> Response:
    """End a case of advice."""
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        complete_advice(unit, case_id, _actor())
        return _now(unit, appointment_id, case_id)


def _now(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID) -> Response:
    view = case_view(unit, appointment_id, case_id)
    return make_response(_block(view, view.case.answers))


def _block(
    view: CaseView, typed: dict[str, str], judgement: Judgement | None = None, *, person: PersonForm | None = None
) -> str:
    form = case_form(view, typed, judgement.problems if judgement else ())
    return render_template(
        "fulfilment/desk_case.html",
        view=view,
        stand=standing(view),
        known=_known(view),
        editing=_editing(view.case) and view.procedure.flow.knows("prepare"),
        form=form,
        person=person or person_form(view),
        correcting=person is not None,
        questions=questions_of(view, form, typed),
        asked=asked_now(view, typed),
        hints=judgement.hints if judgement else (),
        states=STATES,
        kinds=KINDS,
        waits_for=WAITS_FOR,
        rights=RIGHTS,
    )


def _known(view: CaseView) -> str:
    return standing((view.appointment, view.documents))


def _editing(case: Case) -> bool:
    return case.state == "open"


def _actor() -> str:
    person = current_staff()
    return person.actor if person else ""  # the route lets staff in only
