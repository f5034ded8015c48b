"""The way of a guest: link, name, device test, waiting, call. Their link opens nothing else of the appointment."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import citizen
from chassis.web.citizen_access import current_grants, refuse_ended
from chassis.web.house import house
from chassis.web.problems import Refusal, wanted
from chassis.web.tenant import current_tenant, work
from video.domain.consultation import Consultation
from video.domain.guest import Guest, GuestState
from video.entrypoints.call_texts import call_texts
from video.entrypoints.forms import GuestForm
from video.entrypoints.line import Line
from video.entrypoints.media_access import configuration, media_backend
from video.entrypoints.web_sockets import upgrade
from video.use_cases.issue_media_access import issue_media_access
from video.use_cases.receive_guest import as_caller, enter_as_guest, guest_of

guest_pages = Blueprint("gast", __name__, url_prefix="/gespraech/gast")


@guest_pages.get("")
@citizen("guest")
def conversation() -> str:
    """Show the page that goes from device test to call."""
    guest, consultation = _mine()
    return _page(guest, consultation, GuestForm(name=guest.name))


@guest_pages.post("/eintreten")
@citizen("guest")
def enter() -> AnyResponse | str | tuple[Any, int]:
    """Wait for the clerk."""
    guest, consultation = _mine()
    form = GuestForm()
    if not form.validate():
        if wanted() == "json":
            return jsonify(error=form.first_errors()[0][1]), 422
        return _page(guest, consultation, form), 422
    with work() as unit:
        entered = enter_as_guest(unit, guest.id, form.name.data or "")
    if wanted() == "json":
        return jsonify(state=entered.state)
    return redirect(url_for(".conversation"), code=303)


@guest_pages.get("/stand")
@citizen("guest")
def standing() -> Response:
    """Say whether the guest has been let in."""
    guest, _consultation = _mine()
    return jsonify(state=guest.state)


@guest_pages.post("/medien")
@citizen("guest")
def media() -> Response:
    """Give relay access to a guest of a running call."""
    guest, consultation = _mine()
    with work() as unit:
        access = issue_media_access(unit, media_backend(), consultation.appointment_id, as_caller(guest))
    return configuration(access)


@guest_pages.route("/leitung", websocket=True)
@citizen("guest")
def line() -> Response:
    """Open the line of the guest's page."""
    guest, consultation = _mine()
    tenant, open_work, bell = current_tenant(), house().open_work, current_app.extensions["ports"].bell
    caller, appointment = as_caller(guest), consultation.appointment_id
    return upgrade(
        lambda socket: Line(socket, lambda: open_work(tenant), bell, appointment, caller, tenant.key).converse()
    )


def _mine() -> tuple[Guest, Consultation]:
    """Return the newest invitation of this browser, or say that it is over."""
    guest_id: UUID = current_grants()[0].appointment_id
    with work() as unit:
        guest, consultation = guest_of(unit, guest_id)
    if guest.state is GuestState.REMOVED:
        refuse_ended()
    if consultation.is_over:
        raise Refusal(
            410,
            _("Dieses Gespräch ist vorbei"),
            _("Vielen Dank, dass Sie dabei waren. Ihr Link öffnet nichts mehr. Sie können dieses Fenster schließen."),
            slug="call-over",
        )
    return guest, consultation


def _page(guest: Guest, consultation: Consultation, form: GuestForm) -> str:
    return render_template(
        "guest/conversation.html",
        guest=guest,
        consultation=consultation,
        form=form,
        texts=call_texts(current_tenant().phone),
    )
