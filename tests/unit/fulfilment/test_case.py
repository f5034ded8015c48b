"""A case from its opening to the submission."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.fulfilment import CaseSubmitted
from contracts.parts import VerifiedPerson
from fulfilment.domain.errors import NotAllowed, StatementChanged, UnknownProcedure
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.advance_case import ISSUE
from fulfilment.use_cases.complete_advice import complete_advice
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.object_to_case import object_to_case
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.revise_case import revise_case
from tests.service.fulfilment.story import CLERK, ERIKA, Story
from tests.unit.fulfilment.around import outside
from tests.unit.fulfilment.fakes import FulfilmentFake


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
    reject_identity(unit, story.appointment_id, "expired", datetime.now(UTC))
    assert state(unit, story) == "other_way"
    accept_identity(unit, story.verified())
    assert state(unit, story) == "open"


def test_what_was_revoked_does_not_come_back_with_the_check_that_is_heard_late(unit: FulfilmentFake) -> None:
    story = Story()
    story.show(unit)
    confirm(unit, story)
    checked = story.verified()
    reject_identity(unit, story.appointment_id, "forged", checked.verified_at + timedelta(minutes=5))
    accept_identity(unit, checked)
    appointment = unit.appointments.rows[story.appointment_id]
    assert (appointment.check, appointment.person, state(unit, story)) == ("rejected", None, "other_way")


def test_a_rejection_that_is_heard_late_does_not_undo_the_check_after_it(unit: FulfilmentFake) -> None:
    story = Story()
    submitted = story.submit(unit)
    rejected_at = story.verified().verified_at - timedelta(minutes=5)
    reject_identity(unit, story.appointment_id, "unreadable", rejected_at)
    assert unit.appointments.rows[story.appointment_id].check == "verified"
    assert state(unit, story) == submitted.state


def test_who_has_no_address_abroad_yet_is_known_by_the_one_before_and_gets_no_letter(unit: FulfilmentFake) -> None:
    unknown = {f"address.{part}": "" for part in ("street", "postal_code", "city")}
    story = Story("abmeldung", answers={"delivery": "post", **unknown})
    story.open(unit)
    by_post = prepare_case(unit, story.case_id, story.typed, CLERK)
    assert [(problem.input, problem.kind) for problem in by_post.problems] == [("address.street", "missing")]
    prepare_case(unit, story.case_id, story.typed | {"delivery": "download"}, CLERK)
    confirm(unit, story)
    accept_identity(unit, story.verified())
    submitted = unit.events[-1]
    assert isinstance(submitted, CaseSubmitted)
    assert submitted.address.city == "Stuttgart"


def test_advice_needs_no_identity(unit: FulfilmentFake) -> None:
    story = Story("beratung")
    story.open(unit)
    reject_identity(unit, story.appointment_id, "expired", datetime.now(UTC))
    complete_advice(unit, story.case_id, CLERK)
    assert unit.names() == ["CaseOpened", "CaseCompleted"]


def test_a_revoked_check_fails_what_is_submitted_and_leaves_what_is_done(unit: FulfilmentFake) -> None:
    submitted, done = Story(), Story()
    submitted.settle(unit)
    reject_identity(unit, submitted.appointment_id, "forged", datetime.now(UTC))
    assert (state(unit, submitted), unit.names()[-1]) == ("failed", "CaseFailed")
    assert (ISSUE, submitted.case_id) not in unit.due
    done.settle(unit)
    issue_certificate(unit.work, outside(), done.case_id)
    reject_identity(unit, done.appointment_id, "forged", datetime.now(UTC))
    assert state(unit, done) == "completed"
