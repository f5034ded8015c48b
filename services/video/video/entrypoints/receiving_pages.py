"""At the desk: asking people into the call, letting them in, sending them out."""

from uuid import UUID

from flask import Blueprint, render_template, url_for

from chassis.web.auth import staff
from chassis.web.tenant import work
from video.domain.guest import MOST_PEOPLE, GuestState
from video.entrypoints.forms import InviteForm
from video.entrypoints.inviting_pages import GUEST_DOOR
from video.entrypoints.links import access_keys, link
from video.entrypoints.staff_person import me
from video.use_cases.invite_guest import invite_guest
from video.use_cases.queries import consultation_of
from video.use_cases.receive_guest import admit_guest, remove_guest

receiving_pages = Blueprint("gaeste", __name__, url_prefix="/arbeitsplatz/<uuid:appointment_id>/gaeste")


@receiving_pages.get("")
@staff("clerk", "supervisor")
def guests(appointment_id: UUID) -> str:
    """Show who is asked in, who waits, who is there; the page asks again and again."""
    return _shown(appointment_id)


@receiving_pages.post("/einladung")
@staff("clerk", "supervisor")
def invite(appointment_id: UUID) -> str | tuple[str, int]:
    """Make a link for one person more."""
    form = InviteForm()
    address = url_for(".invite", appointment_id=appointment_id)
    if not form.validate():
        return render_template("call/invite.html", form=form, address=address, made=None), 422
    with work() as unit:
        token = invite_guest(unit, access_keys(), appointment_id, form.kind.data, f"staff:{me().subject}")
    fresh = InviteForm(formdata=None)
    return render_template("call/invite.html", form=fresh, address=address, made=link(GUEST_DOOR, token))


@receiving_pages.post("/<uuid:guest_id>/hereinholen")
@staff("clerk", "supervisor")
def admit(appointment_id: UUID, guest_id: UUID) -> str:
    """Let a guest in."""
    with work() as unit:
        admit_guest(unit, appointment_id, guest_id, me().subject)
    return _shown(appointment_id)


@receiving_pages.post("/<uuid:guest_id>/entfernen")
@staff("clerk", "supervisor")
def remove(appointment_id: UUID, guest_id: UUID) -> str:
    """Send a guest out."""
    with work() as unit:
        remove_guest(unit, appointment_id, guest_id, me().subject)
    return _shown(appointment_id)


def _shown(appointment_id: UUID) -> str:
    with work() as unit:
        known = unit.guests.of(consultation_of(unit, appointment_id).id)
    present = [guest for guest in known if guest.state is not GuestState.REMOVED]
    inside = sum(guest.state is GuestState.ADMITTED for guest in present)
    return render_template(
        "desk/guests.html", guests=present, appointment_id=appointment_id, is_full=2 + inside >= MOST_PEOPLE
    )
