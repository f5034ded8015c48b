"""The clerk's panel beside the call: `/identitaet/arbeitsplatz/<appointment_id>`; one POST for each step."""

from collections.abc import Callable
from uuid import UUID

from chassis.web.auth import current_staff, staff
from chassis.web.problems import Refusal, answer
from chassis.web.tenant import work
from flask import Blueprint, Response, request
from flask_babel import gettext as _

from identity.domain import steps
from identity.domain.check import Check, Step
from identity.domain.documents import Document, DocumentKind
from identity.domain.errors import (
    DocumentNotAccepted,
    NamesDoNotMatch,
    NoCheck,
    NotOpen,
    OutOfStep,
    ReasonMissing,
    ReasonNotPossible,
    ZoneNotGood,
)
from identity.domain.names import Names
from identity.domain.questions import Answer
from identity.domain.reasons import Reason
from identity.entrypoints import forms, panel
from identity.entrypoints.panel import Said
from identity.entrypoints.zone_answer import judged, proposal
from identity.use_cases import decide_check, queries
from identity.use_cases.answer_question import answer_question
from identity.use_cases.do_step import Move, Place, do_step
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.read_zone import read_zone

desk = Blueprint("desk", __name__, url_prefix="/identitaet/arbeitsplatz/<uuid:appointment_id>")
Act = Callable[[IdentityUnit, Place], Check]
Answered = str | tuple[str, int]


@desk.errorhandler(NoCheck)
def unknown(error: NoCheck) -> Response:
    """Say that there is no such appointment here."""
    del error
    return answer(Refusal(404, slug="not-found"))


@desk.get("")
@staff("clerk", "supervisor")
def show(appointment_id: UUID) -> str:
    """Show where the check stands."""
    return _current(appointment_id, Said())


@desk.post("/einverstaendnis")
@staff("clerk", "supervisor")
def consent(appointment_id: UUID) -> Answered:
    """Note that the person agreed."""
    return _step(appointment_id, Step.CONSENT, steps.give_consent)


@desk.post("/ausweis")
@staff("clerk", "supervisor")
def document(appointment_id: UUID) -> Answered:
    """Note which document the person has."""
    with work() as unit:
        form = panel.document_form(unit.catalogue, posted=True)
    if not form.validate_on_submit():
        return _again(appointment_id, Said(form=form))
    chosen = Document(DocumentKind(form.kind.data), form.state.data)
    try:
        return _step(appointment_id, Step.DOCUMENT, lambda check, around: steps.choose_document(check, chosen, around))
    except DocumentNotAccepted:
        form.state.errors = [_("Diese Art von Ausweis nehmen wir von diesem Staat nicht an.")]
        return _again(appointment_id, Said(form=form, reject=Reason.DOCUMENT_NOT_ACCEPTED))


@desk.post("/merkmale")
@staff("clerk", "supervisor")
def features(appointment_id: UUID) -> Answered:
    """Note which security features are recognised."""
    told = {name.removeprefix("merkmal-"): said for name, said in request.form.items() if name.startswith("merkmal-")}
    with work() as unit:
        drawn = [one.key for one in queries.check_of(unit, appointment_id).results.features]
    missing = frozenset(key for key in drawn if told.get(key) not in ("ja", "nein"))
    if missing:
        return _again(appointment_id, Said(wrong_features=missing, features=told))
    if any(told[key] == "nein" for key in drawn):
        notice = _("Ein Merkmal ist nicht erkennbar. Bitte lassen Sie den Ausweis noch einmal zeigen oder beenden Sie "
                   "die Prüfung.")
        return _again(appointment_id, Said(notice, features=told, reject=Reason.FEATURES_NOT_SEEN))
    seen = {key: True for key in drawn}
    return _step(appointment_id, Step.FEATURES, lambda check, _around: steps.see_features(check, seen))


@desk.post("/zeilen/urteil")
@staff("clerk", "supervisor")
def judge(appointment_id: UUID) -> str:
    """Judge what has been typed so far; nothing changes and nothing is kept."""
    with work() as unit:
        check = queries.check_of(unit, appointment_id)
        return judged(unit, check, forms.ZoneForm())


@desk.post("/zeilen")
@staff("clerk", "supervisor")
def zone(appointment_id: UUID) -> Answered:
    """Read the typed lines and go on if all is good."""
    form = forms.ZoneForm()
    if not form.validate_on_submit():
        return _again(appointment_id, Said(form=form))
    typed, earlier = form.zone.data, form.century_earlier.data
    try:
        return _act(
            appointment_id, Step.ZONE, lambda unit, place: read_zone(unit, place, typed, century_earlier=earlier)
        )
    except ZoneNotGood:
        with work() as unit:
            said = proposal(unit, queries.check_of(unit, appointment_id), form)
        return _again(appointment_id, said)


@desk.post("/name")
@staff("clerk", "supervisor")
def names(appointment_id: UUID) -> Answered:
    """Note the names as the front shows them."""
    form = forms.NamesForm()
    if not form.validate_on_submit():
        return _again(appointment_id, Said(form=form))
    typed, reason = Names(form.given_names.data or "", form.family_name.data), form.reason.data or ""
    try:
        return _step(
            appointment_id, Step.NAMES, lambda check, around: steps.confirm_names(check, typed, reason, around)
        )
    except NamesDoNotMatch:
        form.family_name.errors = [
            _("Das passt nicht zu den abgetippten Zeilen. Umlaute stehen dort als AE, OE, UE und SS.")
        ]
    except ReasonMissing:
        form.reason.errors = [_("Bitte schreiben Sie kurz, warum die Abweichung in Ordnung ist.")]
    return _again(appointment_id, Said(form=form))


@desk.post("/gesicht")
@staff("clerk", "supervisor")
def face(appointment_id: UUID) -> Answered:
    """Note whether the face is that of the photo."""
    if request.form.get("gesicht") != "ja":
        notice = _("Bitte vergleichen Sie noch einmal in Ruhe oder beenden Sie die Prüfung.")
        return _again(appointment_id, Said(notice, reject=Reason.FACE_DIFFERS))
    return _step(appointment_id, Step.FACE, steps.match_face)


@desk.post("/frage")
@staff("clerk", "supervisor")
def question(appointment_id: UUID) -> Answered:
    """Note whether the question was answered rightly."""
    try:
        how = Answer(request.form.get("antwort", ""))
    except ValueError:
        return _again(appointment_id, Said(_("Bitte wählen Sie, wie die Antwort war.")))
    topic = request.form.get("frage", "")
    return _act(appointment_id, Step.QUESTIONS, lambda unit, place: answer_question(unit, place, topic, how))


@desk.post("/ergebnis")
@staff("clerk", "supervisor")
def verify(appointment_id: UUID) -> Answered:
    """Decide that the person is identified."""
    return _act(appointment_id, Step.DECISION, decide_check.verify_check)


@desk.post("/zurueck/<step>")
@staff("clerk", "supervisor")
def back(appointment_id: UUID, step: str) -> Answered:
    """Go back one step."""
    return _step(appointment_id, _known(step), lambda check, _around: steps.go_back(check))


@desk.post("/ablehnen/<step>")
@staff("clerk", "supervisor")
def reject(appointment_id: UUID, step: str) -> Answered:
    """End the check with a reason."""
    with work() as unit:
        check = queries.check_of(unit, appointment_id)
    form = panel.reject_form(check, None, posted=True)
    if check.step == step and not form.validate_on_submit():
        return _again(appointment_id, Said(reject_form=form))
    try:
        reason = Reason(form.reason.data)
        return _act(
            appointment_id, _known(step), lambda unit, place: decide_check.reject_check(unit, place, reason)
        )
    except (ReasonNotPossible, ValueError):
        return _current(appointment_id, Said(_overtaken(), acted=True))


def _known(step: str) -> Step:
    """Return the step that a page names; an unknown one is out of step wherever the check stands."""
    return Step(step) if step in tuple(Step) else Step.CONSENT


def _step(appointment_id: UUID, step: Step, move: Move) -> Answered:
    return _act(appointment_id, step, lambda unit, place: do_step(unit, place, move))


def _act(appointment_id: UUID, step: Step, act: Act) -> str:
    """Do something at a step and show what comes next; a page that was overtaken shows where the check stands now."""
    person = current_staff()
    assert person is not None
    revision = forms.StepForm().seen_revision()
    try:
        with work() as unit:
            check = act(unit, Place(appointment_id, step, revision, person.actor))
            return panel.render_panel(check, unit.catalogue, Said(acted=True))
    except OutOfStep:
        return _current(appointment_id, Said(_overtaken(), acted=True))
    except NotOpen:
        notice = _("Die Prüfung ist gerade nicht offen. Ihre letzte Eingabe wurde nicht übernommen.")
        return _current(appointment_id, Said(notice, acted=True))


def _overtaken() -> str:
    return _("Dieser Schritt war schon erledigt. Sie sehen jetzt den aktuellen Stand.")


def _again(appointment_id: UUID, said: Said) -> Answered:
    """Show the step again with what was typed and what is wrong."""
    return _current(appointment_id, said), 422


def _current(appointment_id: UUID, said: Said) -> str:
    with work() as unit:
        try:
            check = queries.check_of(unit, appointment_id)
        except NoCheck:
            return panel.render_unknown(appointment_id)
        return panel.render_panel(check, unit.catalogue, said)
