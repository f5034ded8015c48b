"""Security questions: topics are drawn, the clerk compares the answer in the register, only right or wrong is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

TOPICS: tuple[str, ...] = (
    "moved-in",
    "previous-address",
    "previous-town",
    "landlord",
    "previous-document-year",
    "household",
    "marriage",
    "second-home",
)
"""Nothing that the document shows or the booking asks; never religion, health or income."""

BITS: dict[str, int] = {
    "moved-in": 8,
    "previous-address": 9,
    "previous-town": 7,
    "landlord": 8,
    "previous-document-year": 3,
    "household": 8,
    "marriage": 12,
    "second-home": 7,
}
"""How many bits an impostor has to guess, estimated low: years cluster, large towns and landlords are likelier."""

MOST_WRONG = 2
"""So many wrong answers end the check: one try each, one replacement."""


class Answer(StrEnum):
    """What the clerk records; the answer itself is kept nowhere."""

    RIGHT = "right"
    WRONG = "wrong"
    LATE = "late"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class Question:
    """A topic that was asked, and how it went."""

    topic: str
    asked_at: datetime
    answer: Answer | None = None


@dataclass(frozen=True)
class Standing:
    """How the questions of a check stand."""

    right: int
    wrong: int

    @property
    def failed(self) -> bool:
        """Too many were wrong."""
        return self.wrong >= MOST_WRONG


def standing(asked: Collection[Question]) -> Standing:
    """Count right and wrong ones; a late answer is a wrong one, one that does not apply is neither."""
    answers = [question.answer for question in asked]
    return Standing(answers.count(Answer.RIGHT), answers.count(Answer.WRONG) + answers.count(Answer.LATE))


@dataclass(frozen=True)
class Draw:
    """From what is drawn: so many right answers are wanted, which have to be worth so many bits together."""

    topics: Collection[str]
    wanted: int = 0
    bits: int = 0


def draw_topic(asked: Collection[Question], draw: Draw, chance: Random) -> str | None:
    """Draw a topic that was not asked in this check and leaves the bits within reach, or None if there is none."""
    used = {question.topic for question in asked}
    left = [topic for topic in draw.topics if topic not in used]
    stands = standing(asked)
    worth = sum(BITS[question.topic] for question in asked if question.answer is Answer.RIGHT)
    still = max(draw.wanted - stands.right - 1, 0)
    spare = max(MOST_WRONG - 1 - stands.wrong, 0)

    def reaches(topic: str) -> bool:
        """Say whether the bits can be reached, also when as many go wrong as may, the most valuable first."""
        others = sorted((BITS[other] for other in left if other != topic), reverse=True)
        if_right = worth + BITS[topic] + sum(others[spare : spare + still])
        if_wrong = worth + sum(others[spare - 1 : spare + still]) if spare else if_right
        return min(if_right, if_wrong) >= draw.bits

    possible = [topic for topic in left if reaches(topic)]
    return chance.choice(possible) if possible else None


def judged(question: Question, answer: Answer, now: datetime, minutes: int) -> Answer:
    """Return what the answer counts as: one that comes too late counts as late, whatever it was."""
    too_late = now > question.asked_at + timedelta(minutes=minutes)
    return Answer.LATE if too_late and answer is Answer.RIGHT else answer
