"""The requests to the Bundesamt für Justiz: every kind of Führungszeugnis and extract, each by its paragraph."""

from datetime import date

import pytest
from pydantic import ValidationError

from fulfilment.domain.judgement import judge
from fulfilment.domain.section import FulfilmentSection
from fulfilment.use_cases.transmission import request_of
from tests.service.fulfilment.story import ANSWERS, ERIKA, Story
from tests.unit.fulfilment.fakes import FulfilmentFake, section

TODAY = date(2026, 11, 24)
AUTHORITY = {
    "delivery": "authority",
    "authority_name": "Landratsamt Esslingen",
    "authority_address.street": "Pulverwiesen 11",
    "authority_address.postal_code": "73726",
    "authority_address.city": "Esslingen",
    "authority_reference": "Az. 4711",
}
EXTENDED = {"type": "extended", "requested_by": "Sportverein", "written_request": "y"}
DIRECT, COURT = {"inspection": "direct"}, {"inspection": "court", "court": "Amtsgericht Esslingen"}
FIRM = {
    "subject": "firm",
    "firm_name": "Muster GmbH",
    "legal_form": "gmbh",
    "register_court": "Amtsgericht Stuttgart",
    "register_number": "HRB 4711",
    "representation": "y",
}


def problems(procedure: str, answers: dict[str, str]) -> dict[str, str]:
    found = judge(section().procedure(procedure).form, ANSWERS[procedure] | answers, TODAY)
    return {problem.input: problem.text or problem.kind for problem in found.problems}


@pytest.mark.parametrize(
    ("procedure", "answers", "kind", "purpose"),
    [
        ("fuehrungszeugnis", {}, "N", "general"),
        ("fuehrungszeugnis", AUTHORITY | DIRECT, "O", "general"),
        ("fuehrungszeugnis", AUTHORITY | COURT, "P", "general"),
        ("fuehrungszeugnis", EXTENDED, "NE", "general"),
        ("fuehrungszeugnis", AUTHORITY | DIRECT | EXTENDED, "OE", "general"),
        ("fuehrungszeugnis", AUTHORITY | COURT | EXTENDED, "PE", "general"),
        ("fuehrungszeugnis", {"european": "eu", "states": "at,it"}, "N", "european"),
        ("fuehrungszeugnis", {"european": "other", "other_state": "Türkei"}, "N", "european"),
        ("gewerbezentralregister", {}, "1", "general"),
        ("gewerbezentralregister", AUTHORITY | {"occasion": "licence"}, "9", "general"),
        ("gewerbezentralregister", FIRM, "1", "general"),
    ],
)
def test_each_kind_reaches_the_authority_under_its_name_and_billing_with_its_purpose(
    procedure: str, answers: dict[str, str], kind: str, purpose: str
) -> None:
    assert problems(procedure, answers) == {}
    unit, story = FulfilmentFake(), Story(procedure, answers=answers)
    shown = story.show(unit)
    town = section().procedure(procedure)
    assert town.register_plan is not None
    assert (town.register_plan.kind_for(shown.answers), town.purpose_of(shown.answers)) == (kind, purpose)


def test_the_kind_travels_with_the_request() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis", answers=AUTHORITY | DIRECT)
    request = request_of(unit, story.settle(unit))
    assert (request.kind, request.delivery) == ("O", "authority")
    assert request.answers["authority_reference"] == "Az. 4711"
    assert unit.events[1].purpose == "general"


@pytest.mark.parametrize(
    ("procedure", "answers", "missing"),
    [
        ("fuehrungszeugnis", AUTHORITY | DIRECT | {"authority_reference": ""}, {"authority_reference": "Aktenzeichen"}),
        ("fuehrungszeugnis", AUTHORITY, {"inspection": "missing"}),
        ("fuehrungszeugnis", AUTHORITY | {"inspection": "court"}, {"court": "missing"}),
        ("fuehrungszeugnis", EXTENDED | {"written_request": ""}, {"written_request": "§ 30a Absatz 2 BZRG"}),
        ("fuehrungszeugnis", {"european": "eu"}, {"states": "§ 30b Absatz 2 BZRG"}),
        ("fuehrungszeugnis", {"exemption": "volunteer"}, {"exemption_shown": "Ohne Nachweis"}),
        ("gewerbezentralregister", AUTHORITY, {"occasion": "missing"}),
        ("gewerbezentralregister", FIRM | {"representation": ""}, {"representation": "§ 150 Absatz 2 Satz 2 GewO"}),
        ("gewerbezentralregister", FIRM | {"register_number": ""}, {"register_number": "missing"}),
    ],
)
def test_what_the_paragraph_asks_for_is_asked_for(
    procedure: str, answers: dict[str, str], missing: dict[str, str]
) -> None:
    found = problems(procedure, answers)
    assert set(found) == set(missing)
    for name, words in missing.items():
        assert words in found[name]


@pytest.mark.parametrize(("born", "accepted"), [("2012-11-24", True), ("2012-11-25", False)])
def test_somebody_represented_is_fourteen_on_the_day(born: str, accepted: bool) -> None:
    child = {"represented_given_names": "Kim", "represented_family_name": "Mustermann", "representation": "y"}
    found = problems("fuehrungszeugnis", child | {"applicant": "represented", "represented_birth_date": born})
    assert found == ({} if accepted else {"represented_birth_date": found.get("represented_birth_date")})
    assert accepted or "§ 30 Absatz 1 BZRG" in found["represented_birth_date"]


def test_a_request_by_a_legal_representative_is_about_the_represented() -> None:
    child = {"represented_given_names": "Kim", "represented_family_name": "Mustermann", "representation": "y"}
    answers = child | {"applicant": "represented", "represented_birth_date": "2010-02-01"}
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis", answers=answers)
    request = request_of(unit, story.settle(unit))
    assert (request.person.given_names, request.person.birth_date) == ("Kim", date(2010, 2, 1))
    assert request.applicant == ERIKA
    alone = Story("fuehrungszeugnis")
    request = request_of(unit, alone.settle(unit))
    assert (request.person, request.applicant) == (ERIKA, ERIKA)


def test_what_hangs_on_an_answer_that_is_not_asked_any_more_is_dropped() -> None:
    typed = ANSWERS["fuehrungszeugnis"] | AUTHORITY | COURT | {"delivery": "post"}
    judgement = judge(section().procedure("fuehrungszeugnis").form, typed, TODAY)
    assert judgement.stands
    assert {"inspection", "court", "authority_name"}.isdisjoint(judgement.answers)


def test_a_question_hangs_on_an_earlier_one() -> None:
    document = section().model_dump(mode="json")
    fields = document["procedures"]["fuehrungszeugnis"]["fields"]
    fields.append(fields.pop(next(n for n, field in enumerate(fields) if field["key"] == "type")))
    with pytest.raises(ValidationError, match="hangs on type, which is not asked before it"):
        FulfilmentSection.model_validate(document)
