"""Send a person to BundID in the middle of the call, and hear what it says."""

import secrets
from uuid import UUID

from chassis.limits import Limit
from chassis.unit import Work
from identity.domain import elsewhere
from identity.domain.check import Check
from identity.domain.handoff import AnswerRefused, Refusal, Request, asked_for, named_by, request_id
from identity.use_cases.do_step import Place, around, do_step
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import BundId, IdentityUnit, Leaving
from identity.use_cases.queries import check_of

NOBODY = UUID(int=0)
"""Subject of the audit where an answer belongs to no check."""
_STRAY = Limit("bundid-stray-answers", 300)
"""An hour; whoever posts nonsense does not fill the audit."""
_ACTOR = "bundid"


def offer_bundid(unit: IdentityUnit, place: Place) -> Check:
    """Offer it; citizens see a button and a code for another device."""
    return do_step(unit, place, lambda check, at: elsewhere.offer(check, secrets.token_hex(16), at.now))


def withdraw_bundid(unit: IdentityUnit, place: Place) -> Check:
    """Take the offer back."""
    return do_step(unit, place, lambda check, _at: elsewhere.withdraw(check))


def leave_for_bundid(unit: IdentityUnit, bundid: BundId, appointment_id: UUID, request: str) -> Leaving:
    """Return what the browser takes along; whoever has the link can only say who they are themselves.

    Raises:
        AnswerRefused: if the offer does not stand any more.
    """
    check = check_of(unit, appointment_id)
    elsewhere.standing_offer(check, request, unit.clock())
    asked = Request(request_id(appointment_id, request), asked_for(check.required))
    return bundid.ask(unit.tenant, asked, unit.clock())


def hear_bundid(work: Work[IdentityUnit], bundid: BundId, answer: str) -> None:
    """Take over what BundID says of the person; an answer that is not believed leaves a row of audit and its reason.

    Raises:
        AnswerRefused: saying why not.
    """
    appointment_id, request = None, ""
    try:
        claimed = bundid.names(answer)
        appointment_id, request = named_by(claimed)
        with work() as unit:
            _known(unit, appointment_id)
            town = unit.tenant
        told = bundid.read(town, answer, claimed)
        with work() as unit:
            check = _known(unit, appointment_id)
            accepted = keep(unit, check, elsewhere.accept(check, request, told, around(unit)))
            unit.note("check.bundid", accepted.id, _ACTOR, **facts(accepted))
    except AnswerRefused as error:
        _note_refusal(work, appointment_id, request, error.why)
        raise


def _known(unit: IdentityUnit, appointment_id: UUID) -> Check:
    check = unit.checks.locked(appointment_id)
    if check is None:
        raise AnswerRefused(Refusal.UNSOLICITED)
    return check


def _note_refusal(work: Work[IdentityUnit], appointment_id: UUID | None, request: str, why: Refusal) -> None:
    with work() as unit:
        check = unit.checks.locked(appointment_id) if appointment_id else None
        if not unit.limits.allows(_STRAY, str(check.id if check else NOBODY)):
            return
        if check is None:
            unit.note("check.bundid-refused", NOBODY, _ACTOR, refused=why)
            return
        noted = elsewhere.refuse(check, request, why)
        if noted is not None:
            keep(unit, check, noted)
        unit.note("check.bundid-refused", check.id, _ACTOR, refused=why)
