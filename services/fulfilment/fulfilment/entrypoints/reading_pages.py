"""The citizen's panel in the call: reads along and confirms."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, render_template, request

from chassis.one_time_code import Answer, TooManyCodes
from chassis.web.auth import citizen, require_appointment
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from fulfilment.domain.errors import SignatureMissing
from fulfilment.domain.signature import Signing, SigningPlan
from fulfilment.entrypoints.answering import refusing, standing, unless_unchanged
from fulfilment.entrypoints.drawn_signature import NoSignature, drawn
from fulfilment.entrypoints.words import CODE_ANSWERS, KINDS, STATES, explanation
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.object_to_case import object_to_case
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.queries import CaseView, case_view, case_views, require_case
from fulfilment.use_cases.send_signing_code import send_signing_code

LONGEST_NAME = 120

pages = Blueprint("reading", __name__, url_prefix="/vorgang/mitlesen/<uuid:appointment_id>")


@pages.get("")
@citizen("join", "case")
def panel(appointment_id: UUID) -> Response:
    """Show the panel with all cases."""
    require_appointment(appointment_id)
    with work() as unit:
        views = case_views(unit, appointment_id)
    stand = standing(views)
    return unless_unchanged(
        stand,
        lambda: render_template(
            "fulfilment/reading_panel.html",
            appointment_id=appointment_id,
            stand=stand,
            blocks=[_block(view) for view in views],
        ),
    )


@pages.get("/<uuid:case_id>")
@citizen("join", "case")
@refusing
def block(appointment_id: UUID, case_id: UUID) -> Response:
    """Show one case, if it has changed."""
    require_appointment(appointment_id)
    with work() as unit:
        view = case_view(unit, appointment_id, case_id)
    return unless_unchanged(standing(view), lambda: _block(view))


@pages.post("/<uuid:case_id>/bestaetigen")
@citizen("join", "case")
@refusing
def confirm(appointment_id: UUID, case_id: UUID) -> Response:
    """Record that the shown text is right."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        signing = case_view(unit, appointment_id, case_id).signing
        problems: dict[str, str] = {}
        given = _given(signing, problems)
        if not problems:
            problems = _confirmed(unit, appointment_id, case_id, given)
        view = case_view(unit, appointment_id, case_id)
    return make_response(_block(view, problems), 422 if problems else 200)


@pages.post("/<uuid:case_id>/code")
@citizen("join", "case")
@refusing
def code(appointment_id: UUID, case_id: UUID) -> str:
    """Send the code that the confirmation asks for."""
    grant = require_appointment(appointment_id)
    outside: Outside = current_app.extensions["ports"]
    with work() as unit:
        require_case(unit, grant.appointment_id, case_id)
        try:
            send_signing_code(unit, outside.mail_texts, case_id)
        except TooManyCodes:
            return _said(_("Wir haben den Code schon dreimal geschickt. Bitte sagen Sie im Gespräch Bescheid."))
    return _said(_("Der Code ist unterwegs. Bitte sehen Sie in Ihre Mails, auch in den Spam-Ordner."))


@pages.post("/<uuid:case_id>/einwand")
@citizen("join", "case")
@refusing
def objection(appointment_id: UUID, case_id: UUID) -> Response:
    """Give the text back with what is wrong."""
    require_appointment(appointment_id)
    with work() as unit:
        require_case(unit, appointment_id, case_id)
        object_to_case(unit, case_id, request.form.get("note", ""))
        return _now(unit, appointment_id, case_id)


def _now(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID) -> Response:
    return make_response(_block(case_view(unit, appointment_id, case_id)))


def _said(words: str) -> str:
    return render_template("fulfilment/said.html", words=words)


def _given(plan: SigningPlan, problems: dict[str, str]) -> Signing:
    """Return what was given beside the click; a drawing that cannot be one is named in `problems`."""
    told = request.form
    image = None
    if plan.signature == "drawn" and told.get("drawing"):
        try:
            image = drawn(told["drawing"])
        except NoSignature:
            problems["signature"] = _(
                "Das ist noch keine Unterschrift. Bitte zeichnen Sie sie neu, über das ganze Feld."
            )
    name = " ".join(told.get("typed_name", "").split())[:LONGEST_NAME]
    return Signing(image, name, told.get("code", ""))


def _confirmed(unit: FulfilmentUnit, appointment_id: UUID, case_id: UUID, given: Signing) -> dict[str, str]:
    """Confirm, or return what is missing, by input; the try of a wrong code counts, so nothing is rolled back."""
    try:
        answer = confirm_case(unit, appointment_id, case_id, request.form.get("digest", ""), given)
    except SignatureMissing:
        return {"signature": _("Bitte unterschreiben Sie, oder tippen Sie Ihren Namen ein.")}
    return {} if answer is Answer.RIGHT else {"code": str(CODE_ANSWERS[answer])}


def _block(view: CaseView, problems: Mapping[str, str] = MappingProxyType({})) -> str:
    return render_template(
        "fulfilment/reading_case.html",
        view=view,
        stand=standing(view),
        states=STATES,
        kinds=KINDS,
        explanation=explanation(view),
        problems=problems,
        typed={name: request.form.get(name, "") for name in ("drawing", "typed_name", "code")},
    )
