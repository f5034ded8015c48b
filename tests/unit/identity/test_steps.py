"""The state machine of a check, without pages and without a database."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random, SystemRandom
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.unit import TooEarly
from contracts.booking import AppointmentCancelled, AppointmentRescheduled
from contracts.identity import CheckRejected, CheckVerified
from contracts.parts import Access
from contracts.video import ConsultationEnded, ConsultationMissed, ConsultationStarted
from identity.domain import outcome, steps
from identity.domain.check import Check, Person, Status, Step
from identity.domain.contact import Channel
from identity.domain.documents import Document, DocumentKind
from identity.domain.errors import CheckError, NotOpen, OutOfStep, ReasonNotPossible
from identity.domain.handoff import Handoff
from identity.domain.levels import highest
from identity.domain.names import Names
from identity.domain.policy import Policy
from identity.domain.questions import BITS, TOPICS, Answer, Draw, Question, draw_topic
from identity.domain.reasons import Reason
from identity.use_cases import decide_check, follow_appointment, follow_consultation
from identity.use_cases.answer_question import answer_question
from identity.use_cases.confirm_contact import PURPOSE, CodeMail, read_code, send_code
from identity.use_cases.do_step import do_step
from identity.use_cases.match_face import match_face
from identity.use_cases.open_check import open_check
from identity.use_cases.read_zone import read_zone
from tests.unit.identity import zones
from tests.unit.identity.fakes import (
    BEGINS,
    CONSULTATION,
    FakeIdentityUnit,
    confirmed,
    in_call,
    outside,
    place,
)

ERIKA = Names("Erika", "Mustermann")
OUTSIDE = outside()


def advance(unit: FakeIdentityUnit, check: Check) -> Check:  # noqa: C901, PLR0911 - one step each
    """Do the check's current step as a satisfied clerk would."""
    match check.step:
        case Step.CONSENT:
            return do_step(unit, place(check), steps.give_consent)
        case Step.CONNECTION:
            return do_step(unit, place(check), steps.compare_signs)
        case Step.DOCUMENT:
            return do_step(unit, place(check), lambda c, a: steps.choose_document(c, zones.ID_CARD, a))
        case Step.FEATURES:
            seen = {feature.key: True for feature in check.results.features}
            return do_step(unit, place(check), lambda c, _a: steps.see_features(c, seen))
        case Step.ZONE:
            return read_zone(unit, place(check), zones.td1())
        case Step.NAMES:
            return do_step(unit, place(check), lambda c, a: steps.confirm_names(c, ERIKA, "", a))
        case Step.FACE:
            return match_face(unit, place(check), OUTSIDE, None)
        case Step.QUESTIONS:
            topic = check.results.questions[-1].topic
            return answer_question(unit, place(check), OUTSIDE, topic, Answer.RIGHT)
        case Step.CODE:
            send_code(unit, place(check), Channel.MAIL, lambda _voice, code, _language: CodeMail("Code", code))
            check = unit.checks.kept[check.appointment_id]
            confirmed_check, _ = read_code(unit, place(check), unit.codes.issued[PURPOSE, check.id][-1])
            return confirmed_check
        case Step.DECISION:
            return decide_check.verify_check(unit, place(check))


def to(unit: FakeIdentityUnit, check: Check, step: Step) -> Check:
    """Lead a check to a step."""
    while check.step is not step:
        check = advance(unit, check)
    return check


def test_the_level_is_the_highest_of_the_booked_procedures() -> None:
    assert highest(["none", "substantial", "normal"]) == "substantial"
    unit = FakeIdentityUnit()
    assert open_check(unit, confirmed("none", "normal")).required == "normal"
    assert open_check(unit, confirmed("none")).status is Status.NOT_NEEDED


def test_only_the_tokens_for_the_call_and_the_tracker_are_kept() -> None:
    unit = FakeIdentityUnit()
    open_check(unit, confirmed("normal"))
    assert {grant.purpose for grant, _ in unit.access.kept.values()} == {"join", "case"}


def test_a_satisfied_clerk_reaches_the_decision_and_says_who_it_is() -> None:
    unit, check = in_call("normal")
    verified = advance(unit, to(unit, check, Step.DECISION))
    assert verified.status is Status.VERIFIED
    (event,) = unit.events
    assert isinstance(event, CheckVerified)
    assert (event.person.family_name, event.level) == ("Mustermann", "normal")


@given(st.sampled_from(tuple(Step)), st.sampled_from(tuple(Step)))
def test_no_step_is_done_but_the_current_one(current: Step, asked: Step) -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, current)
    if asked is current:
        return
    with pytest.raises(OutOfStep):
        do_step(unit, place(check, asked), lambda c, _a: c.changed())
    assert unit.checks.kept[check.appointment_id] == check


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OPEN])
def test_no_step_is_done_while_the_check_is_not_open(status: Status) -> None:
    unit, check = in_call()
    unit.checks.kept[check.appointment_id] = replace(check, status=status)
    with pytest.raises(NotOpen):
        do_step(unit, place(check), steps.give_consent)


def test_a_page_of_an_older_revision_is_refused() -> None:
    unit, check = in_call()
    advance(unit, check)
    with pytest.raises(OutOfStep):
        do_step(unit, place(check, Step.CONNECTION, check.revision), steps.give_consent)


def test_another_document_starts_its_steps_anew() -> None:
    unit, check = in_call()
    check = to(unit, check, Step.NAMES)
    for _ in range(3):
        check = do_step(unit, place(check), lambda c, _a: steps.go_back(c))
    assert check.step is Step.DOCUMENT
    passport = Document(DocumentKind.PASSPORT, "D")
    check = do_step(unit, place(check), lambda c, a: steps.choose_document(c, passport, a))
    assert check.results.person is None
    assert not any(feature.seen for feature in check.results.features)


def back(unit: FakeIdentityUnit, check: Check, step: Step) -> Check:
    """Lead a check back to a step."""
    while check.step is not step:
        check = do_step(unit, place(check), lambda c, _a: steps.go_back(c))
    return check


@pytest.mark.parametrize("other", [{"names": "MEYER<<JONAS"}, {"birth": "640813"}])
@pytest.mark.parametrize("step", [Step.ZONE, Step.DOCUMENT])
def test_the_answers_of_one_person_never_count_for_another(step: Step, other: dict[str, str]) -> None:
    unit, check = in_call("substantial")
    check = back(unit, to(unit, check, Step.DECISION), step)
    if step is Step.DOCUMENT:
        passport = Document(DocumentKind.PASSPORT, "D")
        check = do_step(unit, place(check), lambda c, a: steps.choose_document(c, passport, a))
        check = advance(unit, check)
        check = read_zone(unit, place(check), zones.td3(**other))
    else:
        check = read_zone(unit, place(check), zones.td1(**other))
    assert not check.results.face_matched
    assert not check.results.code_confirmed
    names = Names("Jonas", "Meyer") if "names" in other else ERIKA
    check = do_step(unit, place(check), lambda c, a: steps.confirm_names(c, names, "Name geändert", a))
    check = match_face(unit, place(check), OUTSIDE, None)
    assert (check.step, [one.answer for one in check.results.questions]) == (Step.QUESTIONS, [None])


def test_changing_to_another_person_and_back_asks_nothing_again() -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, Step.DECISION)
    before = {question.topic for question in check.results.questions}
    for names in ("MEYER<<JONAS", "MUSTERMANN<<ERIKA"):
        check = back(unit, check, Step.ZONE)
        check = read_zone(unit, place(check), zones.td1(names=names))
    check = to(unit, check, Step.QUESTIONS)
    assert check.results.questions[-1].topic not in before


def test_another_document_of_the_same_person_leaves_the_answers_as_they_are() -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, Step.DECISION)
    asked = check.results.questions
    check = back(unit, check, Step.DOCUMENT)
    passport = Document(DocumentKind.PASSPORT, "D")
    check = do_step(unit, place(check), lambda c, a: steps.choose_document(c, passport, a))
    check = read_zone(unit, place(advance(unit, check)), zones.td3())
    assert to(unit, check, Step.DECISION).results.questions == asked


def test_going_back_over_answered_questions_asks_none_again() -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, Step.DECISION)
    asked = check.results.questions
    check = do_step(unit, place(check), lambda c, _a: steps.go_back(c))
    assert check.step is Step.FACE
    check = advance(unit, check)
    assert (check.step, check.results.questions) == (Step.DECISION, asked)


def test_an_open_question_cannot_be_left() -> None:
    unit, check = in_call()
    check = to(unit, check, Step.QUESTIONS)
    with pytest.raises(OutOfStep):
        steps.go_back(check)


def test_a_question_that_does_not_apply_is_replaced_and_counts_for_nothing() -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, Step.QUESTIONS)
    topic = check.results.questions[-1].topic
    check = answer_question(unit, place(check), OUTSIDE, topic, Answer.NOT_APPLICABLE)
    assert check.step is Step.QUESTIONS
    assert check.results.questions[-1].topic != topic
    assert to(unit, check, Step.DECISION).step is Step.DECISION


def test_a_town_may_do_without_questions_at_the_normal_level() -> None:
    unit, check = in_call()
    unit.catalogue = Policy.model_validate({"version": "1", "levels": {"normal": {"features": 2, "questions": 0}}})
    check = to(unit, check, Step.FACE)
    assert advance(unit, check).step is Step.DECISION


def test_questions_are_drawn_uniformly() -> None:
    chance = SystemRandom()
    drawn = Counter(draw_topic((), Draw(TOPICS, 3, 20), chance) for _ in range(10_000))
    expected = 10_000 / len(TOPICS)
    chi_square = sum((count - expected) ** 2 / expected for count in drawn.values())
    assert set(drawn) == set(TOPICS)
    assert chi_square < 35, "seven degrees of freedom: once in 90,000 runs by chance"


@given(st.randoms(), st.integers(0, 3))
def test_three_right_answers_are_worth_twenty_bits_also_after_a_wrong_one(chance: Random, wrong_at: int) -> None:
    asked: list[Question] = []
    for number in range(3 + (wrong_at < 3)):
        topic = draw_topic(asked, Draw(TOPICS, 3, 20), chance)
        assert topic is not None
        asked.append(Question(topic, BEGINS, Answer.WRONG if number == wrong_at else Answer.RIGHT))
    assert sum(BITS[one.topic] for one in asked if one.answer is Answer.RIGHT) >= 20


def test_no_topic_is_asked_twice() -> None:
    asked = [Question(topic, BEGINS) for topic in TOPICS[:-1]]
    assert draw_topic(asked, Draw(TOPICS), SystemRandom()) == TOPICS[-1]
    assert draw_topic([*asked, Question(TOPICS[-1], BEGINS)], Draw(TOPICS), SystemRandom()) is None


@pytest.mark.parametrize("step", tuple(Step))
def test_each_step_is_left_by_its_own_reasons_only(step: Step) -> None:
    _, check = in_call()
    check = replace(check, step=step)
    for reason in Reason:
        if reason in outcome.possible_reasons(step):
            assert outcome.reject(check, reason, "x", BEGINS).status is Status.REJECTED
        else:
            with pytest.raises(ReasonNotPossible):
                outcome.reject(check, reason, "x", BEGINS)


@pytest.mark.parametrize("step", tuple(Step))
def test_who_takes_the_consent_back_ends_the_check_at_any_step(step: Step) -> None:
    reasons = outcome.possible_reasons(step)
    assert reasons.count(Reason.NO_CONSENT) == 1


def test_a_rejection_drops_names_and_birth_date() -> None:
    unit, check = in_call()
    check = to(unit, check, Step.FACE)
    rejected = decide_check.reject_check(unit, place(check), Reason.FACE_DIFFERS)
    assert rejected.results.person is None
    assert rejected.results.holder is None
    assert isinstance(unit.events[-1], CheckRejected)


def ended(unit: FakeIdentityUnit, check: Check, how: Literal["completed", "broken_off"] = "completed") -> Check:
    """Let the call end."""
    follow_consultation.end_check(
        unit,
        ConsultationEnded(
            appointment_id=check.appointment_id,
            consultation_id=CONSULTATION,
            ended_at=BEGINS,
            outcome=how,
        ),
    )
    return unit.checks.kept[check.appointment_id]


@pytest.mark.parametrize("how", ["completed", "broken_off"])
def test_a_call_that_ends_undecided_rejects_and_later_steps_are_refused(
    how: Literal["completed", "broken_off"],
) -> None:
    unit, check = in_call()
    after = ended(unit, check, how)
    assert (after.status, unit.events[-1].reason) == (Status.REJECTED, "not-finished")
    assert not unit.contacts.kept
    with pytest.raises(CheckError):
        do_step(unit, place(check), steps.give_consent)


def started(unit: FakeIdentityUnit, check: Check, clerk: str, minutes: int) -> Check:
    """Let a clerk admit the person again, or take the call over."""
    follow_consultation.begin_check(
        unit,
        ConsultationStarted(
            appointment_id=check.appointment_id,
            consultation_id=CONSULTATION,
            clerk=clerk,
            started_at=BEGINS + timedelta(minutes=minutes),
        ),
    )
    return unit.checks.kept[check.appointment_id]


@pytest.mark.parametrize("clerk", ["other", "clerk"])
def test_who_goes_on_with_a_call_compares_signs_and_face_anew_and_keeps_the_document(clerk: str) -> None:
    unit, check = in_call("substantial")
    before = to(unit, check, Step.DECISION)
    unit.time.advance(minutes=3)
    check = started(unit, before, clerk, 1)
    assert (check.step, check.clerk) == (Step.CONNECTION, clerk)
    assert check.results.due == unit.clock() + unit.catalogue.time_for(Step.CONNECTION)
    assert (check.results.signs_compared, check.results.face_matched, check.results.prompts) == (False, False, ())
    for step in (Step.CONNECTION, Step.DECISION):
        with pytest.raises(OutOfStep):
            decide_check.verify_check(unit, place(check, step))
    check = advance(unit, check)
    assert check.step is Step.FACE
    assert len(check.results.prompts) == 2
    check = advance(unit, check)
    assert (check.step, check.results.questions) == (Step.DECISION, before.results.questions)
    assert advance(unit, check).status is Status.VERIFIED


def test_the_time_for_the_connection_begins_anew_with_each_clerk() -> None:
    unit, check = in_call()
    check = to(unit, check, Step.CONNECTION)
    unit.time.advance(minutes=1)
    check = started(unit, check, "other", 1)
    assert check.results.due == unit.clock() + unit.catalogue.time_for(Step.CONNECTION)


def test_news_of_an_older_call_or_the_same_news_again_change_nothing() -> None:
    unit, check = in_call()
    assert started(unit, check, "clerk", 0) == check
    check = advance(unit, started(unit, to(unit, check, Step.FEATURES), "other", 2))
    assert check.step is Step.DOCUMENT
    for clerk, minutes in (("other", 2), ("clerk", 0), ("third", 1)):
        assert started(unit, check, clerk, minutes) == check


def test_who_has_not_agreed_yet_is_still_asked_by_the_next_clerk() -> None:
    unit, check = in_call()
    check = started(unit, check, "other", 1)
    assert (check.step, check.clerk) == (Step.CONSENT, "other")


def test_a_question_that_was_open_is_open_still_after_a_hand_over_and_no_other_is_drawn() -> None:
    unit, check = in_call("substantial")
    check = to(unit, check, Step.QUESTIONS)
    asked = check.results.questions
    check = to(unit, started(unit, check, "other", 1), Step.QUESTIONS)
    assert check.results.questions == asked


def test_whom_bundid_has_named_the_next_clerk_decides_on() -> None:
    unit, check = in_call("high")
    person, answer = Person(ERIKA, date(1964, 8, 12)), Handoff("x", BEGINS, "high")
    unit.checks.kept[check.appointment_id] = check.found(Step.DECISION, person=person, handoff=answer)
    check = started(unit, check, "other", 1)
    assert (check.step, check.clerk) == (Step.DECISION, "other")
    assert advance(unit, check).decided.method == "bundid"


@pytest.mark.parametrize("clerk", ["other", "clerk"])
def test_a_decision_stands_whoever_goes_on_with_the_call(clerk: str) -> None:
    unit, check = in_call()
    verified = advance(unit, to(unit, check, Step.DECISION))
    assert started(unit, verified, clerk, 1) == verified


def test_the_end_of_a_call_leaves_a_decision_as_it_is() -> None:
    unit, check = in_call()
    verified = advance(unit, to(unit, check, Step.DECISION))
    assert ended(unit, verified) == verified


def test_events_that_come_too_early_wait() -> None:
    unit = FakeIdentityUnit()
    unknown = confirmed("normal")
    with pytest.raises(TooEarly):
        follow_appointment.close_check(
            unit, AppointmentCancelled(appointment_id=unknown.appointment_id, cancelled_at=BEGINS, by="town")
        )
    check = open_check(unit, unknown)
    with pytest.raises(TooEarly):
        ended(unit, check)


def test_a_missed_appointment_is_closed_and_waits_again_when_it_moves() -> None:
    unit = FakeIdentityUnit()
    check = open_check(unit, confirmed("normal"))
    missed = ConsultationMissed(appointment_id=check.appointment_id, consultation_id=CONSULTATION, missed_at=BEGINS)
    follow_consultation.drop_check(unit, missed)
    assert unit.checks.kept[check.appointment_id].status is Status.CLOSED
    later = BEGINS + timedelta(days=7)
    follow_appointment.move_check(
        unit,
        AppointmentRescheduled(
            appointment_id=check.appointment_id,
            begins_at=later,
            ends_at=later,
            office="rathaus",
            office_name="Rathaus",
            desk="1",
            access=(Access(purpose="join", digest="new", epoch=2, valid_until=later),),
        ),
    )
    moved = unit.checks.kept[check.appointment_id]
    assert (moved.status, moved.begins_at) == (Status.WAITING, later)
    assert set(unit.access.kept) == {"new", "cc"}


def test_a_cancelled_appointment_closes_check_and_doors() -> None:
    unit, check = in_call()
    follow_appointment.close_check(
        unit, AppointmentCancelled(appointment_id=check.appointment_id, cancelled_at=BEGINS, by="citizen")
    )
    assert unit.checks.kept[check.appointment_id].status is Status.CLOSED
    assert unit.access.revoked == [check.appointment_id]


def test_video_never_reaches_the_level_high() -> None:
    unit, check = in_call("high")
    check = to(unit, check, Step.DECISION)
    with pytest.raises(ReasonNotPossible):
        decide_check.verify_check(unit, place(check))
    assert unit.events == []
