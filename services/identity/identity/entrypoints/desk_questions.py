"""The step of the security questions at the clerk's panel: compared by the clerk, or blind by the system."""

from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext

from chassis.web.auth import staff
from identity.domain.check import Step
from identity.domain.errors import NoCheck
from identity.domain.questions import Answer
from identity.entrypoints import acting
from identity.entrypoints.panel import Said
from identity.use_cases import answer_question

LONGEST = 120

desk_questions = Blueprint(
    "desk_questions", __name__, url_prefix="/identitaet/arbeitsplatz/<uuid:appointment_id>/frage"
)
desk_questions.register_error_handler(NoCheck, acting.refuse_unknown)


@desk_questions.post("")
@staff(*acting.STAFF)
def question(appointment_id: UUID) -> acting.Answered:
    """Note whether the question was answered rightly, as the clerk compared it."""
    try:
        how = Answer(request.form.get("antwort", ""))
    except ValueError:
        return acting.again(appointment_id, Said(gettext("Bitte wählen Sie, wie die Antwort war.")))
    topic, outside = request.form.get("frage", ""), acting.outside()
    return acting.act(
        appointment_id,
        Step.QUESTIONS,
        lambda unit, place: answer_question.answer_question(unit, place, outside, topic, how),
    )


@desk_questions.post("/gesagt")
@staff(*acting.STAFF)
def said(appointment_id: UUID) -> acting.Answered:
    """Compare what the person said; neither it nor the true answer goes back to the browser."""
    told = request.form.get("gesagt", "").strip()[:LONGEST]
    if not told:
        error = gettext("Bitte tippen Sie ein, was die Person sagt.")
        return acting.again(appointment_id, Said(answer_error=error))
    topic, outside = request.form.get("frage", ""), acting.outside()
    return acting.act(
        appointment_id,
        Step.QUESTIONS,
        lambda unit, place: answer_question.say_answer(unit, place, outside, topic, told),
    )
