"""How a check ends: verified, rejected, revoked, or closed without a word about the person."""

from dataclasses import dataclass, replace
from datetime import datetime

from identity.domain.check import Check, Decision, Person, Status, Step
from identity.domain.documents import Document
from identity.domain.errors import NotOpen, OutOfStep, ReasonMissing, ReasonNotPossible
from identity.domain.handoff import Handoff
from identity.domain.levels import BY_VIDEO, reaches
from identity.domain.names import Difference, Names, ZoneNames, compare, words
from identity.domain.reasons import Reason, Revocation


@dataclass(frozen=True)
class Seen:
    """Who came, and with which document."""

    person: Person
    document: Document


# Whoever agreed may take it back at any moment (Article 7(3) GDPR).
_AT_ANY_STEP = (Reason.PICTURE_TOO_POOR, Reason.NO_CONSENT, Reason.DOUBT)
_AT_STEP = {
    Step.CONSENT: (Reason.NO_CONSENT, Reason.LEVEL_NOT_BY_VIDEO),
    Step.CONNECTION: (Reason.CONNECTION_DOUBTFUL,),
    Step.DOCUMENT: (Reason.NO_DOCUMENT, Reason.DOCUMENT_NOT_ACCEPTED),
    Step.FEATURES: (Reason.FEATURES_NOT_SEEN,),
    Step.ZONE: (
        Reason.ZONE_NOT_READABLE,
        Reason.DOCUMENT_EXPIRED,
        Reason.UNDER_AGE,
        Reason.DOCUMENT_NOT_ACCEPTED,
    ),
    Step.NAMES: (Reason.OTHER_PERSON,),
    Step.FACE: (Reason.FACE_DIFFERS,),
    Step.QUESTIONS: (Reason.QUESTIONS_FAILED, Reason.QUESTIONS_LOCKED),
    Step.CODE: (Reason.CODE_NOT_CONFIRMED,),
    Step.DECISION: (Reason.OTHER_PERSON,),
}


def possible_reasons(step: Step) -> tuple[Reason, ...]:
    """Return for which reasons a check can be rejected at a step, the likeliest first."""
    return tuple(dict.fromkeys((*_AT_STEP[step], *_AT_ANY_STEP)))


def verify(check: Check, actor: str, now: datetime, reason: str = "") -> Check:
    """Decide that the person is who the document says, at the level that was asked for; or who BundID says.

    Raises:
        ReasonMissing: if the name that BundID told differs from the booking and nobody says why that may stand.
    """
    if check.step is not Step.DECISION or check.results.person is None:
        raise OutOfStep("not every step is done")
    if check.results.elsewhere is not None:
        return _verify_elsewhere(check, check.results.elsewhere, Decision(now, actor), reason)
    if not check.results.signs_compared or not check.results.face_matched:
        raise OutOfStep("not every step is done")
    if not reaches(BY_VIDEO, check.required):
        raise ReasonNotPossible("video does not reach the level")
    decision = Decision(now, actor, level=check.required)
    return check.changed(status=Status.VERIFIED, decision=decision)


def verify_in_person(check: Check, seen: Seen, actor: str, now: datetime) -> Check:
    """Decide that the person who came to the office is who the original document says: the last way, and the highest.

    Raises:
        NotOpen: while a call is going on, after it was verified or revoked, or where no check is needed.
        ReasonMissing: if the name differs from the booking and nobody says why that may stand.
    """
    if check.status not in (Status.WAITING, Status.REJECTED, Status.CLOSED):
        raise NotOpen(check.status)
    _require_reason(check, seen.person)
    results = replace(check.results, document=seen.document, person=seen.person)
    decision = Decision(now, actor, level=check.required, method="in_person")
    return check.changed(status=Status.VERIFIED, results=results, decision=decision)


def differences(check: Check, names: Names) -> tuple[Difference, ...]:
    """List how names that nobody read from a zone differ from the booking, while that is still known."""
    if not check.booked.family_name:
        return ()
    return compare(check.booked, ZoneNames(words(names.family_name), words(names.given_names)))


def reject(check: Check, reason: Reason, actor: str, now: datetime) -> Check:
    """Decide that the person could not be identified; names and date of birth are dropped."""
    if reason not in possible_reasons(check.step):
        raise ReasonNotPossible(reason)
    return _rejected(check, reason, actor, now)


def revoke(check: Check, reason: Revocation, actor: str, now: datetime) -> Check:
    """Take a verified check back."""
    if check.status is not Status.VERIFIED:
        raise NotOpen(check.status)
    decision = Decision(now, actor, level="none", reason=reason)
    return check.changed(status=Status.REVOKED, decision=decision, results=check.results.without_person())


def end_unfinished(check: Check, now: datetime) -> Check:
    """End a check whose call is over without a decision."""
    return _rejected(check, Reason.NOT_FINISHED, "system", now)


def end_overdue(check: Check, now: datetime) -> Check:
    """End a check of which a step took too long."""
    return _rejected(check, Reason.STEP_TIMED_OUT, "system", now)


def close(check: Check) -> Check:
    """Close a check that will not take place."""
    return check.changed(status=Status.CLOSED, results=check.results.without_person())


def _require_reason(check: Check, person: Person) -> None:
    if not person.reason and any(one.needs_reason for one in differences(check, person.names)):
        raise ReasonMissing


def _verify_elsewhere(check: Check, answer: Handoff, decision: Decision, reason: str) -> Check:
    person = replace(check.results.identified, reason=reason)
    _require_reason(check, person)
    reached = replace(decision, level=answer.level or "none", method="bundid")
    return check.changed(status=Status.VERIFIED, results=replace(check.results, person=person), decision=reached)


def _rejected(check: Check, reason: Reason, actor: str, now: datetime) -> Check:
    ended = check.changed(status=Status.REJECTED, results=check.results.without_person())
    return replace(ended, decision=Decision(now, actor, reason=reason))
