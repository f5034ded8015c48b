"""The clerk's desk: the queue of the day, and the call with the neighbours' panels around it."""

from uuid import UUID

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import staff
from chassis.web.house import house
from chassis.web.problems import wanted
from chassis.web.tenant import current_tenant, work
from video.domain.errors import AlreadyAdmitted, NotPossible
from video.entrypoints.forms import EndForm, InviteForm, MessageForm, NoteForm, ParkForm, ProofForm
from video.entrypoints.line import Line
from video.entrypoints.media_access import configuration, media_backend
from video.entrypoints.phone_pages import pin_key
from video.entrypoints.staff_person import me
from video.entrypoints.staff_texts import desk_texts
from video.entrypoints.web_sockets import upgrade
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.ask_for_call_back import pin_of
from video.use_cases.be_at_desk import colleagues
from video.use_cases.end_consultation import end_consultation
from video.use_cases.issue_media_access import issue_media_access
from video.use_cases.join_line import Caller
from video.use_cases.miss_consultation import miss_consultation
from video.use_cases.note_authentication import note_authentication
from video.use_cases.queries import DeskView, desk_state, desk_view, todays_queue
from video.use_cases.tell_waiting_citizen import tell_waiting_citizen
from video.use_cases.write_note import write_note

desk_pages = Blueprint("arbeitsplatz", __name__, url_prefix="/arbeitsplatz")


@desk_pages.get("")
@staff("clerk", "supervisor")
def queue() -> str:
    """Show the queue of today."""
    return _queue("desk/queue.html")


@desk_pages.get("/warteschlange")
@staff("clerk", "supervisor")
def queue_rows() -> str:
    """Show the queue's rows alone; the page asks for them again and again."""
    return _queue("desk/queue_rows.html")


@desk_pages.get("/<uuid:appointment_id>")
@staff("clerk", "supervisor")
def consultation(appointment_id: UUID) -> str:
    """Show one consultation: before the call who it is, in the call the pictures, always the panels."""
    return _desk(appointment_id, MessageForm(), EndForm())


@desk_pages.get("/<uuid:appointment_id>/stand")
@staff("clerk", "supervisor")
def standing(appointment_id: UUID) -> str:
    """Show where the citizen, the check and the cases stand."""
    with work() as unit:
        view, pin = desk_state(unit, appointment_id), pin_of(unit, pin_key(), appointment_id)
    return render_template("desk/standing.html", view=view, pin=pin)


@desk_pages.post("/<uuid:appointment_id>/aufrufen")
@staff("clerk", "supervisor")
def admit(appointment_id: UUID) -> AnyResponse:
    """Call the citizen out of the waiting room."""
    try:
        with work() as unit:
            admit_citizen(unit, appointment_id, me().subject, me().name)
    except AlreadyAdmitted as lost:
        flash(_("%(clerk)s war schneller und hat das Gespräch bereits begonnen.", clerk=lost.clerk_name), "warning")
        return redirect(url_for(".queue"), code=303)
    except NotPossible:
        flash(_("Die Person ist nicht mehr im Warteraum."), "warning")
        return redirect(url_for(".queue"), code=303)
    return redirect(url_for(".consultation", appointment_id=appointment_id), code=303)


@desk_pages.post("/<uuid:appointment_id>/nachricht")
@staff("clerk", "supervisor")
def tell(appointment_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Send a line to the person who waits."""
    form = MessageForm()
    if not form.validate():
        return _desk(appointment_id, form, EndForm()), 422
    with work() as unit:
        tell_waiting_citizen(unit, appointment_id, form.message.data or "", me().subject)
    flash(_("Ihre Nachricht steht jetzt im Warteraum."), "success")
    return redirect(url_for(".consultation", appointment_id=appointment_id), code=303)


@desk_pages.post("/<uuid:appointment_id>/notiz")
@staff("clerk", "supervisor")
def note(appointment_id: UUID) -> str | AnyResponse:
    """Keep the sheet of notes; the page does so by itself while the clerk types."""
    form = NoteForm()
    if not form.validate():
        abort(422)
    with work() as unit:
        write_note(unit, appointment_id, form.note.data or "", me().subject)
        now = unit.clock()
    if wanted() == "fragment":
        return render_template("desk/note_saved.html", now=now)
    return redirect(url_for(".consultation", appointment_id=appointment_id), code=303)


@desk_pages.post("/<uuid:appointment_id>/pruefzahl")
@staff("clerk", "supervisor")
def authenticate(appointment_id: UUID) -> AnyResponse:
    """Record whether both sides read the same number of their connection."""
    form = ProofForm()
    if not form.validate():
        abort(422)
    with work() as unit:
        note_authentication(unit, appointment_id, me().subject, same=form.result.data == "confirmed")
    return Response(status=204)


@desk_pages.post("/<uuid:appointment_id>/ende")
@staff("clerk", "supervisor")
def end(appointment_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """End the call."""
    form = EndForm()
    if not form.validate():
        return _desk(appointment_id, MessageForm(), form), 422
    with work() as unit:
        end_consultation(unit, appointment_id, me().subject, form.outcome.data)
    flash(_("Das Gespräch ist beendet."), "success")
    return redirect(url_for(".queue"), code=303)


@desk_pages.post("/<uuid:appointment_id>/nicht-erschienen")
@staff("clerk", "supervisor")
def miss(appointment_id: UUID) -> AnyResponse:
    """Note that the citizen did not appear."""
    try:
        with work() as unit:
            miss_consultation(unit, appointment_id, me().subject)
    except NotPossible:
        flash(_("„Nicht erschienen“ geht erst nach Beginn des Termins und nur vor dem Gespräch."), "warning")
        return redirect(url_for(".consultation", appointment_id=appointment_id), code=303)
    flash(_("Vermerkt: nicht erschienen."), "success")
    return redirect(url_for(".queue"), code=303)


@desk_pages.post("/<uuid:appointment_id>/medien")
@staff("clerk", "supervisor")
def media(appointment_id: UUID) -> Response:
    """Give relay access to the clerk of a running call."""
    with work() as unit:
        access = issue_media_access(unit, media_backend(), appointment_id, _caller())
    return configuration(access)


@desk_pages.route("/<uuid:appointment_id>/leitung", websocket=True)
@staff("clerk", "supervisor")
def line(appointment_id: UUID) -> Response:
    """Open the line of the clerk's page."""
    tenant, open_work, bell = current_tenant(), house().open_work, current_app.extensions["ports"].bell
    caller = _caller()
    return upgrade(
        lambda socket: Line(socket, lambda: open_work(tenant), bell, appointment_id, caller, tenant.key).converse()
    )


def _queue(template: str) -> str:
    office = request.args.get("standort", "")[:200]
    with work() as unit:
        rows, team, now = todays_queue(unit, office, me().subject), colleagues(unit), unit.clock()
    own = next((one.state for one in team if one.subject == me().subject), "free")
    return render_template(template, queue=rows, office=office, team=team, own_state=own, now=now, me=me())


def _caller() -> Caller:
    return Caller("clerk", me().name, me().subject)


def _desk(appointment_id: UUID, message: MessageForm, ending: EndForm) -> str:
    with work() as unit:
        view: DeskView = desk_view(unit, appointment_id, me().subject)
        team, now = colleagues(unit), unit.clock()
        pin = pin_of(unit, pin_key(), appointment_id)
    return render_template(
        "desk/consultation.html",
        team=[one for one in team if one.subject != me().subject],
        pin=pin,
        park_form=ParkForm(formdata=None),
        view=view,
        appointment_id=appointment_id,
        me_subject=me().subject,
        is_mine=view.consultation.clerk == me().subject,
        may_miss=view.consultation.may_be_missed(now),
        message_form=message,
        note_form=NoteForm(formdata=None, note=view.note),
        end_form=ending,
        invite_form=InviteForm(formdata=None),
        texts=desk_texts(current_tenant().phone, view.consultation.phone),
    )
