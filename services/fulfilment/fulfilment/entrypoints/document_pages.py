"""Documents for a case: sent by the citizen on the tracker's page, seen by the citizen and by the clerk."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import InputRequired

from chassis.uploads.gate import File
from chassis.web.auth import citizen, current_staff, require_appointment, staff
from chassis.web.forms import Form
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.uploads import FileField, takes_files
from chassis.web.words import gettext as _
from fulfilment.domain.document import DocumentPlan
from fulfilment.domain.errors import DocumentUnknown, TooManyDocuments
from fulfilment.entrypoints.answering import refusing
from fulfilment.use_cases.keep_document import Sent, drop_document, keep_document
from fulfilment.use_cases.queries import case_view

pages = Blueprint("documents", __name__, url_prefix="/vorgang")
LARGEST = 10


def upload_form(case_number: str, plan: DocumentPlan, *, sent: bool = False) -> Form:
    """Return the form for one kind of document; its ids carry the case, since several share a page."""
    field = FileField(plan.label, [InputRequired()], megabytes=plan.megabytes, description=plan.help)
    form_class: type[Form] = type("UploadForm", (Form,), {"file": field})
    prefix = f"{case_number}-{plan.key}".lower()
    return form_class(prefix=prefix) if sent else form_class(formdata=None, prefix=prefix)


@pages.post("/<uuid:appointment_id>/<uuid:case_id>/unterlagen/<plan_key>")
@citizen("case", "join")
@takes_files(LARGEST)
@refusing
def send(appointment_id: UUID, case_id: UUID, plan_key: str) -> AnyResponse:
    """Take a document through the gate and keep it."""
    from fulfilment.entrypoints.tracker_pages import tracker_page

    grant = require_appointment(appointment_id)
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
    plan = next((one for one in view.procedure.documents if one.key == plan_key), None)
    if plan is None:
        raise Refusal(404, slug="document-unknown")
    form = upload_form(view.case.number, plan, sent=True)
    if not form.validate_on_submit():
        return make_response(tracker_page(grant, {(case_id, plan_key): form}), 422)
    file: File = form.file.data
    with work() as unit:
        try:
            keep_document(unit, case_id, plan_key, Sent(file.name, file.kind, file.sha256, file.content))
        except TooManyDocuments:
            form.file.errors = [_("Es liegen schon fünf Dateien vor. Bitte entfernen Sie zuerst eine davon.")]
            return make_response(tracker_page(grant, {(case_id, plan_key): form}), 422)
    flash(_("„%(name)s“ ist bei uns angekommen.", name=file.name), "success")
    return redirect(url_for("tracker.tracker", appointment_id=appointment_id), code=303)


@pages.post("/<uuid:appointment_id>/unterlage/<uuid:document_id>/entfernen")
@citizen("case", "join")
@refusing
def remove(appointment_id: UUID, document_id: UUID) -> AnyResponse:
    """Forget a document that was sent."""
    require_appointment(appointment_id)
    with work() as unit:
        try:
            drop_document(unit, appointment_id, document_id)
        except DocumentUnknown:
            raise Refusal(404, slug="document-unknown") from None
    flash(_("Die Datei ist gelöscht."), "success")
    return redirect(url_for("tracker.tracker", appointment_id=appointment_id), code=303)


@pages.get("/<uuid:appointment_id>/unterlage/<uuid:document_id>")
@citizen("case", "join")
def show(appointment_id: UUID, document_id: UUID) -> AnyResponse:
    """Return a document to whoever sent it."""
    require_appointment(appointment_id)
    return _file(appointment_id, document_id)


@pages.get("/arbeitsplatz/<uuid:appointment_id>/unterlage/<uuid:document_id>")
@staff("clerk", "supervisor")
def show_to_staff(appointment_id: UUID, document_id: UUID) -> AnyResponse:
    """Return a document to the clerk; who looked is kept."""
    person = current_staff()
    with work() as unit:
        unit.audit("document.viewed", document_id, person.actor if person else "")
    return _file(appointment_id, document_id)


def _file(appointment_id: UUID, document_id: UUID) -> AnyResponse:
    with work() as unit:
        found = next((one for one in unit.documents.of(appointment_id) if one.id == document_id), None)
        if found is None:
            raise Refusal(404, slug="document-unknown")
        response = make_response(unit.documents.content(document_id))
    response.content_type = found.media_type
    ending = found.media_type.rpartition("/")[2]
    response.headers["Content-Disposition"] = f'inline; filename="{found.plan}.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
