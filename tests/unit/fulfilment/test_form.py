"""Forms from the catalogue: date windows, conditions, shapes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fulfilment.domain.form import FormField
from fulfilment.domain.judgement import judge
from fulfilment.domain.plans import CertificatePlan
from tests.unit.fulfilment.fakes import section

TODAY = date(2026, 11, 24)
ADDRESS = {"address.street": "Klosterhof 1", "address.postal_code": "73760", "address.city": "Ostfildern"}
FORMER = {name.replace("address", "former_address"): value for name, value in ADDRESS.items()}
UMMELDUNG = {
    "delivery": "download",
    "residence": "only",
    "landlord_confirmation": "y",
    **ADDRESS,
    **FORMER,
}


FORMS = [section().procedure(key).form for key in section().procedures]


def problems(procedure: str, typed: dict[str, str]) -> dict[str, str]:
    found = judge(section().procedure(procedure).form, typed, TODAY)
    return {problem.input: problem.text or problem.kind for problem in found.problems}


@pytest.mark.parametrize(
    ("procedure", "input_name", "days", "accepted"),
    [
        ("ummeldung", "moving_in", 0, True),
        ("ummeldung", "moving_in", 1, False),
        ("ummeldung", "moving_in", -400, True),
        ("abmeldung", "moving_out", 7, True),
        ("abmeldung", "moving_out", 8, False),
        ("abmeldung", "moving_out", -30, True),
    ],
)
def test_dates_keep_to_the_windows_of_section_17(procedure: str, input_name: str, days: int, accepted: bool) -> None:
    typed = UMMELDUNG | {input_name: (TODAY + timedelta(days=days)).isoformat()}
    assert (input_name not in problems(procedure, typed)) is accepted
    if not accepted:
        assert "§ 17" in problems(procedure, typed)[input_name]


@pytest.mark.parametrize(("days", "late"), [(-14, False), (-15, True)])
def test_a_late_registration_is_accepted_with_a_hint(days: int, late: bool) -> None:
    typed = UMMELDUNG | {"moving_in": (TODAY + timedelta(days=days)).isoformat()}
    judgement = judge(section().procedure("ummeldung").form, typed, TODAY)
    assert judgement.stands
    assert bool(judgement.hints) is late


def test_a_registration_needs_the_landlords_confirmation() -> None:
    typed = UMMELDUNG | {"moving_in": "2026-11-20", "landlord_confirmation": ""}
    assert problems("ummeldung", typed) == {"landlord_confirmation": "missing"}


def test_every_problem_is_named_at_once() -> None:
    found = problems("meldebescheinigung", {"address.postal_code": "73", "purpose": "world_domination"})
    assert found == {
        "delivery": "missing",
        "purpose": "not_an_option",
        "address.street": "missing",
        "address.postal_code": "not_a_postal_code",
        "address.city": "missing",
    }


def test_an_address_abroad_may_have_any_postal_code() -> None:
    typed = UMMELDUNG | {"moving_out": "2026-11-20", "address.postal_code": "1010", "address.city": "Wien, Österreich"}
    assert problems("abmeldung", typed) == {}


@pytest.mark.parametrize("town", ["ostfildern", "musterstadt"])
def test_who_moves_in_from_abroad_gives_the_address_there(town: str) -> None:
    abroad = {"former_address.postal_code": "SW1A 2AA", "former_address.city": "London, Vereinigtes Königreich"}
    typed = UMMELDUNG | {"moving_in": "2026-11-20", **abroad}
    assert judge(section(town).procedure("ummeldung").form, typed, TODAY).problems == ()


@pytest.mark.parametrize("residence", ["only", "secondary"])
def test_who_has_no_address_abroad_yet_or_leaves_a_second_home_can_finish(residence: str) -> None:
    typed = {"delivery": "download", "moving_out": "2026-11-20", "residence": residence, **FORMER}
    assert problems("abmeldung", typed) == {}
    begun = typed | {"address.street": "Hauptplatz 1"}
    assert problems("abmeldung", begun) == {"address.postal_code": "missing", "address.city": "missing"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kim Mustermann, 01.02.2015", "Kim Mustermann, 01.02.2015"),
        (
            " Kim  Mustermann 1.2.2015 \n\nLuca, Mustermann,  24.12.2019",
            "Kim Mustermann, 01.02.2015\nLuca, Mustermann, 24.12.2019",
        ),
        ("Kim Mustermann", None),
        ("Kim Mustermann, 31.02.2015", None),
        ("Kim Mustermann, 25.11.2026", None),
        ("Kim Mustermann, 01.02.2015, Steuer-ID 4711", None),
        (", 01.02.2015", None),
    ],
)
def test_people_are_names_and_days_of_birth_one_a_line(typed: str, kept: str | None) -> None:
    found = judge(
        section().procedure("ummeldung").form, UMMELDUNG | {"moving_in": "2026-11-20", "more_people": typed}, TODAY
    )
    assert [problem.kind for problem in found.problems] == ([] if kept else ["not_people"])
    assert kept in (None, found.answers["more_people"])


def test_what_is_not_asked_is_not_kept() -> None:
    typed = {"delivery": "download", "purpose": "general", **ADDRESS, "nationality": "deutsch", "religion": "keine"}
    judgement = judge(section().procedure("meldebescheinigung").form, typed, TODAY)
    assert judgement.stands
    assert "nationality" not in judgement.answers
    assert "religion" not in judgement.answers


def test_a_ticked_extra_is_asked_for() -> None:
    typed = {"delivery": "download", "purpose": "general", **ADDRESS, "extras": "birth_place,nationality"}
    assert problems("meldebescheinigung", typed) == {"birth_place": "missing", "nationality": "missing"}


def test_a_day_typed_the_german_way_is_understood() -> None:
    judgement = judge(section().procedure("ummeldung").form, UMMELDUNG | {"moving_in": "3.11.2026"}, TODAY)
    assert judgement.answers["moving_in"] == "2026-11-03"


@given(st.dictionaries(st.sampled_from(sorted({*UMMELDUNG, "moving_in", "extras"})), st.text(max_size=600)))
def test_whatever_is_typed_gets_an_answer(typed: dict[str, str]) -> None:
    for form in FORMS:
        judgement = judge(form, typed, TODAY)
        assert {problem.input for problem in judgement.problems} <= {name for field in form for name in field.inputs}


def test_a_field_that_does_not_fit_its_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="options belong"):
        FormField(key="a", label="A", kind="choice")


def test_a_meldebestaetigung_with_nine_items_is_refused() -> None:
    line = {"label": "x", "source": "person.family_name"}
    plan = {"title": "Meldebestätigung", "legal_basis": "§ 24", "sentence": "", "limit": 8}
    assert CertificatePlan.model_validate(plan | {"lines": [line] * 8})
    with pytest.raises(ValidationError, match="only 8 data items"):
        CertificatePlan.model_validate(plan | {"lines": [line] * 9})
