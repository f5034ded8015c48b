"""The citizen's way: link, device test, waiting room, call, and what comes next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import citizen, public
from chassis.web.citizen_access import current_grants, require_appointment
from chassis.web.house import house
from chassis.web.problems import wanted
from chassis.web.tenant import current_tenant, work
from video.domain.errors import ConsentMissing, ConsultationOver, RoomClosed
from video.entrypoints.call_texts import call_texts, practice_texts
from video.entrypoints.forms import EntranceForm, FeedbackForm, InviteForm
from video.entrypoints.line import Line
from video.entrypoints.media_access import configuration, media_backend
from video.entrypoints.web_sockets import upgrade
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.foresee_wait import foresee_wait
from video.use_cases.issue_media_access import issue_media_access
from video.use_cases.join_line import Caller
from video.use_cases.queries import consultation_of, opening_of

citizen_pages = Blueprint("gespraech", __name__, url_prefix="/gespraech")


@citizen_pages.get("")
@public
def door() -> str:
    """Take the link of the mail, whose token stands in the fragment, or say where to find it."""
    consultations = []
    with work() as unit:
        for grant in current_grants(("join",)):
            found = unit.consultations.of_appointment(grant.appointment_id)
            if found is not None and not found.is_over:
                consultations.append(found)
    return render_template("citizen/door.html", consultations=consultations)


@citizen_pages.get("/probe")
@public
def practice() -> str:
    """Show the practice appointment, which a browser plays with itself: it belongs to nobody and reaches nobody."""
    return render_template("citizen/practice.html", texts=practice_texts(current_tenant().phone))


@citizen_pages.get("/<uuid:appointment_id>")
@citizen("join")
def conversation(appointment_id: UUID) -> str | AnyResponse:
    """Show the page of the conversation, which goes with it from device test to call, or what comes after."""
    require_appointment(appointment_id)
    return _page(appointment_id, EntranceForm())


@citizen_pages.post("/<uuid:appointment_id>/warteraum")
@citizen("join")
def enter(appointment_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Enter the waiting room."""
    require_appointment(appointment_id)
    form = EntranceForm()
    try:
        with work() as unit:
            entered = enter_waiting_room(
                unit, appointment_id, consents=bool(form.consent.data), devices=form.devices.data or ""
            )
    except ConsentMissing:
        form.validate()
        if wanted() == "json":
            return jsonify(error=str(form.consent.errors[0])), 422  # type: ignore[return-value]
        return _page(appointment_id, form), 422
    except RoomClosed:
        return redirect(url_for(".conversation", appointment_id=appointment_id), code=303)
    if wanted() == "json":
        return jsonify(state=entered.state)
    return redirect(url_for(".conversation", appointment_id=appointment_id), code=303)


@citizen_pages.get("/<uuid:appointment_id>/tuer")
@citizen("join")
def entrance(appointment_id: UUID) -> str | Response:
    """Show the button to the waiting room, or when it opens; the page asks again until it does."""
    require_appointment(appointment_id)
    told = _entrance(appointment_id)
    if told["consultation"].is_over:
        raise ConsultationOver
    return render_template("citizen/entrance.html", form=EntranceForm(), **told)


@citizen_pages.get("/<uuid:appointment_id>/wartezeit")
@citizen("join")
def waiting(appointment_id: UUID) -> str:
    """Show the place in the queue and the clerk's message."""
    require_appointment(appointment_id)
    return render_template("citizen/place.html", **_place(appointment_id))


@citizen_pages.post("/<uuid:appointment_id>/medien")
@citizen("join")
def media(appointment_id: UUID) -> Response:
    """Give relay access to the citizen of a running call."""
    require_appointment(appointment_id)
    with work() as unit:
        access = issue_media_access(unit, media_backend(), appointment_id, Caller("citizen", ""))
    return configuration(access)


@citizen_pages.route("/<uuid:appointment_id>/leitung", websocket=True)
@citizen("join")
def line(appointment_id: UUID) -> Response:
    """Open the line of the citizen's page."""
    require_appointment(appointment_id)
    tenant, open_work, bell = current_tenant(), house().open_work, current_app.extensions["ports"].bell
    with work() as unit:
        name = consultation_of(unit, appointment_id).name
    caller = Caller("citizen", name)
    return upgrade(
        lambda socket: Line(socket, lambda: open_work(tenant), bell, appointment_id, caller, tenant.key).converse()
    )


def _page(appointment_id: UUID, form: EntranceForm) -> str:
    entrance_now = _entrance(appointment_id)
    if entrance_now["consultation"].is_over:
        return afterwards(appointment_id, FeedbackForm(formdata=None))
    return render_template(
        "citizen/conversation.html",
        form=form,
        invite_form=InviteForm(formdata=None),
        texts=call_texts(current_tenant().phone),
        **entrance_now | _place(appointment_id),
    )


def afterwards(appointment_id: UUID, form: FeedbackForm) -> str:
    """Return the page that follows the conversation."""
    with work() as unit:
        consultation = consultation_of(unit, appointment_id)
        check = unit.copies.check(appointment_id)
        cases = unit.copies.cases(appointment_id)
    return render_template(
        "citizen/after.html", consultation=consultation, check=check, cases=cases, feedback_form=form
    )


def _entrance(appointment_id: UUID) -> dict[str, Any]:
    with work() as unit:
        consultation = consultation_of(unit, appointment_id)
        opening, now = opening_of(unit, consultation), unit.clock()
    return {
        "consultation": consultation,
        "opening": opening,
        "is_open": opening.contains(now),
        "opening_is_ahead": now < opening.opens,
    }


def _place(appointment_id: UUID) -> dict[str, Any]:
    with work() as unit:
        consultation = consultation_of(unit, appointment_id)
        if consultation.is_over:
            raise ConsultationOver
        outlook = foresee_wait(unit, consultation)
    return {"outlook": outlook, "message": consultation.message, "appointment_id": appointment_id}
