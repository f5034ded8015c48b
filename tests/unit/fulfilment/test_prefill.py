"""What is known before the call fills the form in; what a clerk puts right stands everywhere, with its reason."""

from dataclasses import replace
from datetime import date

import pytest

from chassis.tenancy import Tenant
from contracts.parts import Attendee
from fulfilment.domain.certificate import CertificateText
from fulfilment.domain.errors import NotAllowed
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.correct_person import PersonAsTyped, correct_person
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.outside import Addressee
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.queries import case_view
from fulfilment.use_cases.save_draft import save_draft
from fulfilment.use_cases.settle_case import settle_case
from tests.service.fulfilment.story import CLERK, Story
from tests.unit.fulfilment.around import outside
from tests.unit.fulfilment.fakes import FulfilmentFake

BORN = date(1964, 12, 8)
PUT_RIGHT = PersonAsTyped("Érika", "Müstermann", "Im Ausweis stehen keine Akzente", BORN)


def text_of(unit: FulfilmentFake, story: Story) -> str:
    statement = unit.cases.get(story.case_id).statement
    assert statement is not None
    return statement.text


def test_what_is_put_right_stands_in_the_text_the_event_and_the_certificate_with_its_reason() -> None:
    unit, story = FulfilmentFake(), Story()
    story.open(unit)
    accept_identity(unit, story.verified())
    correct_person(unit, story.case_id, PUT_RIGHT, CLERK)
    prepare_case(unit, story.case_id, story.typed, CLERK)
    text = text_of(unit, story)
    for line in ("Familienname: Müstermann", "Geburtsdatum: 08.12.1964", f"berichtigt: {PUT_RIGHT.reason}"):
        assert line in text
    statement = unit.cases.get(story.case_id).statement
    assert statement is not None
    confirm_case(unit, story.appointment_id, story.case_id, statement.digest)
    submitted = unit.events[-1]
    assert (submitted.person.given_names, submitted.person.birth_date) == ("Érika", BORN)
    settle_case(unit, story.settled())
    told: list[CertificateText] = []

    def press(text: CertificateText, town: Tenant, addressee: Addressee | None) -> bytes:
        del town, addressee
        told.append(text)
        return b"%PDF"

    issue_certificate(unit.work, replace(outside(), press=press), story.case_id)
    assert [line.value for line in told[0].lines][:3] == ["Müstermann", "Érika", "08.12.1964"]
    history = [step.event for step in unit.steps.of_case(story.case_id)]
    assert history.count("correct") == 1
    assert PUT_RIGHT.reason not in [step.detail for step in unit.steps.rows], "what is kept for ever names nobody"
    assert ("case.person_corrected", story.case_id, CLERK) in [tuple(row)[:3] for row in unit.audited]


def test_a_check_that_finds_somebody_else_outweighs_what_was_put_right_before_it() -> None:
    unit, story = FulfilmentFake(), Story()
    story.open(unit)
    correct_person(unit, story.case_id, PersonAsTyped("Erica", "Mustermann", "Tippfehler bei der Buchung"), CLERK)
    prepare_case(unit, story.case_id, story.typed, CLERK)
    assert "Vornamen: Erica" in text_of(unit, story)
    accept_identity(unit, story.verified())
    assert "Vornamen: Erika" in text_of(unit, story)
    assert "berichtigt" not in text_of(unit, story)


def test_a_check_that_finds_the_same_again_leaves_what_was_put_right() -> None:
    unit, story = FulfilmentFake(), Story()
    story.open(unit)
    accept_identity(unit, story.verified())
    correct_person(unit, story.case_id, PUT_RIGHT, CLERK)
    prepare_case(unit, story.case_id, story.typed, CLERK)
    before = unit.cases.get(story.case_id)
    accept_identity(unit, story.verified())
    assert unit.cases.get(story.case_id) == before


def test_nothing_is_put_right_behind_the_citizens_back() -> None:
    unit, story = FulfilmentFake(), Story()
    story.show(unit)
    with pytest.raises(NotAllowed):
        correct_person(unit, story.case_id, PUT_RIGHT, CLERK)


def test_who_moves_along_and_who_is_represented_is_taken_from_the_booking() -> None:
    unit, family, guardian = FulfilmentFake(), Story("ummeldung"), Story("fuehrungszeugnis")
    children = (Attendee(given_names="Kim", family_name="Mustermann"), Attendee(given_names="", family_name="Devi"))
    open_cases(unit, replace(family.confirmed(), companions=children))
    assert unit.cases.get(family.case_id).answers == {"more_people": "Kim Mustermann\nDevi"}
    open_cases(unit, replace(guardian.confirmed(), represents="guardian", represented=children[0]))
    save_draft(unit, guardian.case_id, {"delivery": "post"})
    answers = unit.cases.get(guardian.case_id).answers
    assert (answers["applicant"], answers["represented_given_names"]) == ("represented", "Kim")
    save_draft(unit, guardian.case_id, {"delivery": "post", "represented_given_names": ""})
    assert "represented_given_names" not in unit.cases.get(guardian.case_id).answers, "what was emptied stays empty"


def test_a_case_shows_the_person_as_put_right() -> None:
    unit, story = FulfilmentFake(), Story()
    story.open(unit)
    accept_identity(unit, story.verified())
    correct_person(unit, story.case_id, PUT_RIGHT, CLERK)
    view = case_view(unit, story.appointment_id, story.case_id)
    assert (view.appointment.names, view.appointment.corrected_because) == (("Érika", "Müstermann"), PUT_RIGHT.reason)
