"""What the citizen sees beside the call: what to do right now, and the result."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request

from chassis.web.auth import citizen, require_appointment
from chassis.web.problems import wanted
from chassis.web.tenant import work
from identity.domain.check import Check, Status, Step
from identity.domain.errors import NoCheck
from identity.domain.reasons import Reason
from identity.entrypoints.bundid_offer import Offer, offer_of
from identity.entrypoints.texts import outcome_texts, step_texts
from identity.use_cases import queries

watch = Blueprint("watch", __name__, url_prefix="/identitaet/mitlesen")
LAST = (Status.NOT_NEEDED, Status.VERIFIED, Status.REJECTED, Status.CLOSED, Status.REVOKED)


@watch.get("/<uuid:appointment_id>")
@citizen("join")
def show(appointment_id: UUID) -> Response:
    """Show it; a page that shows it already is answered with nothing new (204)."""
    require_appointment(appointment_id)
    with work() as unit:
        try:
            check = queries.check_of(unit, appointment_id)
        except NoCheck:
            return _page(appointment_id, None)
    if request.args.get("stand") == standing_of(check):
        return make_response("", 204)
    return _page(appointment_id, check)


def standing_of(check: Check | None) -> str:
    """Return what the citizen's page depends on; the clerk's typing does not change it."""
    if check is None:
        return "unbekannt"
    offered, asked = check.results.offered, ".second" if check.waits_for_second else ""
    elsewhere = f".bundid.{offered.request[:8]}.{offered.refused}" if offered else ""
    return f"{check.status}.{check.step}{elsewhere}{asked}"


def _page(appointment_id: UUID, check: Check | None) -> Response:
    page = render_template(
        "identity/watch_page.html" if wanted() == "page" else "identity/watch.html",
        appointment_id=appointment_id,
        check=check,
        stand=standing_of(check),
        polled=check is None or check.status not in LAST,
        text=_text(check),
        prompts=_prompts(check),
        ended=_ended(check),
        offer=_offer(check),
    )
    return make_response(page)


def _text(check: Check | None) -> step_texts.StepText | None:
    if check is None or check.status is not Status.OPEN:
        return None
    document = check.results.document
    return step_texts.text_of(check.step, document.kind if document else None)


def _prompts(check: Check | None) -> list[str]:
    if check is None or check.step is not Step.FACE:
        return []
    return [str(step_texts.PROMPTS[prompt]) for prompt in check.results.prompts]


def _offer(check: Check | None) -> Offer | None:
    if check is None or check.status is not Status.OPEN or check.results.offered is None:
        return None
    return offer_of(check.appointment_id, check.results.offered)


def _ended(check: Check | None) -> str:
    if check is None or check.status is not Status.REJECTED or check.decision is None:
        return ""
    return str(outcome_texts.REASONS[Reason(check.decision.reason)].citizen)
