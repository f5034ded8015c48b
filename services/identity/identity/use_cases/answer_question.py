"""Record how a security question went; too many wrong ones end the check."""

from identity.domain import steps
from identity.domain.check import Check
from identity.domain.outcome import reject
from identity.domain.questions import Answer
from identity.domain.reasons import Reason
from identity.use_cases.do_step import Place, around, check_at
from identity.use_cases.keep_check import facts, keep
from identity.use_cases.ports import IdentityUnit
from identity.use_cases.say_outcome import say_rejected


def answer_question(unit: IdentityUnit, place: Place, topic: str, answer: Answer) -> Check:
    """Note right or wrong, never the answer itself."""
    check = check_at(unit, place)
    surroundings = around(unit)
    answered = steps.answer_question(check, topic, answer, surroundings)
    if steps.questions_failed(answered, surroundings):
        answered = reject(answered, Reason.QUESTIONS_FAILED, place.actor, surroundings.now)
        say_rejected(unit, answered)
    kept = keep(unit, check, answered)
    unit.note(f"check.{place.step}", check.id, place.actor, **facts(kept))
    return kept
