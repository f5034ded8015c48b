"""The clerk's panel as a whole: where the check stands, what to say, the form of the step, and the way out."""

from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app, render_template

from chassis.web.problems import wanted
from chassis.web.staff_access import current_staff
from identity.domain import four_eyes
from identity.domain.answers import KINDS
from identity.domain.check import Check, Status, Step
from identity.domain.contact import Channel
from identity.domain.documents import Series
from identity.domain.features import FEATURES
from identity.domain.handoff import Refusal
from identity.domain.levels import BY_VIDEO, reaches
from identity.domain.names import compare, spell
from identity.domain.outcome import differences, possible_reasons
from identity.domain.policy import Policy
from identity.domain.questions import Answer, standing
from identity.domain.reasons import Reason
from identity.entrypoints import forms
from identity.entrypoints.texts import document_texts, drawn_texts, finding_texts, outcome_texts, step_texts
from identity.entrypoints.texts.bundid_staff_texts import REFUSED
from identity.use_cases.ports import IdentityUnit, Outside

POLLED = (Status.WAITING, Status.REJECTED, Status.VERIFIED)
"""What others change while a clerk looks: the call, who confirms in person, who takes a check back."""


@dataclass(frozen=True)
class Said:
    """What an answer adds to the panel: a notice, a form with what was typed, a proposed way out."""

    notice: str = ""
    form: forms.StepForm | None = None
    findings: list[finding_texts.Line] = field(default_factory=list)
    wrong_features: frozenset[str] = frozenset()
    features: dict[str, str] = field(default_factory=dict)
    hundred: bool = False
    reject: Reason | None = None
    reject_form: forms.RejectForm | None = None
    why: str = ""
    why_error: str = ""
    code_error: str = ""
    answer_error: str = ""
    acted: bool = False


def render_panel(unit: IdentityUnit, check: Check, said: Said | None = None) -> str:
    """Return the panel; a browser that asks for a page gets it within one."""
    told = said or Said()
    view: dict[str, Any] = {
        "check": check,
        "said": told,
        "polled": check.status in POLLED or _is_waiting(check) or check.results.offered is not None,
        "level": outcome_texts.LEVELS[check.required],
        "document_texts": document_texts,
    }
    if check.status is Status.OPEN:
        view |= _open(unit, check, told)
    elif check.decision is not None and check.status is Status.REJECTED:
        view["ended"] = outcome_texts.REASONS[Reason(check.decision.reason)]
    template = "identity/panel_page.html" if wanted() == "page" else "identity/panel.html"
    return render_template(template, **view)


def render_unknown(appointment_id: object) -> str:
    """Return the panel of an appointment that identity has not heard of yet."""
    template = "identity/panel_page.html" if wanted() == "page" else "identity/panel.html"
    return render_template(template, check=None, appointment_id=appointment_id, said=Said(), polled=True)


def _open(unit: IdentityUnit, check: Check, said: Said) -> dict[str, Any]:
    policy, document = unit.catalogue, check.results.document
    scope = policy.scope(check.required)
    left_out = {Step.QUESTIONS: not scope.questions, Step.CODE: not scope.code}
    steps = [step for step in Step if not left_out.get(step)]
    form = _form(check, policy)
    reject = said.reject if said.reject in possible_reasons(check.step) else None
    if not reaches(BY_VIDEO, check.required) and check.results.elsewhere is None:
        reject = reject or Reason.LEVEL_NOT_BY_VIDEO
    details = _details(unit, check)
    if check.step is Step.CODE and not details["channels"]:
        reject = reject or Reason.CODE_NOT_CONFIRMED
    bundid = _bundid(unit, check)
    if any(one.needs_reason for one in (*details.get("differences", ()), *bundid["elsewhere_differences"])):
        reject = reject or Reason.OTHER_PERSON
    shown = said.form if type(said.form) is type(form) else form
    if isinstance(shown, forms.NamesForm) and check.results.holder:
        shown.given_names.flags.required = bool(check.results.holder.names.given)
        shown.reason.flags.required = True
    return {
        "steps": [step_texts.STEPS[step].label for step in steps],
        "number": steps.index(check.step) + 1,
        "text": step_texts.text_of(check.step, document.kind if document else None),
        "by_video": reaches(BY_VIDEO, check.required) or check.results.elsewhere is not None,
        "form": shown,
        "reject": reject,
        "reject_form": said.reject_form or reject_form(check, reject),
        "reject_reasons": {reason: outcome_texts.REASONS[reason] for reason in possible_reasons(check.step)},
        "back_possible": _back_possible(check),
        "waits": check.waits_for_second,
        "asked_by_me": _is_waiting(check),
        "second_possible": reject is not None
        and reject is four_eyes.POSSIBLE.get(check.step)
        and four_eyes.possible(check, policy),
        **details,
        **bundid,
    }


def _bundid(unit: IdentityUnit, check: Check) -> dict[str, Any]:
    """Return what the panel shows of the way to BundID: whether it can be offered, how an offer stands, what came."""
    results, port = check.results, cast("Outside", current_app.extensions["ports"]).bundid
    offered = results.offered
    return {
        "bundid_possible": results.elsewhere is None
        and unit.catalogue.bundid
        and bool(port and port.serves(unit.tenant)),
        "offered": offered,
        "offer_refused": REFUSED[Refusal(offered.refused)] if offered and offered.refused else "",
        "elsewhere": results.elsewhere,
        "elsewhere_level": outcome_texts.LEVELS[results.elsewhere.level or "none"] if results.elsewhere else "",
        "kinds": outcome_texts.DIFFERENCES,
        "elsewhere_differences": differences(check, results.person.names)
        if results.elsewhere and results.person
        else (),
    }


def _is_waiting(check: Check) -> bool:
    """Say whether the person who looks has asked for a second one."""
    asked, viewer = check.waits_for_second, current_staff()
    return asked is not None and viewer is not None and asked.asked_by == viewer.actor


def _details(unit: IdentityUnit, check: Check) -> dict[str, Any]:  # noqa: PLR0911 - one step each
    policy, results = unit.catalogue, check.results
    match check.step:
        case Step.FEATURES:
            return {
                "feature_texts": drawn_texts.FEATURES,
                "feature_sources": {feature.key: feature.source for feature in FEATURES},
            }
        case Step.NAMES if results.holder:
            return {"differences": compare(check.booked, results.holder.names), "kinds": outcome_texts.DIFFERENCES}
        case Step.ZONE:
            return {"reading": policy.mrz_reading}
        case Step.FACE:
            return {"prompts": [step_texts.PROMPTS[prompt] for prompt in results.prompts]}
        case Step.QUESTIONS if results.questions:
            stands = standing(results.questions)
            return {
                "blind": results.blind,
                "answer_hint": drawn_texts.ANSWER_HINTS[KINDS[results.questions[-1].topic]],
                "question": drawn_texts.TOPICS[results.questions[-1].topic],
                "asked": stands.right + 1,
                "wanted_right": policy.scope(check.required).questions,
                "one_wrong": stands.wrong > 0,
                "minutes": policy.question_minutes,
                "late": any(question.answer is Answer.LATE for question in results.questions),
            }
        case Step.CODE:
            contact = unit.contacts.of(check.appointment_id)
            ways = _channels(unit)
            known = {one: contact.masked(one) for one in ways if contact.address(one)}
            return {"channels": known, "by_sms": Channel.SMS in ways}
        case _:
            return {}


def _channels(unit: IdentityUnit) -> tuple[Channel, ...]:
    """Return the ways that a code can take in this town."""
    gateway = cast("Outside", current_app.extensions["ports"]).sms
    return tuple(Channel) if gateway is not None and unit.catalogue.code_by_sms else (Channel.MAIL,)


def _form(check: Check, policy: Policy) -> forms.StepForm:
    """Return the step's form with what is known or proposed."""
    results = check.results
    form: forms.StepForm
    match check.step:
        case Step.DOCUMENT:
            form = document_form(policy)
            form.kind.data = str(results.document.kind) if results.document else form.kind.choices[0][0]
            form.state.data = results.document.state if results.document else "D"
            form.series.data = results.document.series if results.document else Series.CURRENT
        case Step.ZONE:
            form = forms.ZoneForm(formdata=None)
        case Step.NAMES if results.holder:
            proposed = results.person.names if results.person else spell(results.holder.names, check.booked)
            form = forms.NamesForm(
                formdata=None,
                given_names=proposed.given_names,
                family_name=proposed.family_name,
                reason=results.person.reason if results.person else "",
            )
        case _:
            form = forms.StepForm(formdata=None)
    form.revision.data = str(check.revision)
    return form


def document_form(policy: Policy, *, posted: bool = False) -> forms.DocumentForm:
    """Return the form of the document step with the kinds that the town accepts."""
    form = forms.DocumentForm() if posted else forms.DocumentForm(formdata=None)
    form.kind.choices = [(str(one.kind), document_texts.kind_name(one.kind)) for one in policy.documents]
    form.state.choices = list(document_texts.states())
    form.series.choices = list(document_texts.SERIES.items())
    return form


def reject_form(check: Check, reason: Reason | None, *, posted: bool = False) -> forms.RejectForm:
    """Return the form of the way out with the reasons that are possible at this step."""
    form = forms.RejectForm() if posted else forms.RejectForm(formdata=None)
    form.reason.choices = [(str(one), outcome_texts.REASONS[one].label) for one in possible_reasons(check.step)]
    if not posted:
        form.reason.data = str(reason) if reason else None
        form.revision.data = str(check.revision)
    return form


def _back_possible(check: Check) -> bool:
    open_question = bool(check.results.questions) and check.results.questions[-1].answer is None
    if check.results.elsewhere is not None:
        return False
    return check.step is not Step.CONSENT and not (check.step is Step.QUESTIONS and open_question)
