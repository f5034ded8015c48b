"""The way on when no connection holds: the telephone, with a PIN that tells who it is."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import citizen, require_appointment, staff
from chassis.web.tenant import work
from video.entrypoints.forms import PhoneForm
from video.entrypoints.staff_person import me
from video.use_cases.ask_for_call_back import ask_for_call_back, note_called_back, pin_of
from video.use_cases.ports import PinKey
from video.use_cases.queries import consultation_of

phone_pages = Blueprint("telefon", __name__)


@phone_pages.get("/gespraech/<uuid:appointment_id>/telefon")
@citizen("join")
def by_phone(appointment_id: UUID) -> str:
    """Show the town's number, the PIN, and a field for the number to call."""
    require_appointment(appointment_id)
    with work() as unit:
        consultation = consultation_of(unit, appointment_id)
    return _shown(appointment_id, PhoneForm(formdata=None, phone=consultation.phone))


@phone_pages.post("/gespraech/<uuid:appointment_id>/telefon")
@citizen("join")
def ask(appointment_id: UUID) -> str | tuple[str, int]:
    """Ask to be called."""
    require_appointment(appointment_id)
    form = PhoneForm()
    if not form.validate():
        return _shown(appointment_id, form), 422
    with work() as unit:
        ask_for_call_back(unit, appointment_id, form.phone.data or "")
    return _shown(appointment_id, form)


@phone_pages.post("/arbeitsplatz/<uuid:appointment_id>/zurueckgerufen")
@staff("clerk", "supervisor")
def called_back(appointment_id: UUID) -> AnyResponse:
    """Note that the person was reached."""
    with work() as unit:
        note_called_back(unit, appointment_id, me().subject)
    flash(_("Vermerkt: zurückgerufen."), "success")
    return redirect(url_for("arbeitsplatz.consultation", appointment_id=appointment_id), code=303)


def pin_key() -> PinKey:
    """Return the region's key for PINs."""
    key: PinKey = current_app.extensions["ports"].pin_key
    return key


def _shown(appointment_id: UUID, form: PhoneForm) -> str:
    with work() as unit:
        pin = pin_of(unit, pin_key(), appointment_id)
        asked_at = consultation_of(unit, appointment_id).call_back_at
    return render_template(
        "citizen/by_phone.html", form=form, pin=pin, asked_at=asked_at, appointment_id=appointment_id
    )
