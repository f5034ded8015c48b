"""The steps of a check as a state machine: each takes the check and what was found, and leads to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from identity.domain.check import STEPS, Check, Consent, FeatureSeen, Person, Step
from identity.domain.documents import Document
from identity.domain.errors import (
    DocumentNotAccepted,
    NamesDoNotMatch,
    OutOfStep,
    ReasonMissing,
    ReasonNotPossible,
    ZoneNotGood,
)
from identity.domain.features import draw_features
from identity.domain.judgement import Judgement
from identity.domain.names import Names, compare, family_matches, matches
from identity.domain.policy import Policy, Scope
from identity.domain.prompts import draw_prompts
from identity.domain.questions import Answer, Draw, Question, draw_topic, judged, standing


@dataclass(frozen=True)
class Around:
    """What the steps need beside the check: the town's rules, the moment, and chance."""

    policy: Policy
    now: datetime
    chance: Random
    topics: frozenset[str] | None = None

    def scope(self, check: Check) -> Scope:
        """Return how much the check's level asks for."""
        return self.policy.scope(check.required)

    def draw(self, check: Check) -> Draw:
        """Return from what questions are drawn: the topics that can be asked now, or all of the town's."""
        scope, topics = self.scope(check), self.policy.question_topics
        possible = tuple(one for one in topics if self.topics is None or one in self.topics)
        return Draw(possible, scope.questions, scope.bits)


def give_consent(check: Check, around: Around) -> Check:
    """Note that the purpose was said and the person agreed."""
    return check.found(Step.CONNECTION, consent=Consent(around.policy.version, around.now))


def reconnect(check: Check, clerk: str, at: datetime) -> Check:
    """Go on with another clerk or over another connection: signs and face are compared anew, first of all.

    What was found about the document stays, and so do the answers. Who has not agreed yet is still asked, and whom
    BundID has named is decided on.
    """
    results = replace(check.results, connected_at=at, signs_compared=False, face_matched=False, prompts=())
    stays = check.step is Step.CONSENT or results.elsewhere is not None
    return check.changed(clerk=clerk, results=results, step=check.step if stays else Step.CONNECTION)


def compare_signs(check: Check, around: Around) -> Check:
    """Note that both sides read the same signs and nothing about the picture is odd; a document that is done stays."""
    if check.results.person is None:
        return check.found(Step.DOCUMENT, signs_compared=True)
    return check.found(Step.FACE, signs_compared=True, prompts=_prompts(check, around))


def choose_document(check: Check, document: Document, around: Around) -> Check:
    """Note kind and state of the document and draw its security features; another document starts its steps anew.

    The holder stays until a zone is read, which tells whether the other document is somebody else's.
    """
    if not around.policy.accepts(document):
        raise DocumentNotAccepted(document.state)
    if check.results.document == document and check.results.features:
        return check.found(Step.FEATURES)
    drawn = draw_features(document, around.scope(check).features, around.chance, around.policy.features_off)
    features = tuple(FeatureSeen(key) for key in drawn)
    return check.found(Step.FEATURES, document=document, features=features, person=None)


def see_features(check: Check, seen: Mapping[str, bool]) -> Check:
    """Note that every drawn feature was recognised; one that was not leads to a rejection, not to the next step."""
    drawn = check.results.features
    if not all(seen.get(feature.key) for feature in drawn):
        raise ReasonNotPossible("a feature was not recognised: the check has to be rejected")
    return check.found(Step.ZONE, features=tuple(replace(feature, seen=True) for feature in drawn))


def read_zone(check: Check, judgement: Judgement) -> Check:
    """Keep names and date of birth of a zone of which everything is good; another holder starts anew.

    What limits guesses is counted elsewhere and goes on, so that nobody changes there and back for new questions.
    """
    if judgement.holder is None:
        raise ZoneNotGood
    same = check.results.holder in (None, judgement.holder)
    results = check.results if same else check.results.of_another()
    return replace(check, results=results).found(Step.NAMES, holder=judgement.holder)


def confirm_names(check: Check, names: Names, reason: str, around: Around) -> Check:
    """Note the names as they stand on the front; differences to the booking need a reason."""
    holder = check.results.holder
    if holder is None:
        raise OutOfStep("the zone has not been read")
    if not matches(names, holder.names):
        raise NamesDoNotMatch(family_matches=family_matches(names, holder.names))
    if not reason and any(difference.needs_reason for difference in compare(check.booked, holder.names)):
        raise ReasonMissing
    person = Person(names, holder.birth_date, reason)
    return check.found(Step.FACE, person=person, prompts=_prompts(check, around))


def match_face(check: Check, around: Around) -> Check:
    """Note that the face is that of the photo, and draw the first question where the level asks for some."""
    if not around.scope(check).questions:
        return check.found(after_questions(check, around), face_matched=True)
    if check.results.questions:
        return _after_answers(check.found(Step.QUESTIONS, face_matched=True), around)
    return _ask(check.found(Step.QUESTIONS, face_matched=True), around)


def answer_question(check: Check, topic: str, answer: Answer, around: Around) -> Check:
    """Note how the open question went; one try each."""
    asked = check.results.questions
    if not asked or asked[-1].topic != topic or asked[-1].answer is not None:
        raise OutOfStep("that question is not open")
    counted = judged(asked[-1], answer, around.now, around.policy.question_minutes)
    answered = (*asked[:-1], replace(asked[-1], answer=counted))
    return _after_answers(check.found(Step.QUESTIONS, questions=answered), around)


def questions_failed(check: Check, around: Around) -> bool:
    """Say whether too many were wrong, or none is left to ask."""
    asked = check.results.questions
    stands = standing(asked)
    none_open = bool(asked) and asked[-1].answer is not None
    unfinished = stands.right < around.scope(check).questions
    return check.step is Step.QUESTIONS and none_open and (stands.failed or unfinished)


def go_back(check: Check) -> Check:
    """Return to the step before; what was found stays as a proposal, answered questions stay answered."""
    check.require_open()
    position = STEPS.index(check.step)
    if position == 0:
        raise OutOfStep("this is the first step")
    before = STEPS[position - 1]
    if check.step is Step.QUESTIONS and check.results.questions[-1].answer is None:
        raise OutOfStep("a question is open")
    if check.results.elsewhere is not None:
        raise OutOfStep("BundID has answered: the person is decided on, or the check ends")
    if before in (Step.QUESTIONS, Step.CODE):
        before = Step.FACE
    return check.changed(step=before)


def after_questions(check: Check, around: Around) -> Step:
    """Return what comes after the questions: the code to the booking's contact where the level asks for it."""
    return Step.CODE if around.scope(check).code and not check.results.code_confirmed else Step.DECISION


def send_code(check: Check, channel: str) -> Check:
    """Note by which channel a code was sent."""
    return check.found(Step.CODE, code_sent_by=channel)


def confirm_code(check: Check) -> Check:
    """Note that the person read the code that was sent to the booking's contact."""
    return check.found(Step.DECISION, code_confirmed=True)


def _prompts(check: Check, around: Around) -> tuple[str, ...]:
    return check.results.prompts or draw_prompts(around.chance)


def _after_answers(check: Check, around: Around) -> Check:
    stands = standing(check.results.questions)
    if stands.failed or check.results.questions[-1].answer is None:
        return check
    if stands.right >= around.scope(check).questions:
        return replace(check, step=after_questions(check, around))
    return _ask(check, around)


def _ask(check: Check, around: Around) -> Check:
    """Draw the next topic; where none is left the check stays as it is, and has failed."""
    topic = draw_topic(check.results.questions, around.draw(check), around.chance)
    if topic is None:
        return check
    questions = (*check.results.questions, Question(topic, around.now))
    return replace(check, results=replace(check.results, questions=questions))
