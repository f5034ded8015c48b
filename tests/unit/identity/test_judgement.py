"""Whose document it is, whether it is valid and whether it is accepted: each fault has a finding of its own."""

from datetime import date

import pytest

from identity.domain.documents import Document, DocumentKind
from identity.domain.judgement import Judgement, Topic, judge
from identity.domain.policy import Accepted, Policy
from tests.unit.identity import zones
from tests.unit.identity.zones import expected


def code(judgement: Judgement, topic: Topic) -> tuple[bool | None, str]:
    """Return what was found about a topic."""
    finding = judgement.of(topic)
    assert finding is not None
    return finding.good, finding.code


def test_a_good_zone_gives_names_and_birth_date_and_nothing_else() -> None:
    judgement = judge(zones.td1(), expected())
    assert judgement.holder is not None
    assert judgement.holder.birth_date == date(1964, 8, 12)
    assert judgement.holder.names.family == ("MUSTERMANN",)
    assert "L01X00T47" not in repr(judgement)


@pytest.mark.parametrize("zone", [zones.td1(), zones.td2()])
def test_cards_and_provisional_cards_are_accepted(zone: str) -> None:
    assert judge(zone, expected()).holder is not None


def test_a_passport_is_accepted_where_a_passport_is_expected() -> None:
    assert judge(zones.td3(), expected(zones.PASSPORT)).holder is not None


@pytest.mark.parametrize(
    ("today", "found"),
    [(date(2033, 12, 30), "valid"), (date(2033, 12, 31), "valid"), (date(2034, 1, 1), "expired")],
)
def test_a_document_is_valid_on_its_last_day_and_expired_on_the_next(today: date, found: str) -> None:
    judgement = judge(zones.td1(expiry="331231"), expected(today=today))
    assert code(judgement, Topic.VALIDITY)[1] == found
    assert (judgement.holder is None) == (found == "expired")


@pytest.mark.parametrize(("today", "found"), [(date(2026, 3, 1), "old-enough"), (date(2026, 2, 28), "under-age")])
def test_who_was_born_on_29_february_is_old_enough_on_1_march(today: date, found: str) -> None:
    policy = Policy(version="test", wording={}, minimum_age=18)
    assert code(judge(zones.td1(birth="080229"), expected(today=today, policy=policy)), Topic.AGE)[1] == found


@pytest.mark.parametrize(("birth", "found"), [("990229", "no-date"), ("640013", "no-date"), ("64<<<<", "incomplete")])
def test_days_that_the_calendar_lacks_are_refused(birth: str, found: str) -> None:
    assert code(judge(zones.td1(birth=birth), expected()), Topic.AGE) == (False, found)


def test_a_birth_in_the_future_belongs_to_the_century_before() -> None:
    judgement = judge(zones.td1(birth="271224"), expected())
    assert judgement.holder is not None
    assert judgement.holder.birth_date == date(1927, 12, 24)


def test_a_person_of_more_than_a_hundred_years_is_told_from_a_child_by_the_clerk() -> None:
    assert code(judge(zones.td1(birth="250101"), expected()), Topic.AGE) == (False, "child-or-hundred")
    judgement = judge(zones.td1(birth="250101"), expected(century_earlier=True))
    assert judgement.holder is not None
    assert judgement.holder.birth_date == date(1925, 1, 1)


@pytest.mark.parametrize(("zone", "found"), [("PASSPORT", "not-as-on-front"), ("VISA", "kind-not-accepted")])
def test_another_kind_than_the_front_shows_is_refused(zone: str, found: str) -> None:
    typed = zones.td3() if zone == "PASSPORT" else zones.td3().replace("P<", "V<", 1)
    assert code(judge(typed, expected()), Topic.DOCUMENT) == (False, found)


def test_the_code_of_an_italian_card_means_a_residence_permit_elsewhere() -> None:
    typed = "C<ITACA00000AA4<<<<<<<<<<<<<<<\n6412308F2212304ITA<<<<<<<<<<<0\nROSSI<<BIANCA<<<<<<<<<<<<<<<<<"
    italian = Document(DocumentKind.ID_CARD, "ITA")
    judgement = judge(typed, expected(italian, date(2022, 6, 1)))
    assert judgement.holder is not None
    assert (judgement.holder.names.family, judgement.holder.names.given) == (("ROSSI",), ("BIANCA",))
    german = zones.td1(code="C")
    assert code(judge(german, expected()), Topic.DOCUMENT) == (False, "not-as-on-front")
    permit = Document(DocumentKind.RESIDENCE_PERMIT, "D")
    assert code(judge(german, expected(permit)), Topic.DOCUMENT)[0] is True


def test_a_state_that_the_town_does_not_accept_is_refused() -> None:
    document = Document(DocumentKind.ID_CARD, "UTO")
    judgement = judge(zones.ICAO_TD1, expected(document, date(2012, 4, 1)))
    assert code(judgement, Topic.DOCUMENT) == (False, "not-accepted")
    policy = Policy(version="test", wording={}, documents=(Accepted(kind=DocumentKind.ID_CARD, states=("UTO",)),))
    assert judge(zones.ICAO_TD1, expected(document, date(2012, 4, 1), policy)).holder is not None


@pytest.mark.parametrize(
    ("typed", "good", "found"),
    [
        ("", None, "too-short"),
        ("IDD<<T2", None, "lines-missing"),
        (zones.td1()[:40], None, "too-short"),
        (zones.td1().replace("\n", "X\n", 1), False, "too-long"),
        (zones.td1() + "\nX", False, "too-many-lines"),
        (zones.td1(birth="640812").replace("640812", "64A812"), False, "character-digits-or-filler"),
    ],
)
def test_what_is_unfinished_is_no_mistake_yet(typed: str, good: bool | None, found: str) -> None:
    judgement = judge(typed, expected())
    if typed == "":
        assert code(judgement, Topic.SHAPE)[0] is None
    else:
        assert code(judgement, Topic.SHAPE) == (good, found)


@pytest.mark.parametrize(
    ("changed", "topic"),
    [
        (("L01X00T47", "L01X00T48"), Topic.NUMBER),
        (("6408125", "6408135"), Topic.BIRTH),
        (("3312315", "3312305"), Topic.EXPIRY),
    ],
)
def test_each_check_digit_has_its_own_finding(changed: tuple[str, str], topic: Topic) -> None:
    judgement = judge(zones.td1().replace(*changed), expected())
    assert code(judgement, topic) == (False, "digit-differs")
    assert code(judgement, Topic.COMPOSITE) == (False, "digit-differs")
    assert judgement.holder is None


def test_a_filler_for_a_zero_in_the_birth_date_is_refused_by_the_calendar() -> None:
    typed = zones.td1().replace("6408125", "64<8125")
    assert code(judge(typed, expected()), Topic.AGE) == (False, "incomplete")


@pytest.mark.parametrize("names", ["<MUSTERMANN<<ERIKA", "MUSTERMANN<<ERIKA<<MARIA", "MUSTERMANN<<<ERIKA"])
def test_fillers_where_none_may_stand_are_refused(names: str) -> None:
    assert code(judge(zones.td1(names=names), expected()), Topic.NAMES) == (False, "fillers")
