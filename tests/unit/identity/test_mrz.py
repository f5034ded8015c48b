"""The reader of machine-readable zones, against the vectors of ICAO 9303 and every mistake of one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.domain.check_digit import check_digit
from identity.domain.mrz import CHECKED, Zone, shape_of
from identity.domain.mrz_layout import DIGITS, LETTERS, Characters
from identity.domain.mrz_text import lines_of
from tests.unit.identity import zones

ALPHABET = DIGITS + LETTERS + "<"
VALUE = {character: index for index, character in enumerate(DIGITS + LETTERS)} | {"<": 0}


def read(typed: str) -> Zone:
    """Read a zone that has the right shape."""
    shape, zone = shape_of(typed)
    assert zone is not None, shape
    return zone


def stands(typed: str) -> bool:
    """Say whether shape and all check digits are right."""
    _, zone = shape_of(typed)
    return zone is not None and all(zone.digit_agrees(name) is not False for name in CHECKED)


@pytest.mark.parametrize(
    "typed", [zones.ICAO_TD1, zones.ICAO_TD3, zones.GERMAN_TD1, zones.td1(), zones.td2(), zones.td3()]
)
def test_the_specimens_stand(typed: str) -> None:
    assert stands(typed)


def test_the_check_digits_are_those_of_icao_9303() -> None:
    assert [check_digit(text) for text in ("D23145890", "740812", "120415", "L898902C3", "ZE184226B<<<<<")] == list(
        "72961"
    )


@pytest.mark.parametrize(
    ("typed", "state", "code"),
    [
        (zones.ICAO_TD1, "UTO", "I"),
        (zones.ICAO_TD3, "UTO", "P"),
        (zones.GERMAN_TD1, "D", "ID"),
        (zones.td2(), "D", "IT"),
    ],
)
def test_state_and_code_are_read_without_fillers(typed: str, state: str, code: str) -> None:
    zone = read(typed)
    assert (zone.state, zone.code) == (state, code)


def test_a_number_of_more_than_nine_characters_goes_on_in_the_optional_data() -> None:
    number = "D23145890734"
    typed = zones.td1(number=number[:9], optional=number[9:] + check_digit(number))
    lines = typed.splitlines()
    first = lines[0][:14] + "<" + lines[0][15:]
    composite = check_digit(first[5:30] + lines[1][0:7] + lines[1][8:15] + lines[1][18:29])
    long = "\n".join((first, lines[1][:29] + composite, lines[2]))
    assert stands(long)
    wrong = long.replace(number[9:] + check_digit(number), number[9:] + str((int(check_digit(number)) + 1) % 10))
    assert read(wrong).digit_agrees("number") is False


def test_an_empty_number_does_not_stand() -> None:
    assert not stands(zones.td1(number="<<<<<<<<<"))


@pytest.mark.parametrize(
    "typed",
    [
        zones.GERMAN_TD1.lower(),
        zones.GERMAN_TD1.replace("<<", "< < "),
        zones.GERMAN_TD1.replace("<", "«"),
        zones.GERMAN_TD1.replace("<<", "«"),
        zones.GERMAN_TD1.replace("\n", ""),
        zones.GERMAN_TD1.replace("\n", "\r\n\r\n") + "\n",
        "IDD<<T220001293\n6408125F2010315D<<4\nMUSTERMANN<<ERIKA",
    ],
)
def test_case_blanks_guillemets_line_breaks_and_missing_fillers_are_no_mistakes(typed: str) -> None:
    assert lines_of(typed) == lines_of(zones.GERMAN_TD1)


def test_fillers_are_not_completed_where_the_state_stands() -> None:
    layout, lines = lines_of("IDD<<T22\n6408125F2010315D<<123456789014\nA<<B")
    assert (layout.name, len(lines[1])) == ("TD1", 30)
    assert len(lines_of("IDD<<T22\n6408125F2010315D<<12345678904\nA<<B")[1][1]) == 29


@pytest.mark.parametrize(
    ("typed", "line", "place", "expected"),
    [
        (zones.GERMAN_TD1.replace("640812", "64O812"), 2, 3, Characters.DIGITS_OR_FILLER),
        (zones.GERMAN_TD1.replace("201031", "2O1031"), 2, 10, Characters.DIGITS),
        (zones.GERMAN_TD1.replace("ERIKA", "ER1KA"), 3, 15, Characters.LETTERS),
        (zones.GERMAN_TD1.replace("5F2", "5X2"), 2, 8, Characters.SEX),
        (zones.GERMAN_TD1.replace("T22", "T?2"), 1, 7, Characters.ALL),
    ],
)
def test_a_wrong_character_is_told_with_its_place(typed: str, line: int, place: int, expected: Characters) -> None:
    shape, zone = shape_of(typed)
    assert zone is None
    assert [(wrong.line, wrong.place, wrong.expected) for wrong in shape.misplaced] == [(line, place, expected)]


def _accepted(typed: str, places: list[int]) -> int:
    """Count the corruptions of one character at these places that are still accepted."""
    changed = (typed[:at] + other + typed[at + 1 :] for at in places for other in ALPHABET if other != typed[at])
    return sum(stands(text) for text in changed)


def _colliding(typed: str, places: list[int]) -> int:
    """Count by arithmetic alone: weights 7, 3 and 1 have inverses modulo 10, so values that agree modulo 10 collide."""
    return sum(VALUE[other] % 10 == VALUE[typed[at]] % 10 for at in places for other in ALPHABET if other != typed[at])


def test_every_wrong_character_of_the_number_is_refused_but_for_collisions_modulo_10() -> None:
    places = list(range(5, 14))
    assert _accepted(zones.td1(), places) == _colliding(zones.td1(), places) == 28


@pytest.mark.parametrize("typed", [zones.td1(), zones.GERMAN_TD1])
def test_every_wrong_character_of_dates_and_check_digits_is_refused(typed: str) -> None:
    second = typed.index("\n") + 1
    births, expiry_and_digits = list(range(second, second + 6)), [14, *range(second + 6, second + 7)]
    expiry_and_digits += [*range(second + 8, second + 15), second + 29]
    assert _accepted(typed, expiry_and_digits) == 0
    zeros = sum(typed[at] == "0" for at in births)
    assert _accepted(typed, births) == zeros, "only a filler for a zero; the calendar refuses it (test_judgement)"


@given(st.text(ALPHABET, min_size=9, max_size=9).filter(lambda text: text.strip("<")), st.data())
def test_any_number_is_guarded_by_its_check_digits(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 8))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda sign: sign != number[at]))
    typed = zones.td1(number=number)
    assert stands(typed)
    changed = number[:at] + other + number[at + 1 :]
    collides = VALUE[other] % 10 == VALUE[number[at]] % 10 and bool(changed.strip("<"))
    assert stands(typed.replace(number, changed, 1)) == collides


@given(st.text(max_size=100))
def test_nothing_that_is_typed_breaks_the_reader(typed: str) -> None:
    shape, zone = shape_of(typed)
    assert zone is None or shape.complete


def test_the_number_is_in_no_representation_that_a_log_could_show() -> None:
    assert "T22000129" not in repr(shape_of(zones.GERMAN_TD1))
