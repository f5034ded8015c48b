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
    ("true", "said"),
    [
        ("Hauptstraße", "Hauptstr. 12"),
        ("Hauptstraße 12", "Hauptstr."),
        ("Hauptstraße 12", "Hauptstr.12"),
        ("Hauptstraße 12 a", "Hauptstraße 12-14"),
        ("Straße des 17. Juni", "Straße des 17. Juni 135"),
        ("Straße 101", "Str. 101"),
        ("Q 7", "Q7"),
    ],
)
def test_a_street_is_right_with_and_without_the_number_of_the_house(true: str, said: str) -> None:
    assert agrees("street", true, said)


@pytest.mark.parametrize(
    ("true", "said"),
    [
        ("Hauptstraße 12", "Bahnhofstraße 12"),
        ("Hauptstraße", "12"),
        ("Hauptstraße 12", "12"),
        ("Hauptstraße", "Hauptstraße oder Lindenstraße 12"),
        ("Straße 101", "Straße 102"),
        ("Weg 12", "Weg 13"),
        ("Q 7", "Q 6"),
        ("Straße des 17. Juni", "Straße des 18. Juni"),
    ],
)
def test_another_street_is_wrong_also_where_only_a_number_tells_it(true: str, said: str) -> None:
    assert not agrees("street", true, said)


@pytest.mark.parametrize(
    ("kind", "true", "said"),
    [
        ("month", "2019-03", "3/2019"),
        ("month", "2019-03", "März 2019"),
        ("month", "15.03.2019", "03.19"),
        ("month", "1998-03", "3/98"),
        ("month", "1998-03", "März 98"),
        ("month", "2019-03", "Maerz 2019"),
        ("month", "2019-09", "Sept. 2019"),
        ("day", "2015-05-17", "17. Mai 2015 in Mainz"),
        ("day", "2015-05-17", "17.5.2015 Augsburg"),
        ("day", "2015-05-17", "17.Mai2015"),
        ("year", "1998", "98"),
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
        ("month", "1998-03", "3/89"),
        ("month", "1998-03", "März 2098"),
        ("month", "03.98", "3/198"),
        ("month", "2019-05", "Mainz 2019"),
        ("day", "17.05.2011", "18.5."),
        ("day", "2015-05-17", "18. Mai 2015 in Mainz"),
        ("day", "2015-05-17", "17.8.2015 Augsburg"),
        ("day", "2015-08-17", "am 17. in Augsburg"),
        ("day", "2015-05-17", "17. April oder Mai 2015"),
        ("day", "2015-05-17", "16.5. oder 17.5."),
        ("day", "2015-05-17", "17.5. oder 18.5."),
        ("day", "2015-05-17", "117.5."),
        ("day", "17.05.2011", "17"),
        ("year", "2014", "2013"),
        ("year", "2014", "2013 2014"),
        ("year", "2014", "1914"),
        ("year", "2014", ""),
    ],
)
def test_a_number_that_differs_is_wrong_and_several_guesses_at_once_are_too(kind: Kind, true: str, said: str) -> None:
    assert not agrees(kind, true, said)


@given(st.text(max_size=60), st.sampled_from(["name", "street", "month", "day", "year"]))
def test_whatever_is_typed_an_empty_register_never_agrees(said: str, kind: Kind) -> None:
    assert not agrees(kind, "", said)


def test_each_topic_has_a_kind_and_a_worth() -> None:
    assert set(KINDS) == set(TOPICS) == set(BITS)


def test_the_true_answer_is_in_no_text_about_the_facts() -> None:
    facts = RegisterFacts({"landlord": "Özdemir", "marriage": " ", "unknown": "x"})
    assert "Özdemir" not in repr(facts)
    assert facts.topics == {"landlord"}
