"""Send the one-time code as a text message, while the clerk waits; the code lies in no outbox meanwhile.

The check is changed before the gateway is asked and no transaction is open meanwhile. What failed is noted after.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid5

from identity.domain import steps
from identity.domain.check import Check, Step
from identity.domain.contact import Channel
from identity.use_cases.confirm_contact import PURPOSE, NoSuchContact
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import keep
from identity.use_cases.ports import IdentityUnit, Sms, SmsFailure


@dataclass(frozen=True)
class Written:
    """A message that is to go out, and the check as it stands if it does."""

    check: Check
    message: Sms


def write_sms(unit: IdentityUnit, place: Place, write: Callable[[str, str], str]) -> Written:
    """Issue a code and note that it goes out; the caller sends the message when this is committed."""
    check = check_at(unit, place)
    contact = unit.contacts.of(check.appointment_id)
    number = contact.address(Channel.SMS)
    if not number or not unit.catalogue.code_by_sms:
        raise NoSuchContact(Channel.SMS)
    text = write(unit.codes.issue(PURPOSE, check.id), contact.mail_language)
    sent = keep(unit, check, steps.send_code(check, Channel.SMS))
    unit.note("check.code-sent", check.id, place.actor, channel=Channel.SMS)
    return Written(sent, Sms(uuid5(check.id, f"sms:{sent.revision}"), number, text))


def note_not_sent(unit: IdentityUnit, written: Written, actor: str, failure: SmsFailure) -> None:
    """Note that a message did not go out; where it may have gone out after all, the code can still be read out."""
    unit.note("check.code-not-sent", written.check.id, actor, channel=Channel.SMS, failure=failure)
    if failure is SmsFailure.UNANSWERED:
        return
    check = unit.checks.locked(written.check.appointment_id)
    if check is not None and check.step is Step.CODE and check.revision == written.check.revision:
        keep(unit, check, steps.send_code(check, ""))
