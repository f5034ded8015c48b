"""A case from its opening to its end, with every way out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID

import pytest

from chassis.unit import TooEarly
from contracts.booking import AppointmentRescheduled
from contracts.parts import VerifiedPerson
from fulfilment.domain.errors import NotAllowed, StatementChanged, UnknownProcedure
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.advance_case import ISSUE, TRANSMIT
from fulfilment.use_cases.back_off import next_look, wait_after
from fulfilment.use_cases.complete_advice import complete_advice
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.dispatch_certificate import post_certificate
from fulfilment.use_cases.follow_transmission import follow_transmission
from fulfilment.use_cases.inform_citizen import inform_citizen
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.object_to_case import object_to_case
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.outside import RegisterAnswer
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.reschedule_appointment import reschedule_appointment
from fulfilment.use_cases.revise_case import revise_case
from fulfilment.use_cases.settle_case import note_money, settle_case
from fulfilment.use_cases.transmit_case import transmit_case
from fulfilment.use_cases.withdraw_cases import withdraw_cases
from tests.service.fulfilment.story import CLERK, ERIKA, Story
from tests.unit.fulfilment.fakes import FakeRegister, FakeSpool, FulfilmentFake, outside


@pytest.fixture
def unit() -> FulfilmentFake:
    return FulfilmentFake()


def state(unit: FulfilmentFake, story: Story) -> str:
    return unit.cases.get(story.case_id).state


def confirm(unit: FulfilmentFake, story: Story) -> None:
    statement = unit.cases.get(story.case_id).statement
    assert statement is not None
    confirm_case(unit, story.appointment_id, story.case_id, statement.digest)


def test_an_appointment_opens_a_numbered_case_and_keeps_its_doors(unit: FulfilmentFake) -> None:
    story = Story()
    open_cases(unit, story.confirmed())
    assert unit.cases.get(story.case_id).number == "OST-2026-000001"
    assert unit.names() == ["CaseOpened"]
    assert {grant.purpose for grant, _ in unit.access.kept.values()} == {"join", "case", "manage"}


def test_the_year_of_a_number_is_the_towns_year(unit: FulfilmentFake) -> None:
    unit.clock.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    story = Story()
    open_cases(unit, story.confirmed())
    assert unit.cases.get(story.case_id).number == "OST-2027-000001"


def test_an_appointment_that_is_heard_twice_opens_its_cases_once(unit: FulfilmentFake) -> None:
    heard = Story().confirmed()
    open_cases(unit, heard)
    open_cases(unit, heard)
    assert unit.names() == ["CaseOpened"]


def test_a_procedure_that_the_town_does_not_have_is_named(unit: FulfilmentFake) -> None:
    with pytest.raises(UnknownProcedure, match="angelschein"):
        open_cases(unit, Story("angelschein").confirmed())


def test_a_running_case_keeps_the_version_that_it_began_with(unit: FulfilmentFake) -> None:
    story = Story()
    story.open(unit)
    changed = dict(unit.catalogue.procedures)
    changed["meldebescheinigung"] = changed["meldebescheinigung"].model_copy(update={"request": "Etwas anderes"})
    unit.catalogue = unit.catalogue.model_copy(update={"procedures": changed})
    prepare_case(unit, story.case_id, story.typed, CLERK)
    statement = unit.cases.get(story.case_id).statement
    assert statement is not None
    assert statement.request == "Ich beantrage eine Meldebescheinigung über meine Person."
    later = Story()
    later.show(unit)
    newer = unit.cases.get(later.case_id).statement
    assert newer is not None
    assert newer.request == "Etwas anderes"


def test_confirmed_before_identified_and_the_other_way_round_both_submit(unit: FulfilmentFake) -> None:
    first, second = Story(), Story()
    first.show(unit)
    confirm(unit, first)
    assert state(unit, first) == "confirmed"
    accept_identity(unit, first.verified())
    second.open(unit)
    accept_identity(unit, second.verified())
    prepare_case(unit, second.case_id, second.typed, CLERK)
    confirm(unit, second)
    assert state(unit, first) == state(unit, second) == "submitted"
    assert unit.names().count("CaseSubmitted") == 2


def test_what_is_submitted_says_what_billing_needs(unit: FulfilmentFake) -> None:
    story = Story("fuehrungszeugnis", answers={"exemption": "volunteer", "exemption_shown": "y"})
    story.submit(unit)
    said = unit.events[-1]
    assert (said.delivery, said.purpose, said.exemption) == ("post", "general", "volunteer")
    assert said.person == ERIKA
    assert said.address.street == "Hindenburgstraße 12"


def test_a_level_that_is_too_low_submits_nothing(unit: FulfilmentFake) -> None:
    story = Story("fuehrungszeugnis", level="normal")
    story.submit(unit)
    assert state(unit, story) == "confirmed"


@pytest.mark.parametrize(("birth", "submitted"), [(date(2012, 11, 24), True), (date(2012, 11, 25), False)])
def test_a_fuehrungszeugnis_is_for_people_of_fourteen_and_older(
    unit: FulfilmentFake, birth: date, submitted: bool
) -> None:
    story = Story("fuehrungszeugnis")
    story.show(unit)
    confirm(unit, story)
    child = VerifiedPerson(given_names="Erika", family_name="Mustermann", birth_date=birth)
    accept_identity(unit, replace(story.verified(), person=child))
    assert (state(unit, story) == "submitted") is submitted


def test_a_confirmation_keeps_digest_and_time_of_the_text(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    confirm(unit, story)
    case = unit.cases.get(story.case_id)
    assert case.confirmation is not None
    assert case.statement is not None
    assert case.confirmation.digest == case.statement.digest
    assert case.confirmation.at == unit.clock()
    assert "Hindenburgstraße 12, 73760 Ostfildern" in case.statement.text


def test_a_text_that_is_not_the_shown_one_is_not_confirmed(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    with pytest.raises(StatementChanged):
        confirm_case(unit, story.appointment_id, story.case_id, "0" * 64)


def test_confirming_twice_is_confirming_once(unit: FulfilmentFake) -> None:
    story = Story()
    story.submit(unit)
    confirm(unit, story)
    assert unit.names().count("CaseSubmitted") == 1


def test_changing_a_text_takes_the_confirmation_back(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    confirm(unit, story)
    revise_case(unit, story.case_id, CLERK)
    case = unit.cases.get(story.case_id)
    assert (case.state, case.confirmation, case.statement) == ("open", None, None)
    assert case.answers["purpose"] == "general"


def test_nothing_changes_after_the_submission(unit: FulfilmentFake) -> None:
    story = Story()
    story.submit(unit)
    with pytest.raises(NotAllowed):
        revise_case(unit, story.case_id, CLERK)


def test_an_objection_reaches_the_clerk_and_the_next_text_clears_it(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    object_to_case(unit, story.case_id, "  Die Hausnummer ist 21. ")
    assert unit.cases.get(story.case_id).note == "Die Hausnummer ist 21."
    prepare_case(unit, story.case_id, story.typed, CLERK)
    assert unit.cases.get(story.case_id).note == ""


def test_another_name_on_the_document_has_the_text_confirmed_again(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    confirm(unit, story)
    heard = story.verified()
    accept_identity(unit, replace(heard, person=replace(heard.person, given_names="Erika Maria")))
    case = unit.cases.get(story.case_id)
    assert (case.state, case.confirmation) == ("prepared", None)
    assert case.statement is not None
    assert case.statement.given_names == "Erika Maria"
    confirm(unit, story)
    assert state(unit, story) == "submitted"


def test_a_rejected_identity_needs_another_way_and_a_new_check_leads_back(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    reject_identity(unit, story.appointment_id, "expired")
    assert state(unit, story) == "other_way"
    accept_identity(unit, story.verified())
    assert state(unit, story) == "open"


def test_advice_needs_no_identity(unit: FulfilmentFake) -> None:
    story = Story("beratung")
    story.open(unit)
    reject_identity(unit, story.appointment_id, "expired")
    complete_advice(unit, story.case_id, CLERK)
    assert unit.names() == ["CaseOpened", "CaseCompleted"]


def test_a_revoked_check_fails_what_is_submitted_and_leaves_what_is_done(unit: FulfilmentFake) -> None:
    submitted, done = Story(), Story()
    submitted.settle(unit)
    reject_identity(unit, submitted.appointment_id, "forged")
    assert (state(unit, submitted), unit.names()[-1]) == ("failed", "CaseFailed")
    assert (ISSUE, submitted.case_id) not in unit.due
    done.settle(unit)
    issue_certificate(unit.work, outside(), done.case_id)
    reject_identity(unit, done.appointment_id, "forged")
    assert state(unit, done) == "completed"


@pytest.mark.parametrize(("procedure", "job"), [("meldebescheinigung", ISSUE), ("fuehrungszeugnis", TRANSMIT)])
def test_a_settled_charge_sets_the_next_job_going_once(unit: FulfilmentFake, procedure: str, job: str) -> None:
    story = Story(procedure)
    story.settle(unit)
    assert (job, story.case_id) in unit.due
    settle_case(unit, story.settled("paid"))
    assert unit.cases.get(story.case_id).settlement == "free"


def test_a_charge_of_a_case_that_is_not_known_yet_waits(unit: FulfilmentFake) -> None:
    with pytest.raises(TooEarly):
        settle_case(unit, Story().settled())


def test_money_that_goes_back_is_remembered(unit: FulfilmentFake) -> None:
    story = Story()
    story.settle(unit)
    note_money(unit, story.case_id, "refunded")
    assert unit.cases.get(story.case_id).settlement == "refunded"


def test_a_certificate_holds_what_the_plan_names_and_reaches_its_end(unit: FulfilmentFake) -> None:
    story = Story()
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    assert unit.names()[-3:] == ["CaseIssued", "CaseDispatched", "CaseCompleted"]
    assert unit.events[-2].delivery == "download"
    assert len(unit.certificates.of(story.appointment_id)) == 1


def test_a_letter_goes_to_the_address_that_was_given(unit: FulfilmentFake) -> None:
    story, spool = Story(answers={"delivery": "post"}), FakeSpool()
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    assert state(unit, story) == "issued"
    post_certificate(unit.work, outside(spool=spool), story.case_id)
    post_certificate(unit.work, outside(spool=spool), story.case_id)
    assert [(letter.tenant, letter.recipient[0]) for letter in spool.letters] == [("ostfildern", "Erika Mustermann")]
    assert unit.events[-2].delivery == "post"


def test_a_request_is_followed_from_acknowledgement_to_its_end(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    states = [state(unit, story)]
    for answer in ("waiting", "acknowledged", "issued"):
        register.answer = RegisterAnswer(answer)
        follow_transmission(unit.work, outside(register), story.case_id)
        states.append(state(unit, story))
    assert states == ["transmitted", "transmitted", "acknowledged", "completed"]
    assert unit.names()[-3:] == ["CaseTransmitted", "CaseDispatched", "CaseCompleted"]


def test_an_authority_that_is_silent_is_asked_again_and_again(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    register.down = True
    unit.clock.advance(hours=2)
    follow_transmission(unit.work, outside(register), story.case_id)
    assert state(unit, story) == "transmitted"
    wait = unit.due["follow-transmission", story.case_id] - unit.clock()
    assert timedelta(minutes=48) <= wait <= timedelta(minutes=72)


@pytest.mark.parametrize(("answer", "tasks"), [("waiting", set()), ("lost", {"no_answer"})])
def test_a_check_that_is_revoked_on_the_way_leaves_the_request_followed_and_sends_nothing_for_nobody(
    unit: FulfilmentFake, answer: Literal["waiting", "lost"], tasks: set[str]
) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    reject_identity(unit, story.appointment_id, "forged")
    register.answer = RegisterAnswer(answer)
    follow_transmission(unit.work, outside(register), story.case_id)
    assert state(unit, story) == "transmitted"
    assert {task.kind for task in unit.tasks.open_of(story.case_id)} == tasks
    assert len(register.received) == 1
    assert ("follow-transmission", story.case_id) in unit.due


def test_what_the_authority_may_have_is_looked_after_when_the_check_is_revoked(unit: FulfilmentFake) -> None:
    story, register = Story("fuehrungszeugnis"), FakeRegister(down=True, kept_out=False)
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    reject_identity(unit, story.appointment_id, "forged")
    register.down = False
    transmit_case(unit.work, outside(register), story.case_id)
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["no_answer"]
    assert (state(unit, story), len(register.received)) == ("settled", 1)


def test_looks_grow_rarer_up_to_some_hours() -> None:
    start = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    waits = [wait_after(start, start + timedelta(seconds=s)) for s in (0, 60, 10**7)]
    assert waits == [timedelta(seconds=2), timedelta(seconds=30), timedelta(hours=6)]


@pytest.mark.parametrize("reach", [Story.open, Story.show, Story.submit, Story.settle])
def test_a_cancelled_appointment_withdraws_its_cases_before_the_pivot(
    unit: FulfilmentFake, reach: Callable[..., object]
) -> None:
    story = Story("fuehrungszeugnis")
    reach(story, unit)
    withdraw_cases(unit, story.appointment_id, "cancelled")
    assert (state(unit, story), unit.names()[-1]) == ("withdrawn", "CaseWithdrawn")
    assert unit.access.revoked == [story.appointment_id]
    assert (TRANSMIT, story.case_id) not in unit.due
    accept_identity(unit, story.verified())
    settle_case(unit, story.settled())
    assert state(unit, story) == "withdrawn"


def test_what_is_with_the_authority_is_not_withdrawn_and_its_tracker_stays(unit: FulfilmentFake) -> None:
    story = Story("fuehrungszeugnis")
    story.settle(unit)
    transmit_case(unit.work, outside(), story.case_id)
    withdraw_cases(unit, story.appointment_id, "cancelled")
    assert state(unit, story) == "transmitted"
    assert unit.steps.rows[-1].detail == "too_late"
    assert unit.access.revoked == []


@pytest.mark.parametrize("hear", [withdraw_cases, reject_identity])
def test_what_comes_before_its_appointment_waits(
    unit: FulfilmentFake, hear: Callable[[FulfilmentFake, UUID, str], None]
) -> None:
    with pytest.raises(TooEarly):
        hear(unit, Story().appointment_id, "missed")


def test_a_moved_appointment_has_new_doors(unit: FulfilmentFake) -> None:
    story = Story()
    story.open(unit)
    heard = story.confirmed()
    moved = AppointmentRescheduled(
        appointment_id=story.appointment_id,
        begins_at=heard.begins_at + timedelta(days=1),
        ends_at=heard.ends_at + timedelta(days=1),
        office="rathaus",
        office_name="Rathaus",
        desk="1",
        access=tuple(replace(one, digest=one.digest[::-1], epoch=2) for one in heard.access),
    )
    reschedule_appointment(unit, moved)
    assert {grant.epoch for grant, _ in unit.access.kept.values()} == {2}
    assert unit.appointments.rows[story.appointment_id].begins_at == moved.begins_at


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("tell-submitted", "ist eingegangen"),
        ("tell-ready", "ist fertig"),
        ("tell-failed", "konnte nicht erledigt werden"),
        ("tell-withdrawn", "wurde zurückgenommen"),
    ],
)
def test_mails_carry_the_link_while_it_opens(unit: FulfilmentFake, kind: str, words: str) -> None:
    story = Story()
    story.settle(unit)
    inform_citizen(unit.work, outside(), story.case_id, kind)
    mail = unit.mails[f"{kind}:{story.case_id}"]
    assert words in mail.subject
    assert "\n" not in mail.subject
    assert ("/vorgang/zugang/" in mail.text) is (kind != "tell-withdrawn")
    assert story.token("case") in mail.text or kind == "tell-withdrawn"


def test_what_failed_together_does_not_come_back_together() -> None:
    start = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    now = start + timedelta(hours=2)
    waits = {next_look(start, now) - now for _ in range(20)}
    assert len(waits) > 1
    assert all(timedelta(minutes=48) <= wait <= timedelta(minutes=72) for wait in waits)


def test_a_letter_that_nobody_takes_becomes_a_task(unit: FulfilmentFake) -> None:
    story = Story(answers={"delivery": "post"})
    story.settle(unit)
    issue_certificate(unit.work, outside(), story.case_id)
    post_certificate(unit.work, outside(spool=FakeSpool(refuses=True)), story.case_id)
    assert state(unit, story) == "issued"
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["returned_mail"]
