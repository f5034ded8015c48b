"""Booking's API: procedures, free times, holds and confirmation, as JSON with OpenAPI 3.1."""

from flask import Response
from flask_babel import lazy_gettext as _
from flask_openapi3 import APIBlueprint

from booking.domain.errors import (
    AddressAskedTooOften,
    BookedTooOften,
    HoldExpired,
    ProofMissing,
    TimeTaken,
    TooManyPersons,
    UnknownAppointment,
    UnknownProcedure,
)
from booking.entrypoints import api_models as models
from booking.entrypoints.pages.proof import proof_task
from booking.entrypoints.pages.reading import network, ports
from booking.use_cases.confirm_within_limits import confirm_within_limits
from booking.use_cases.hold_with_proof import hold_with_proof
from booking.use_cases.queries import alternatives, bookable_procedures
from booking.use_cases.release_hold import release_hold
from booking.use_cases.search_times import search_times
from chassis.web.auth import public
from chassis.web.openapi import as_json
from chassis.web.problems import Problem, Refusal, refuse
from chassis.web.tenant import current_tenant, work

api = APIBlueprint("booking_api", __name__, url_prefix="/api/booking/v1")


@api.get("/procedures", responses={200: models.Procedures})
@public
def procedures() -> Response:
    """Return what citizens can come for, with duration, documents and price."""
    with work() as unit:
        found = [models.Procedure.of(one) for one in bookable_procedures(unit)]
    return as_json(models.Procedures(procedures=found))


@api.get("/times", responses={200: models.Times, 404: Problem, 422: Problem, 429: Problem, 503: Problem})
@public
def times(query: models.TimesQuery) -> Response:
    """Return the first free days for these procedures together."""
    looked = search_times(current_tenant(), work, query.question(), ports())
    return as_json(models.Times.of(looked.found))


@api.get("/proof-task", responses={200: models.ProofTask})
@public
def task() -> dict[str, object]:
    """Return a task whose solution a hold carries as `proof`, where a procedure says `proof_of_work`."""
    return models.ProofTask.model_validate(proof_task()).model_dump(mode="json")


@api.post(
    "/holds",
    responses={
        201: models.Hold,
        403: Problem,
        404: Problem,
        409: models.TimeIsTaken,
        422: Problem,
        429: Problem,
        503: Problem,
    },
)
@public
def hold(body: models.HoldWish) -> tuple[dict[str, object], int] | models.Answer:
    """Hold a time for some minutes; the same key again returns the same hold."""
    wish = body.wish()
    try:
        with work() as unit:
            held = hold_with_proof(unit, wish, body.proof, ports())
    except TimeTaken:
        with work() as unit:
            near = alternatives(unit, wish.procedures, wish.begins_at, persons=wish.persons, only=wish.only)
        return models.TimeIsTaken.near(near)
    return models.Hold.of(held).model_dump(mode="json"), 201


@api.post(
    "/holds/<uuid:hold_id>/confirmation",
    responses={200: models.Confirmed, 202: models.Hold, 404: Problem, 410: Problem, 429: Problem},
)
@public
def confirm(path: models.HoldPath, body: models.Details) -> tuple[dict[str, object], int]:
    """Make a hold a firm appointment; the personal links go to the citizen by mail only.

    202 says that the town wants the address proven: the time waits for the link in the mail.
    """
    with work() as unit:
        booked = confirm_within_limits(unit, path.hold_id, body.citizen(), network(), ports())
    if booked.state == "held":
        return models.Hold.of(booked).model_dump(mode="json"), 202
    return models.Confirmed.of(booked).model_dump(mode="json"), 200


@api.delete("/holds/<uuid:hold_id>", responses={204: None})
@public
def release(path: models.HoldPath) -> tuple[str, int]:
    """Give a held time back at once; one that is not held any more is left alone."""
    with work() as unit:
        release_hold(unit, path.hold_id)
    return "", 204


refuse(
    api,
    {
        ProofMissing: Refusal(403, _("Für dieses Anliegen ist ein Rechennachweis nötig"), slug="proof-needed"),
        UnknownProcedure: Refusal(404, _("Dieses Anliegen bieten wir nicht an"), slug="unknown-procedure"),
        TooManyPersons: Refusal(422, _("So viele Personen gehen nicht in einen Termin"), slug="too-many-persons"),
        UnknownAppointment: Refusal(404, slug="unknown-hold"),
        AddressAskedTooOften: Refusal(
            429, _("Zu dieser Reservierung haben wir schon genug E-Mails geschickt."), slug="too-many-mails"
        ),
        BookedTooOften: Refusal(
            429,
            _("Mit dieser Adresse, Telefonnummer oder von diesem Anschluss wurde heute schon sehr viel gebucht."),
            slug="too-many-bookings",
            headers={"Retry-After": "86400"},
        ),
        HoldExpired: Refusal(410, _("Ihre Reservierung ist abgelaufen."), slug="hold-expired"),
    },
)
