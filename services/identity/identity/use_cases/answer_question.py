"""Record how a security question went; too many wrong ones end the check, too many guesses lock the questions."""

from identity.domain import steps
from identity.domain.check import Check, Status
from identity.domain.errors import OutOfStep
from identity.domain.outcome import reject
from identity.domain.questions import Answer
from identity.domain.reasons import Reason
from identity.use_cases import question_persons as persons
from identity.use_cases.do_step import Place, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.lock_questions import open_lock_task
from identity.use_cases.match_face import note_open_question
from identity.use_cases.ports import IdentityUnit, Outside
from identity.use_cases.say_outcome import say_rejected


def answer_question(unit: IdentityUnit, place: Place, outside: Outside, topic: str, answer: Answer) -> Check:
    """Note what the clerk compared in the register's own program: right or wrong, never the answer itself."""
    check = check_at(unit, place)
    if check.results.blind:
        raise OutOfStep("this question is compared by the system")
    return _answered(unit, place, outside, check, topic, answer)


def say_answer(unit: IdentityUnit, place: Place, outside: Outside, topic: str, said: str) -> Check:
    """Compare what the person said with what the register knows; neither is shown, logged or kept."""
    check = check_at(unit, place)
    known = persons.kept_facts(unit, outside, check)
    if known is None or not check.results.blind or topic not in known.topics:
        raise OutOfStep("there is nothing to compare with")
    answer = Answer.RIGHT if known.agrees(topic, said) else Answer.WRONG
    return _answered(unit, place, outside, check, topic, answer)


def _answered(  # noqa: PLR0913, PLR0917 - what an answer is about
    unit: IdentityUnit, place: Place, outside: Outside, check: Check, topic: str, answer: Answer
) -> Check:
    passed = () if answer is Answer.NOT_APPLICABLE else persons.count_guess(unit, outside, check, place.actor)
    known = persons.kept_facts(unit, outside, check) if check.results.blind else None
    around = persons.surroundings(unit, outside, check, known)
    if not passed:
        answered = steps.answer_question(check, topic, answer, around)
        if steps.questions_failed(answered, around):
            answered = reject(answered, Reason.QUESTIONS_FAILED, place.actor, around.now)
    else:
        answered = reject(check, Reason.QUESTIONS_LOCKED, place.actor, around.now)
    note_open_question(unit, outside, check, answered)
    kept = keep(unit, check, answered)
    if passed:
        open_lock_task(unit, kept, passed, place.actor)
    if kept.status is Status.REJECTED:
        say_rejected(unit, kept)
    unit.note(f"check.{place.step}", check.id, place.actor, **facts(kept))
    return kept
