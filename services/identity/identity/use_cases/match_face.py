"""Note that the face is that of the photo, and draw the first security question about the person."""

from dataclasses import replace

from identity.domain import outcome, steps
from identity.domain.answers import RegisterFacts
from identity.domain.check import Check, Status, Step
from identity.domain.lock import LockedBy
from identity.domain.reasons import Reason
from identity.use_cases import question_persons as persons
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts as told_facts
from identity.use_cases.keep_check import keep
from identity.use_cases.lock_questions import open_lock_task
from identity.use_cases.ports import IdentityUnit, Outside
from identity.use_cases.say_outcome import say_rejected


def match_face(unit: IdentityUnit, place: Place, outside: Outside, known: RegisterFacts | None) -> Check:
    """Do the step; where no question is left for this person, the check ends as locked."""
    check = check_at(unit, place)
    usable = persons.enough(known)
    around = persons.surroundings(unit, outside, check, usable)
    matched = steps.match_face(check, around)
    if matched.step is Step.QUESTIONS and not check.results.questions:
        matched = replace(matched, results=replace(matched.results, blind=usable is not None))
    if usable is not None and matched.results.blind:
        unit.register.keep_facts(check.id, persons.sealed(outside, str(check.id), usable))
    if steps.questions_failed(matched, around) or (matched.step is Step.QUESTIONS and not matched.results.questions):
        matched = outcome.reject(matched, Reason.QUESTIONS_LOCKED, place.actor, around.now)
    note_open_question(unit, outside, check, matched)
    kept = keep(unit, check, matched)
    if kept.status is Status.REJECTED:
        open_lock_task(unit, kept, (LockedBy.TOPICS,), place.actor)
        say_rejected(unit, kept)
    unit.note("check.face", check.id, place.actor, **told_facts(kept))
    return kept


def note_open_question(unit: IdentityUnit, outside: Outside, before: Check, after: Check) -> None:
    """Remember a topic that was just drawn, under the person's pseudonym."""
    asked = after.results.questions
    if asked and len(asked) > len(before.results.questions):
        unit.register.note_topic(persons.pseudonym_of(unit, outside, before), asked[-1].topic, unit.clock())
