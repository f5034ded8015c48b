"""A procedure is told in the town's languages, lasts from one day to another, and is done by video or says how else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from booking.domain.procedure import Procedure
from booking.domain.search import Search, Town
from tests.unit.booking.fakes import section

TOWN = Town("BW", ZoneInfo("Europe/Berlin"))
MONDAY = date(2026, 11, 23)
SUNDAY_NIGHT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
ENGLISH = {"name": "Certificate", "summary": "It says something.", "group": "Papers"}


def procedure(**told: Any) -> Procedure:
    plain = {"key": "a", "name": "Bescheinigung", "summary": "Sie sagt etwas.", "group": "Papiere", "minutes": 10}
    return Procedure.model_validate({**plain, "identity_level": "none", **told})


def free_days(**told: Any) -> list[date]:
    search = Search(section(), TOWN, (procedure(**told),), SUNDAY_NIGHT)
    return list(search.free({}).days)


def test_a_procedure_is_told_in_the_wished_language_and_else_in_german() -> None:
    one = procedure(translations={"en": ENGLISH})
    assert one.words("en").name == "Certificate"
    assert one.words("tr").name == "Bescheinigung"
    assert (one.spoken("en"), one.spoken("tr")) == ("en", "de")


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"documents": ["Ausweis"], "translations": {"en": ENGLISH}}, "number of documents"),
        ({"note": "Bald.", "translations": {"en": ENGLISH}}, "note"),
        ({"video": {"allowed": False, "instead": "Vor Ort."}, "translations": {"en": ENGLISH}}, "instead"),
        ({"translations": {"de": ENGLISH}}, "not a translation"),
        ({"translations": {"English": ENGLISH}}, "pattern"),
        ({"video": {"allowed": False}}, "how to get it"),
        ({"leika": "4711"}, "pattern"),
        ({"valid_from": MONDAY, "valid_until": MONDAY - timedelta(days=1)}, "ends to be valid"),
    ],
)
def test_a_procedure_that_says_half_is_refused(told: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        procedure(**told)


def test_a_leika_key_has_fourteen_digits_or_is_not_there_yet() -> None:
    assert [procedure(leika=key).leika for key in ("", "99115005104000")] == ["", "99115005104000"]


def test_only_days_on_which_a_procedure_is_valid_are_offered() -> None:
    always = free_days()
    assert always[0] == MONDAY
    last = MONDAY + timedelta(days=3)
    assert free_days(valid_from=MONDAY + timedelta(days=1), valid_until=last) == [
        day for day in always if MONDAY < day <= last
    ]


def test_a_procedure_that_is_not_done_by_video_has_no_free_times() -> None:
    assert free_days(video={"allowed": False, "instead": "Vor Ort."}) == []


@pytest.mark.parametrize(
    ("town", "languages"),
    [("ostfildern", {"en", "de-simple", "tr", "uk", "ar"}), ("musterstadt", {"en", "de-simple"})],
)
def test_the_demo_towns_tell_every_procedure_in_each_of_their_languages(town: str, languages: set[str]) -> None:
    assert {frozenset(one.translations) for one in section(town).procedures} == {frozenset(languages)}
