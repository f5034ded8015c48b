"""What becomes of an appointment, as JSON: shown, moved, called off by the token of the link in its mail."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_babel import lazy_gettext as _
from flask_openapi3 import APIBlueprint

from booking.domain.errors import TimeTaken, TooLate
from booking.domain.time_filter import TimeFilter
from booking.entrypoints import api_models as models
from booking.entrypoints.pages.reading import ports
from booking.entrypoints.refusals import NOT_OFFERED
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.queries import alternatives
from booking.use_cases.queries import appointment as appointment_of
from chassis.web.auth import citizen, require_appointment
from chassis.web.problems import Problem, Refusal, answer, refuse
from chassis.web.tenant import work

TOKEN: list[dict[str, list[str]]] = [{"link": []}]
"""Every operation here wants `Authorization: Bearer <token>` (RFC 6750)."""
CLOSED: dict[str | int, Any] = {401: Problem, 404: Problem, 410: Problem}

api = APIBlueprint("booking_appointments_api", __name__, url_prefix="/api/booking/v1/appointments", abp_security=TOKEN)
refuse(api, NOT_OFFERED)


@api.get("/<uuid:appointment_id>", responses={200: models.Booked, **CLOSED})
@citizen("manage")
def show(path: models.AppointmentPath) -> dict[str, object]:
    """Return the appointment that the token opens."""
    return _told(path.appointment_id)


@api.post(
    "/<uuid:appointment_id>/time",
    responses={200: models.Booked, 409: models.NotMoved, 422: Problem, **CLOSED},
)
@citizen("manage")
def move(path: models.AppointmentPath, body: models.NewTime) -> tuple[dict[str, object], int] | models.Answer:
    """Take the new time and free the old one, both or none; a time that is taken is answered with the nearest ones."""
    require_appointment(path.appointment_id)
    try:
        with work() as unit:
            move_appointment(unit, path.appointment_id, body.begins_at, ports())
    except TimeTaken:
        with work() as unit:
            found = appointment_of(unit, path.appointment_id)
            same = TimeFilter(interpreter=found.booked_by.interpreter)
            near = alternatives(unit, found.procedures, body.begins_at, persons=found.persons, only=same)
        return models.TimeIsTaken.near(near)
    return _told(path.appointment_id), 200


@api.delete("/<uuid:appointment_id>", responses={204: None, 409: Problem, **CLOSED})
@citizen("manage")
def cancel(path: models.AppointmentPath) -> tuple[str, int]:
    """Call the appointment off; its token opens nothing afterwards."""
    require_appointment(path.appointment_id)
    with work() as unit:
        cancel_appointment(unit, path.appointment_id, ports())
    return "", 204


def _told(appointment_id: UUID) -> dict[str, object]:
    require_appointment(appointment_id)
    with work() as unit:
        return models.Booked.of(appointment_of(unit, appointment_id), unit.clock()).model_dump(mode="json")


@api.errorhandler(TooLate)
def _too_late(_error: TooLate) -> Response:
    return answer(
        Refusal(
            409,
            _("Dieser Termin lässt sich nicht mehr ändern"),
            _("Er hat schon begonnen, ist vorbei oder abgesagt. Bei Fragen rufen Sie uns bitte an."),
            slug="too-late",
        )
    )
