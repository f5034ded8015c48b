"""In the call the citizen asks somebody in, or goes on with another device."""

from uuid import UUID

from flask import Blueprint, render_template, url_for

from chassis.web.auth import citizen, require_appointment
from chassis.web.tenant import work
from video.entrypoints.forms import InviteForm
from video.entrypoints.links import access_keys, link
from video.use_cases.change_device import link_for_another_device
from video.use_cases.invite_guest import invite_guest

inviting_pages = Blueprint("einladen", __name__, url_prefix="/gespraech/<uuid:appointment_id>")
GUEST_DOOR = "/gespraech/gast/zugang"


@inviting_pages.post("/einladung")
@citizen("join")
def invite(appointment_id: UUID) -> str | tuple[str, int]:
    """Make a link for one person more."""
    require_appointment(appointment_id)
    form = InviteForm()
    address = url_for(".invite", appointment_id=appointment_id)
    if not form.validate():
        return render_template("call/invite.html", form=form, address=address, made=None), 422
    with work() as unit:
        token = invite_guest(unit, access_keys(), appointment_id, form.kind.data, f"citizen:{appointment_id}")
    fresh = InviteForm(formdata=None)
    return render_template("call/invite.html", form=fresh, address=address, made=link(GUEST_DOOR, token))


@inviting_pages.post("/geraet")
@citizen("join")
def change_device(appointment_id: UUID) -> str:
    """Show the way to go on with another device."""
    require_appointment(appointment_id)
    with work() as unit:
        token = link_for_another_device(unit, access_keys(), appointment_id)
    return render_template("citizen/other_device.html", made=link("/gespraech", token))
