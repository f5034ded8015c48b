"""The supervisor notes that a person was told about locked security questions."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from chassis.web.auth import staff
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.use_cases.lock_questions import finish_lock_task

lock_pages = Blueprint("lock_pages", __name__, url_prefix="/verwaltung/identity/<uuid:appointment_id>/sperre")


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
