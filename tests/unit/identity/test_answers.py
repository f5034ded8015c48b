"""Blind answers: names folded and one letter off at most, everything with digits exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.domain.answers import KINDS, Kind, RegisterFacts, agrees
from identity.domain.questions import BITS, TOPICS


@pytest.mark.parametrize(
    ("true", "said"),
    [
        ("Lindenstraße", "lindenstrasse"),
        ("Lindenstraße", "Linden Str."),
        ("Lindenstraße", "Lindestr"),
        ("Müllerweg", "Muellerweg"),
        ("Müllerweg", "Mullerweg"),
        ("Esslingen am Neckar", "esslingen am nekar"),
        ("Familie Özdemir", "Özdemir"),
        ("Şahin", "Sahin"),
        ("Meyer", "Meier"),
    ],
)
def test_a_name_is_right_in_any_spelling_that_people_use(true: str, said: str) -> None:
    assert agrees("name", true, said)


@pytest.mark.parametrize(
    ("true", "said"),
    [
        ("Lindenstraße", "Birkenstraße"),
        ("Ulm", "Alm"),
        ("Meyer", "Mai"),
        ("Meyer", ""),
        ("Meyer", "-"),
        ("Gera", "Jena"),
    ],
)
def test_another_name_is_wrong_and_short_names_are_exact(true: str, said: str) -> None:
    assert not agrees("name", true, said)


@pytest.mark.parametrize(
    ("kind", "true", "said"),
    [
        ("month", "2019-03", "3/2019"),
        ("month", "2019-03", "März 2019"),
        ("month", "15.03.2019", "03.19"),
        ("day", "17.05.2011", "17.5."),
        ("day", "2011-05-17", "am 17. Mai"),
        ("year", "2014", "2014"),
        ("year", "2014", "14"),
    ],
)
def test_days_and_years_are_read_as_people_say_them(kind: Kind, true: str, said: str) -> None:
    assert agrees(kind, true, said)


@pytest.mark.parametrize(
    ("kind", "true", "said"),
    [
        ("month", "2019-03", "4/2019"),
        ("month", "2019-03", "2019"),
        ("month", "2019-03", "3"),
        ("day", "17.05.2011", "18.5."),
        ("day", "17.05.2011", "17"),
        ("year", "2014", "2013"),
        ("year", "2014", "2013 2014"),
        ("year", "2014", ""),
    ],
)
def test_a_number_that_differs_is_wrong_and_several_guesses_at_once_are_too(kind: Kind, true: str, said: str) -> None:
    assert not agrees(kind, true, said)


@given(st.text(max_size=60), st.sampled_from(["name", "month", "day", "year"]))
def test_whatever_is_typed_an_empty_register_never_agrees(said: str, kind: Kind) -> None:
    assert not agrees(kind, "", said)


def test_each_topic_has_a_kind_and_a_worth() -> None:
    assert set(KINDS) == set(TOPICS) == set(BITS)


def test_the_true_answer_is_in_no_text_about_the_facts() -> None:
    facts = RegisterFacts({"landlord": "Özdemir", "marriage": " ", "unknown": "x"})
    assert "Özdemir" not in repr(facts)
    assert facts.topics == {"landlord"}
