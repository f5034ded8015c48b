"""How it was: asked after the call, read by supervisors as counts and words."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import citizen, staff
from chassis.web.citizen_access import require_appointment
from chassis.web.tenant import work
from video.domain.feedback import ANSWERS
from video.entrypoints.citizen_pages import afterwards
from video.entrypoints.forms import FeedbackForm
from video.use_cases.give_feedback import give_feedback

feedback_pages = Blueprint("rueckmeldung", __name__)
SHOWN = timedelta(days=90)


@feedback_pages.post("/gespraech/<uuid:appointment_id>/rueckmeldung")
@citizen("join")
def give(appointment_id: UUID) -> AnyResponse | tuple[str, int]:
    """Take what the citizen says of the call."""
    require_appointment(appointment_id)
    form = FeedbackForm()
    if not form.validate():
        return afterwards(appointment_id, form), 422
    with work() as unit:
        is_first = give_feedback(unit, appointment_id, form.answer.data, form.words.data or "")
    if is_first:
        flash(_("Vielen Dank für Ihre Rückmeldung."), "success")
    else:
        flash(_("Sie haben uns schon eine Rückmeldung gegeben. Vielen Dank."), "warning")
    return redirect(url_for("gespraech.conversation", appointment_id=appointment_id), code=303)


@feedback_pages.get("/arbeitsplatz/rueckmeldungen")
@staff("supervisor")
def given() -> str:
    """Show what citizens have said in the last ninety days, as counts and words."""
    with work() as unit:
        answers = unit.feedback.since(unit.clock() - SHOWN)
    counts = Counter(one.answer for one in answers)
    return render_template(
        "desk/feedback.html",
        counts=[(answer, counts[answer]) for answer in ANSWERS],
        words=[one for one in answers if one.words],
        days=SHOWN.days,
    )
