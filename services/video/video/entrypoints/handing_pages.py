"""At the desk: being there, interrupting a call, and handing it to a colleague."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import staff
from chassis.web.problems import wanted
from chassis.web.tenant import work
from video.domain.clerk import Presence
from video.entrypoints.forms import ParkForm
from video.entrypoints.staff_person import me
from video.use_cases.be_at_desk import be_at_desk
from video.use_cases.hand_over import offer_call, take_call
from video.use_cases.park_consultation import park_consultation

handing_pages = Blueprint("uebergabe", __name__, url_prefix="/arbeitsplatz")


@handing_pages.post("/anwesend")
@staff("clerk", "supervisor")
def be_there() -> AnyResponse:
    """Note that the page is open, and whether the clerk is free or away."""
    told = request.form.get("presence", "")
    if told not in ("", "free", "away"):
        abort(422)
    with work() as unit:
        be_at_desk(unit, me().subject, me().name, cast("Presence", told) if told else None, _office())
    if wanted() == "page":
        return redirect(url_for("arbeitsplatz.queue"), code=303)
    return Response(status=204)


@handing_pages.post("/<uuid:appointment_id>/parken")
@staff("clerk", "supervisor")
def park(appointment_id: UUID) -> AnyResponse:
    """Send the citizen back to the waiting room for a while."""
    form = ParkForm()
    if not form.validate():
        flash(_("Die Nachricht ist zu lang: höchstens 300 Zeichen."), "warning")
        return redirect(url_for("arbeitsplatz.consultation", appointment_id=appointment_id), code=303)
    with work() as unit:
        park_consultation(unit, appointment_id, me().subject, form.message.data or "")
    flash(_("Die Person wartet jetzt. Rufen Sie sie wieder auf, wenn es weitergeht."), "success")
    return redirect(url_for("arbeitsplatz.consultation", appointment_id=appointment_id), code=303)


@handing_pages.post("/<uuid:appointment_id>/angebot")
@staff("clerk", "supervisor")
def offer(appointment_id: UUID) -> AnyResponse:
    """Offer the call to a colleague, or take the offer back."""
    with work() as unit:
        offer_call(unit, appointment_id, me().subject, request.form.get("to", "")[:200])
    return redirect(url_for("arbeitsplatz.consultation", appointment_id=appointment_id), code=303)


@handing_pages.post("/<uuid:appointment_id>/uebernehmen")
@staff("clerk", "supervisor")
def take(appointment_id: UUID) -> AnyResponse:
    """Go on with a call that a colleague has offered."""
    with work() as unit:
        take_call(unit, appointment_id, me().subject, me().name)
    return redirect(url_for("arbeitsplatz.consultation", appointment_id=appointment_id), code=303)


def _office() -> str | None:
    told = request.form.get("office")
    return None if told is None else told[:200]
