"""Numbers by which a transfer is recognised, and days on which notices leave."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649
from stdnum.iso7064 import mod_11_10

from billing.domain.references import references
from billing.domain.working_days import dispatch_moment, next_working_day

BERLIN = ZoneInfo("Europe/Berlin")


@given(st.integers(2026, 2099), st.integers(1, 999_999))
def test_kassenzeichen_and_rf_carry_valid_check_digits(year: int, serial: int) -> None:
    names = references("OF", "7345", year, serial)
    digits = names.kassenzeichen.replace(".", "").replace("-", "")
    assert mod_11_10.is_valid(digits)
    assert iso11649.is_valid(names.rf)
    assert names.rf.endswith(digits)
    assert names.number == f"OF-{year}-{serial:06d}"


def test_a_mistyped_digit_is_noticed() -> None:
    digits = references("OF", "7345", 2026, 17).kassenzeichen.replace(".", "").replace("-", "")
    wrong = [digits[:i] + str((int(d) + 1) % 10) + digits[i + 1 :] for i, d in enumerate(digits)]
    assert not any(mod_11_10.is_valid(one) for one in wrong)


@pytest.mark.parametrize(
    ("after", "land", "expected"),
    [
        (date(2026, 11, 24), "BW", date(2026, 11, 25)),
        (date(2026, 11, 27), "BW", date(2026, 11, 30)),  # Friday
        (date(2026, 12, 24), "BW", date(2026, 12, 28)),  # Christmas and a weekend
        (date(2026, 6, 3), "BW", date(2026, 6, 5)),  # Fronleichnam is a holiday in Baden-Württemberg …
        (date(2026, 6, 3), "BE", date(2026, 6, 4)),  # … and none in Berlin
    ],
)
def test_the_next_working_day_knows_the_holidays_of_the_land(after: date, land: str, expected: date) -> None:
    assert next_working_day(after, land) == expected


def _leaves(chosen: datetime) -> datetime:
    return dispatch_moment(chosen, zone=BERLIN, land="BW", cut_off=time(18), leaves_at=time(7))


def test_a_choice_before_the_cut_off_leaves_the_next_morning() -> None:
    assert _leaves(datetime(2026, 11, 24, 17, 0, tzinfo=UTC)) == datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


def test_a_choice_after_the_cut_off_leaves_a_day_later() -> None:
    assert _leaves(datetime(2026, 11, 24, 17, 1, tzinfo=UTC)) == datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


def test_a_choice_on_sunday_evening_leaves_on_monday_since_no_day_s_cut_off_was_missed() -> None:
    assert _leaves(datetime(2026, 11, 22, 20, 4, tzinfo=BERLIN)).astimezone(BERLIN) == datetime(
        2026, 11, 23, 7, tzinfo=BERLIN
    )
