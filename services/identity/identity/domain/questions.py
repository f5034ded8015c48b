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


def draw_topic(asked: Collection[Question], topics: Collection[str], chance: Random) -> str | None:
    """Draw a topic that was not asked in this check, or None if there is none left."""
    used = {question.topic for question in asked}
    left = [topic for topic in topics if topic not in used]
    return chance.choice(left) if left else None


def judged(question: Question, answer: Answer, now: datetime, minutes: int) -> Answer:
    """Return what the answer counts as: one that comes too late counts as late, whatever it was."""
    too_late = now > question.asked_at + timedelta(minutes=minutes)
    return Answer.LATE if too_late and answer is Answer.RIGHT else answer
