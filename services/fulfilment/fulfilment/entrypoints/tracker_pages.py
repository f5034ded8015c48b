"""The tracker and the documents of an appointment's cases."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.access import Grant
from chassis.web.access_pages import access_pages
from chassis.web.auth import citizen, current_grants, require_appointment
from chassis.web.forms import Form
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import gettext as _
from fulfilment.entrypoints.answering import refusing, standing, unless_unchanged
from fulfilment.entrypoints.document_pages import upload_form
from fulfilment.entrypoints.words import ENDED_BECAUSE, INCOMPLETE, KINDS, STATES, explanation, title
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.queries import case_views, require_case
from fulfilment.use_cases.withdraw_case import withdraw_case

pages = Blueprint("tracker", __name__, url_prefix="/vorgang")
door = access_pages("vorgang", "case", "tracker.tracker")


@pages.get("/<uuid:appointment_id>")
@citizen("case", "join", "manage")
def tracker(appointment_id: UUID) -> Response:
    """Show where every case stands."""
    grant = require_appointment(appointment_id)
    with work() as unit:
        stand = standing(case_views(unit, appointment_id))
    return unless_unchanged(stand, lambda: tracker_page(grant))


def tracker_page(grant: Grant, forms: Mapping[tuple[UUID, str], Form] = MappingProxyType({})) -> str:
    """Return the page; `forms` are those with a file that was not accepted, by case and kind of document."""
    appointment_id = grant.appointment_id
    with work() as unit:
        views = case_views(unit, appointment_id)
    may_read = grant.purpose != "manage" or any(
        other.appointment_id == appointment_id for other in current_grants(("case", "join"))
    )
    uploads = {
        view.case.id: [
            (plan, forms.get((view.case.id, plan.key)) or upload_form(view.case.number, plan))
            for plan in view.wanted_documents
        ]
        for view in views
    }
    return render_template(
        "fulfilment/tracker.html",
        appointment_id=appointment_id,
        stand=standing(views),
        views=views,
        states=STATES,
        kinds=KINDS,
        title=title,
        explanation=explanation,
        ended_because=ENDED_BECAUSE,
        incomplete=INCOMPLETE,
        may_read=may_read,
        uploads=uploads if may_read else {},
        failing=next(iter(forms.values()), None),
    )


@pages.post("/<uuid:appointment_id>/<uuid:case_id>/zuruecknehmen")
@citizen("case", "join", "manage")
@refusing
def withdraw(appointment_id: UUID, case_id: UUID) -> AnyResponse:
    """Withdraw one case."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        withdraw_case(unit, case_id)
    return redirect(url_for(".tracker", appointment_id=appointment_id), code=303)


@pages.get("/<uuid:appointment_id>/<uuid:case_id>/quittung")
@citizen("case", "join")
@refusing
def receipt(appointment_id: UUID, case_id: UUID) -> Response:
    """Return the sealed receipt of what the citizen has confirmed."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        case = unit.cases.get(case_id)
        signature = unit.signatures.find(case_id)
    if case.statement is None or case.confirmation is None:
        raise Refusal(404, slug="not-found")
    outside: Outside = current_app.extensions["ports"]
    return _pdf(outside.receipts(case, current_tenant(), signature), f"Eingangsbestaetigung-{case.number}")


@pages.get("/dokument/<uuid:certificate_id>")
@citizen("case", "join")
def document(certificate_id: UUID) -> Response:
    """Return the certificate's file."""
    with work() as unit:
        certificate = unit.certificates.find(certificate_id)
        if certificate is None:
            raise Refusal(404, slug="not-found")
        require_appointment(certificate.appointment_id)
        if certificate.revoked_at is not None:
            raise Refusal(
                410,
                _("Dieses Dokument ist widerrufen"),
                _("Es gilt nicht mehr, deshalb können Sie es nicht mehr herunterladen."),
                slug="certificate-revoked",
            )
        if not certificate.is_kept:
            raise Refusal(
                410,
                _("Dieses Dokument bewahren wir nicht mehr auf"),
                _("Brauchen Sie es noch einmal, stellen wir es Ihnen in einem neuen Termin aktuell aus."),
                slug="certificate-expired",
            )
        case = unit.cases.get(certificate.case_id)
        content = unit.certificates.content(certificate_id)
    return _pdf(content, case.number)


def _pdf(content: bytes, name: str) -> Response:
    response = make_response(content)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
