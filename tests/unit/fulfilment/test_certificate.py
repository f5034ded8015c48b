"""Codes, certificates, milestones."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fulfilment.domain.age import age_on
from fulfilment.domain.case import Step
from fulfilment.domain.certificate import ALPHABET, CODE_LENGTH, certificate_lines, new_code, normal, readable
from fulfilment.domain.milestones import milestones
from fulfilment.domain.section import FulfilmentSection
from tests.service.fulfilment.story import ERIKA, Story
from tests.unit.fulfilment.fakes import FulfilmentFake, section


def test_codes_are_long_and_never_the_same() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) for code in codes)


@given(st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    assert normal(readable(code).lower()) == code
    assert normal(f" {code} ") == code


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert normal("oOiIlL") == "001111"


def test_a_meldebestaetigung_holds_the_eight_items_of_section_24_and_no_other() -> None:
    answers = {
        "moving_in": "2026-11-10",
        "residence": "only",
        "doctoral_degree": "Dr.",
        "former_address.street": "Alte Straße 1",
        "address.street": "Klosterhof 1",
        "address.postal_code": "73760",
        "address.city": "Ostfildern",
    }
    lines = certificate_lines(section().procedure("ummeldung"), ERIKA, answers, date(2026, 11, 24))
    assert [line.label for line in lines] == [
        "Familienname",
        "Vornamen",
        "Doktorgrad",
        "Geburtsdatum",
        "Einzugsdatum",
        "Datum der Anmeldung",
        "Anschrift",
        "Art der Wohnung",
    ]
    assert "Alte Straße" not in " ".join(line.value for line in lines)


def test_a_family_is_on_one_meldebestaetigung() -> None:
    answers = {"moving_in": "2026-11-10", "more_people": "Kim Mustermann, 01.02.2015\nLuca Mustermann, 24.12.2019"}
    *_, last = certificate_lines(section().procedure("ummeldung"), ERIKA, answers, date(2026, 11, 24))
    assert (last.label, last.value) == ("Mit angemeldet", answers["more_people"])


def test_a_certificate_says_no_more_of_others_than_who_they_are() -> None:
    document = section().model_dump(mode="json")
    document["procedures"]["ummeldung"]["certificate"]["also"]["source"] = "answer.doctoral_degree"
    with pytest.raises(ValidationError, match="kind people"):
        FulfilmentSection.model_validate(document)


def test_a_simple_meldebescheinigung_holds_no_extra() -> None:
    answers = {"address.street": "Klosterhof 1", "address.postal_code": "73760", "address.city": "Ostfildern"}
    lines = certificate_lines(section().procedure("meldebescheinigung"), ERIKA, answers, date(2026, 11, 24))
    assert [line.label for line in lines][-1] == "Derzeitige Anschrift (Hauptwohnung)"


def test_someone_born_on_a_leap_day_ages_on_the_first_of_march() -> None:
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14


def test_the_way_shows_what_is_done_where_it_stands_and_what_comes() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis")
    case = story.submit(unit)
    way = milestones(case, section().procedure("fuehrungszeugnis"), unit.steps.rows)
    assert [(one.event, one.place) for one in way] == [
        ("begin", "done"),
        ("confirm", "done"),
        ("submit", "done"),
        ("settle", "current"),
        ("transmit", "ahead"),
        ("acknowledge", "ahead"),
        ("dispatch", "ahead"),
    ]


def test_the_way_of_a_stopped_case_ends_where_it_was_stopped() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis")
    case = story.submit(unit)
    stopped = Step(case.id, datetime(2026, 11, 24, tzinfo=UTC), "withdraw", "withdrawn", "system")
    withdrawn = case.taking(section().procedure("fuehrungszeugnis").flow, "withdraw", "system", stopped.at)
    way = milestones(withdrawn, section().procedure("fuehrungszeugnis"), [*unit.steps.rows, stopped])
    assert [one.event for one in way] == ["begin", "confirm", "submit"]
