"""Confirm by a one-time code that the person in the call holds the contact of the booking."""

from collections.abc import Callable
from dataclasses import dataclass

from chassis.mail.message import Mail
from chassis.one_time_code import Answer
from chassis.town.wording import Voice
from identity.domain import steps
from identity.domain.check import Check
from identity.domain.contact import Channel
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit

PURPOSE = "identity-check"


class NoSuchContact(Exception):
    """The booking has no contact for that channel."""


@dataclass(frozen=True)
class CodeMail:
    """The words that carry a code."""

    subject: str
    text: str


def send_code(
    unit: IdentityUnit, place: Place, channel: Channel, write: Callable[[Voice, str, str], CodeMail]
) -> Check:
    """Send a new code, which replaces an older one; raises `TooManyCodes` when it was sent often enough.

    `write` takes the town's voice, the code and the language in which the citizen reads.
    """
    check = check_at(unit, place)
    contact = unit.contacts.of(check.appointment_id)
    address = contact.address(channel)
    if not address:
        raise NoSuchContact(channel)
    words = write(unit, unit.codes.issue(PURPOSE, check.id), contact.mail_language)
    sent = keep(unit, check, steps.send_code(check, channel))
    unit.send(Mail(f"identity-code:{check.id}:{sent.revision}", address, words.subject, words.text))
    unit.note("check.code-sent", check.id, place.actor, channel=channel)
    return sent


def read_code(unit: IdentityUnit, place: Place, typed: str) -> tuple[Check, Answer]:
    """Compare what the person read out; a right code leads on, a wrong one costs a try."""
    check = check_at(unit, place)
    answer = unit.codes.check(PURPOSE, check.id, typed)
    unit.note("check.code", check.id, place.actor, answer=answer)
    if answer is not Answer.RIGHT:
        return check, answer
    confirmed = keep(unit, check, steps.confirm_code(check))
    unit.note("check.code-confirmed", check.id, place.actor, **facts(confirmed))
    return confirmed, answer
