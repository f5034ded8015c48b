"""The supervisor writes to a person about locked security questions, and notes that it was done."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.use_cases.lock_questions import finish_lock_task, lock_tasks

lock_pages = Blueprint("lock_pages", __name__, url_prefix="/verwaltung/identity/<uuid:appointment_id>/sperre")


@lock_pages.get("/brief")
@staff("supervisor")
def letter(appointment_id: UUID) -> str:
    """Show the letter to print; its address is typed in the browser and stays there."""
    with work() as unit:
        task = next((one for one in lock_tasks(unit) if one.appointment_id == appointment_id), None)
        today = unit.clock()
    if task is None or not task.family_name:
        raise Refusal(404, slug="not-found")
    return render_template("identity/lock_letter.html", task=task, today=today)


@lock_pages.post("")
@staff("supervisor")
def finish(appointment_id: UUID) -> Response:
    """Close the task."""
    with work() as unit:
        done = finish_lock_task(unit, appointment_id, require_role(("supervisor",)).actor)
    if done:
        flash(_("Die Aufgabe ist erledigt."), "success")
    else:
        flash(_("Diese Aufgabe war schon erledigt."), "info")
    return redirect(url_for("supervision.overview"), code=303)
