"""What the citizen sees of their check after the call: what is kept, until when, what never was, and all as a file."""

import json
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for

from chassis.web.auth import citizen, require_appointment
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from identity.domain.check import Check
from identity.domain.errors import NoCheck
from identity.entrypoints.texts import document_texts, outcome_texts
from identity.entrypoints.texts.disclosure_texts import kept_lines, standing_of
from identity.use_cases import queries
from identity.use_cases.disclose_check import disclose_check
from identity.use_cases.ports import IdentityUnit

disclosure = Blueprint("disclosure", __name__, url_prefix="/identitaet/auskunft")


@disclosure.get("/<uuid:appointment_id>")
@citizen("join", "case")
def show(appointment_id: UUID) -> str:
    """Show it in plain words."""
    require_appointment(appointment_id)
    with work() as unit:
        check = _check(unit, appointment_id)
        days = unit.catalogue.retention.get("checks", queries.KEPT_DAYS)
    return render_template(
        "identity/disclosure.html",
        check=check,
        standing=standing_of(check),
        lines=kept_lines(check),
        days=days,
        document_texts=document_texts,
        levels=outcome_texts.LEVELS,
        file=url_for(".download", appointment_id=appointment_id),
    )


@disclosure.post("/<uuid:appointment_id>/datei")
@citizen("join", "case")
def download(appointment_id: UUID) -> Response:
    """Return every row as a file; asking for it is audited, so it is no GET."""
    require_appointment(appointment_id)
    with work() as unit:
        _check(unit, appointment_id)
        told = disclose_check(unit, appointment_id)
    response = make_response(json.dumps(told, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="identitaetspruefung.json"'
    return response


def _check(unit: IdentityUnit, appointment_id: UUID) -> Check:
    try:
        return queries.check_of(unit, appointment_id)
    except NoCheck:
        raise Refusal(404, slug="not-found") from None
