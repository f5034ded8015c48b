"""How calls were, for who looks after them: numbers and lines, without names and addresses."""

from uuid import UUID

from flask import Blueprint, render_template

from chassis.web.auth import staff
from chassis.web.tenant import work
from video.domain.errors import UnknownConsultation
from video.entrypoints.quality_plot import HEIGHT, WIDTH, plots
from video.entrypoints.staff_person import me

quality_pages = Blueprint("guete", __name__, url_prefix="/arbeitsplatz/guete")
SHOWN = 50


@quality_pages.get("")
@staff("supervisor", "operator")
def calls() -> str:
    """Show the newest calls, each as a row of numbers."""
    with work() as unit:
        found = unit.quality.newest_calls(SHOWN)
    return render_template("desk/calls.html", calls=found, at_desk=me().has("clerk", "supervisor"))


@quality_pages.get("/<uuid:consultation_id>")
@staff("supervisor", "operator")
def call(consultation_id: UUID) -> str:
    """Draw one call, minute by minute and side by side."""
    with work() as unit:
        measured = unit.quality.of(consultation_id)
    if not measured:
        raise UnknownConsultation(consultation_id)
    return render_template(
        "desk/call_quality.html", measured=measured, plots=plots(measured), width=WIDTH, height=HEIGHT
    )
