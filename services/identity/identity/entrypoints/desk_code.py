"""The step of the one-time code at the clerk's panel: send it, compare what is read out."""

from functools import partial
from uuid import UUID

from flask import Blueprint, request
from flask_babel import gettext

from chassis.one_time_code import DIGITS, Answer, TooManyCodes, as_typed
from chassis.web.auth import staff
from chassis.web.staff_access import require_role
from chassis.web.tenant import current_tenant, work
from identity.domain.check import Check, Step
from identity.domain.contact import Channel
from identity.domain.errors import NoCheck
from identity.domain.reasons import Reason
from identity.entrypoints import acting
from identity.entrypoints.panel import Said
from identity.entrypoints.texts.code_mails import code_mail, code_sms
from identity.entrypoints.texts.code_texts import not_sent, told
from identity.use_cases import confirm_contact, text_code
from identity.use_cases.confirm_contact import NoSuchContact
from identity.use_cases.do_step import Place
from identity.use_cases.ports import IdentityUnit, SmsGateway, SmsNotSent

desk_code = Blueprint("desk_code", __name__, url_prefix="/identitaet/arbeitsplatz/<uuid:appointment_id>/code")
desk_code.register_error_handler(NoCheck, acting.refuse_unknown)


@desk_code.post("/senden")
@staff(*acting.STAFF)
def send(appointment_id: UUID) -> acting.Answered:
    """Send a code to the contact of the booking."""
    try:
        channel = Channel(request.form.get("weg", ""))
        if channel is Channel.SMS:
            return _send_sms(appointment_id, acting.outside().sms)
        return acting.act(
            appointment_id,
            Step.CODE,
            lambda unit, place: confirm_contact.send_code(unit, place, channel, code_mail),
        )
    except (NoSuchContact, ValueError):
        notice = gettext("Für diesen Weg steht in der Buchung nichts.")
        return acting.again(appointment_id, Said(notice))
    except TooManyCodes:
        notice = gettext("Es wurden schon drei Codes geschickt. Mehr sind nicht möglich.")
        return acting.again(appointment_id, Said(notice, reject=Reason.CODE_NOT_CONFIRMED))


def _send_sms(appointment_id: UUID, gateway: SmsGateway | None) -> acting.Answered:
    """Note the code, hand it to the gateway when that is committed, and tell at once if it did not go out."""
    if gateway is None:
        raise NoSuchContact(Channel.SMS)
    tenant = current_tenant()
    written: list[text_code.Written] = []

    def write(unit: IdentityUnit, place: Place) -> Check:
        written.append(text_code.write_sms(unit, place, partial(code_sms, tenant)))
        return written[0].check

    shown = acting.act(appointment_id, Step.CODE, write)
    for one in written:
        try:
            gateway.send(one.message)
        except SmsNotSent as error:
            with work() as unit:
                text_code.note_not_sent(unit, one, require_role(acting.STAFF).actor, error.failure)
            return acting.again(appointment_id, Said(not_sent(error.failure)))
    return shown


@desk_code.post("")
@staff(*acting.STAFF)
def read(appointment_id: UUID) -> acting.Answered:
    """Compare the code that the person read out."""
    typed = request.form.get("code", "")
    if len(as_typed(typed)) != DIGITS:
        return acting.again(appointment_id, Said(code_error=gettext("Bitte geben Sie die sechs Ziffern ein.")))
    answered = Answer.RIGHT

    def compare(unit: IdentityUnit, place: Place) -> Check:
        nonlocal answered
        check, answered = confirm_contact.read_code(unit, place, typed)
        return check

    shown = acting.act(appointment_id, Step.CODE, compare)
    if answered is Answer.RIGHT:
        return shown
    reject = Reason.CODE_NOT_CONFIRMED if answered is Answer.SPENT else None
    return acting.again(appointment_id, Said(code_error=told(answered), reject=reject))
