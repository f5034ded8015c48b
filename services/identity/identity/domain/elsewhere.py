"""A check goes on at BundID: the clerk offers it, the answer brings name, birth date and level, the clerk decides."""

from dataclasses import replace
from datetime import datetime

from identity.domain import mrz_dates
from identity.domain.check import Check, Person, Status, Step
from identity.domain.errors import OutOfStep
from identity.domain.handoff import VALID, AnswerRefused, Handoff, Refusal, Told, asked_for
from identity.domain.levels import reaches
from identity.domain.steps import Around


def offer(check: Check, request: str, now: datetime) -> Check:
    """Offer it; an earlier offer does not stand any more."""
    check.require_open()
    if check.results.handoff is not None and check.results.handoff.answered:
        raise OutOfStep("BundID has answered already")
    return check.changed(results=replace(check.results, handoff=Handoff(request, now + VALID)))


def withdraw(check: Check) -> Check:
    """Take the offer back and go on by video."""
    if check.results.handoff is None or check.results.handoff.answered:
        raise OutOfStep("no offer stands")
    return check.changed(results=replace(check.results, handoff=None))


def standing_offer(check: Check, request: str, now: datetime) -> Handoff:
    """Return the offer that is meant if it can still be taken.

    Raises:
        AnswerRefused: saying why not.
    """
    handoff = check.results.handoff
    if handoff is None or handoff.request != request:
        raise AnswerRefused(Refusal.UNSOLICITED)
    if handoff.answered:
        raise AnswerRefused(Refusal.REPLAYED)
    if check.status is not Status.OPEN:
        raise AnswerRefused(Refusal.CALL_OVER)
    if now > handoff.until:
        raise AnswerRefused(Refusal.EXPIRED)
    return handoff


def accept(check: Check, request: str, told: Told, around: Around) -> Check:
    """Take over who the person is; what the video check found of a document so far is dropped.

    Raises:
        AnswerRefused: saying why not.
    """
    handoff = standing_offer(check, request, around.now)
    if not reaches(told.level, asked_for(check.required)):
        raise AnswerRefused(Refusal.LEVEL_TOO_LOW)
    if mrz_dates.age(told.birth_date, around.now.date()) < around.policy.minimum_age:
        raise AnswerRefused(Refusal.UNDER_AGE)
    return check.found(
        Step.DECISION,
        handoff=replace(handoff, level=told.level, refused=""),
        person=Person(told.names, told.birth_date),
        holder=None,
        document=None,
        features=(),
    )


def refuse(check: Check, request: str, why: Refusal) -> Check | None:
    """Note for the clerk why an answer to the standing offer was not believed; the offer goes on standing."""
    handoff = check.results.handoff
    if handoff is None or handoff.request != request or handoff.answered or check.status is not Status.OPEN:
        return None
    return check.changed(results=replace(check.results, handoff=replace(handoff, refused=why)))
