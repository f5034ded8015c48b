"""The clerk's panel beside the call: `/identitaet/arbeitsplatz/<appointment_id>`; one POST for each step."""

from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext

from chassis.web.auth import staff
from chassis.web.tenant import work
from identity.domain import steps
from identity.domain.check import Step
from identity.domain.documents import Document, DocumentKind, Series
from identity.domain.errors import (
    DocumentNotAccepted,
    NamesDoNotMatch,
    NoCheck,
    ReasonMissing,
    ReasonNotPossible,
    ZoneNotGood,
)
from identity.domain.names import Names
from identity.domain.reasons import Reason
from identity.entrypoints import acting, forms, panel
from identity.entrypoints.panel import Said
from identity.entrypoints.zone_answer import judged, proposal
from identity.use_cases import decide_check, match_face, queries
from identity.use_cases.do_step import Place
from identity.use_cases.question_persons import look_up
from identity.use_cases.read_zone import read_zone

LONGEST_REASON = 200

desk = Blueprint("desk", __name__, url_prefix="/identitaet/arbeitsplatz/<uuid:appointment_id>")


desk.register_error_handler(NoCheck, acting.refuse_unknown)


@desk.get("")
@staff(*acting.STAFF)
def show(appointment_id: UUID) -> acting.Answered:
    """Show where the check stands; a panel that asks again and shows it already gets nothing new (204)."""
    seen = request.args.get("stand")
    if seen is not None:
        with work() as unit:
            check = unit.checks.of_appointment(appointment_id)
        if check is not None and seen == str(check.revision):
            return "", 204
    return acting.current(appointment_id, Said())


@desk.post("/einverstaendnis")
@staff(*acting.STAFF)
def consent(appointment_id: UUID) -> acting.Answered:
    """Note that the person agreed."""
    return acting.step(appointment_id, Step.CONSENT, steps.give_consent)


@desk.post("/verbindung")
@staff(*acting.STAFF)
def connection(appointment_id: UUID) -> acting.Answered:
    """Note whether both sides read the same signs and nothing about the picture is odd."""
    if request.form.get("verbindung") != "ja":
        notice = gettext("Bitte vergleichen Sie noch einmal in Ruhe oder beenden Sie die Prüfung.")
        return acting.again(appointment_id, Said(notice, reject=Reason.CONNECTION_DOUBTFUL))
    return acting.step(appointment_id, Step.CONNECTION, steps.compare_signs)


@desk.post("/ausweis")
@staff(*acting.STAFF)
def document(appointment_id: UUID) -> acting.Answered:
    """Note which document the person has."""
    with work() as unit:
        form = panel.document_form(unit.catalogue, posted=True)
    if not form.validate_on_submit():
        return acting.again(appointment_id, Said(form=form))
    chosen = Document(DocumentKind(form.kind.data), form.state.data, Series(form.series.data or Series.CURRENT))
    try:
        return acting.step(
            appointment_id, Step.DOCUMENT, lambda check, around: steps.choose_document(check, chosen, around)
        )
    except DocumentNotAccepted:
        form.state.errors = [gettext("Diese Art von Ausweis nehmen wir von diesem Staat nicht an.")]
        return acting.again(appointment_id, Said(form=form, reject=Reason.DOCUMENT_NOT_ACCEPTED))


@desk.post("/merkmale")
@staff(*acting.STAFF)
def features(appointment_id: UUID) -> acting.Answered:
    """Note which security features are recognised."""
    told = {name.removeprefix("merkmal-"): said for name, said in request.form.items() if name.startswith("merkmal-")}
    with work() as unit:
        drawn = [one.key for one in queries.check_of(unit, appointment_id).results.features]
    missing = frozenset(key for key in drawn if told.get(key) not in ("ja", "nein"))
    if missing:
        return acting.again(appointment_id, Said(wrong_features=missing, features=told))
    if any(told[key] == "nein" for key in drawn):
        notice = gettext(
            "Ein Merkmal ist nicht erkennbar. Bitte lassen Sie den Ausweis noch einmal zeigen oder beenden Sie "
            "die Prüfung."
        )
        return acting.again(appointment_id, Said(notice, features=told, reject=Reason.FEATURES_NOT_SEEN))
    seen = dict.fromkeys(drawn, True)
    return acting.step(appointment_id, Step.FEATURES, lambda check, _around: steps.see_features(check, seen))


@desk.post("/zeilen/urteil")
@staff(*acting.STAFF)
def judge(appointment_id: UUID) -> str:
    """Judge what has been typed so far; nothing changes and nothing is kept."""
    with work() as unit:
        check = queries.check_of(unit, appointment_id)
        return judged(unit, check, forms.ZoneForm())


@desk.post("/zeilen")
@staff(*acting.STAFF)
def zone(appointment_id: UUID) -> acting.Answered:
    """Read the typed lines and go on if all is good."""
    form = forms.ZoneForm()
    if not form.validate_on_submit():
        return acting.again(appointment_id, Said(form=form))
    typed, earlier = form.zone.data, form.century_earlier.data
    try:
        return acting.act(
            appointment_id, Step.ZONE, lambda unit, place: read_zone(unit, place, typed, century_earlier=earlier)
        )
    except ZoneNotGood:
        with work() as unit:
            said = proposal(unit, queries.check_of(unit, appointment_id), form)
        return acting.again(appointment_id, said)


@desk.post("/name")
@staff(*acting.STAFF)
def names(appointment_id: UUID) -> acting.Answered:
    """Note the names as the front shows them."""
    form = forms.NamesForm()
    if not form.validate_on_submit():
        return acting.again(appointment_id, Said(form=form))
    typed, reason = Names(form.given_names.data or "", form.family_name.data), form.reason.data or ""
    try:
        return acting.step(
            appointment_id, Step.NAMES, lambda check, around: steps.confirm_names(check, typed, reason, around)
        )
    except NamesDoNotMatch as error:
        wrong = form.given_names if error.family_matches else form.family_name
        wrong.errors = [
            gettext("Das passt nicht zu den abgetippten Zeilen. Umlaute stehen dort als AE, OE, UE und SS.")
        ]
    except ReasonMissing:
        form.reason.errors = [gettext("Bitte schreiben Sie kurz, warum die Abweichung in Ordnung ist.")]
    return acting.again(appointment_id, Said(form=form))


@desk.post("/gesicht")
@staff(*acting.STAFF)
def face(appointment_id: UUID) -> acting.Answered:
    """Note whether the face is that of the photo."""
    if request.form.get("gesicht") != "ja":
        notice = gettext("Bitte vergleichen Sie noch einmal in Ruhe oder beenden Sie die Prüfung.")
        return acting.again(appointment_id, Said(notice, reject=Reason.FACE_DIFFERS))
    place = Place(appointment_id, Step.FACE, forms.StepForm().seen_revision(), "")
    known = look_up(work, acting.outside(), place)
    return acting.act(
        appointment_id, Step.FACE, lambda unit, at: match_face.match_face(unit, at, acting.outside(), known)
    )


@desk.post("/ergebnis")
@staff(*acting.STAFF)
def verify(appointment_id: UUID) -> acting.Answered:
    """Decide that the person is identified."""
    reason = request.form.get("grund", "").strip()[:LONGEST_REASON]
    try:
        return acting.act(
            appointment_id, Step.DECISION, lambda unit, place: decide_check.verify_check(unit, place, reason)
        )
    except ReasonMissing:
        why = gettext("Bitte schreiben Sie kurz, warum die Abweichung in Ordnung ist.")
        return acting.again(appointment_id, Said(why_error=why))


@desk.post("/zurueck/<step>")
@staff(*acting.STAFF)
def back(appointment_id: UUID, step: str) -> acting.Answered:
    """Go back one step."""
    return acting.step(appointment_id, acting.known(step), lambda check, _around: steps.go_back(check))


@desk.post("/ablehnen/<step>")
@staff(*acting.STAFF)
def reject(appointment_id: UUID, step: str) -> acting.Answered:
    """End the check with a reason."""
    with work() as unit:
        check = queries.check_of(unit, appointment_id)
    form = panel.reject_form(check, None, posted=True)
    if check.step == step and not form.validate_on_submit():
        return acting.again(appointment_id, Said(reject_form=form))
    try:
        reason = Reason(form.reason.data)
        return acting.act(
            appointment_id, acting.known(step), lambda unit, place: decide_check.reject_check(unit, place, reason)
        )
    except (ReasonNotPossible, ValueError):
        return acting.current(appointment_id, Said(acting.overtaken(), acted=True))
