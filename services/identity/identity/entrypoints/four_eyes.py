"""Four eyes at the panel: ask a second person, see who asks, decide with a reason."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext

from chassis.web.auth import staff
from chassis.web.problems import wanted
from chassis.web.staff_access import require_role
from chassis.web.tenant import work
from identity.domain import four_eyes as rules
from identity.domain.errors import NoCheck, NoOverride, ReasonMissing, SamePerson
from identity.entrypoints import acting
from identity.entrypoints.panel import Said
from identity.entrypoints.texts import step_texts
from identity.use_cases import override_step

four_eyes = Blueprint("four_eyes", __name__, url_prefix="/identitaet")
LONGEST = 300
four_eyes.register_error_handler(NoCheck, acting.refuse_unknown)


@four_eyes.get("/vier-augen")
@staff(*acting.STAFF)
def waiting() -> str:
    """List the checks that wait for a second person."""
    with work() as unit:
        checks = override_step.waiting_for(unit, require_role(acting.STAFF).actor)
    return render_template("identity/four_eyes.html", checks=checks, steps=step_texts.STEPS)


@four_eyes.post("/arbeitsplatz/<uuid:appointment_id>/vier-augen/<step>")
@staff(*acting.STAFF)
def ask(appointment_id: UUID, step: str) -> acting.Answered:
    """Ask a second person to let the check go on."""
    why = _why()
    at = acting.known(step)
    told = {name.removeprefix("merkmal-"): said for name, said in request.form.items() if name.startswith("merkmal-")}
    seen = {key: said == "ja" for key, said in told.items()}
    try:
        return acting.act(
            appointment_id, at, lambda unit, place: override_step.ask_second_person(unit, place, why, seen)
        )
    except ReasonMissing:
        return acting.again(
            appointment_id,
            Said(features=told, reject=rules.POSSIBLE.get(at), why_error=gettext("Bitte schreiben Sie kurz, warum.")),
        )
    except NoOverride:
        return acting.again(appointment_id, Said(gettext("Hier kann keine zweite Person entscheiden.")))


@four_eyes.post("/arbeitsplatz/<uuid:appointment_id>/vier-augen/<step>/zurueck")
@staff(*acting.STAFF)
def withdraw(appointment_id: UUID, step: str) -> acting.Answered:
    """Take the question back."""
    try:
        return acting.act(appointment_id, acting.known(step), override_step.withdraw_question)
    except NoOverride:
        return acting.current(appointment_id, Said(acting.overtaken(), acted=True))


@four_eyes.post("/arbeitsplatz/<uuid:appointment_id>/vier-augen/<step>/entscheidung")
@staff(*acting.STAFF)
def decide(appointment_id: UUID, step: str) -> acting.Answered:
    """Decide as the second person."""
    why, said = _why(), request.form.get("entscheidung")
    if said not in {"ja", "nein"}:
        return acting.again(appointment_id, Said(gettext("Bitte entscheiden Sie.")))
    try:
        return acting.act(
            appointment_id,
            acting.known(step),
            lambda unit, place: override_step.decide_override(unit, place, why, granted=said == "ja"),
            lambda _unit, _check: _decided(granted=said == "ja"),
        )
    except ReasonMissing:
        return acting.again(appointment_id, Said(why_error=gettext("Bitte schreiben Sie kurz, warum.")))
    except SamePerson:
        return acting.again(appointment_id, Said(gettext("Das entscheidet eine zweite Person, nicht Sie selbst.")))
    except NoOverride:
        return acting.current(appointment_id, Said(acting.overtaken(), acted=True))


def _decided(*, granted: bool) -> str:
    """Thank the second person, who is not in the call: the next step is the first one's again."""
    template = "identity/decided_page.html" if wanted() == "page" else "identity/decided.html"
    return render_template(template, granted=granted)


def _why() -> str:
    return request.form.get("warum", "").strip()[:LONGEST]
