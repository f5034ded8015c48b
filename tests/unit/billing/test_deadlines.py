"""From posting to the days that count, and what a reminder costs."""

from datetime import date

import pytest
from pydantic import ValidationError

from billing.domain.deadlines import Notification, deadlines
from billing.domain.dunning import Dunning, reminder_fee, surcharge
from billing.domain.section import BillingSection
from tests.unit.billing.fakes import section

RULE = Notification(valid_from=date(2025, 1, 1), legal_basis="§ 41 LVwVfG", days=4)
BW = section().dunning[0]


@pytest.mark.parametrize(
    ("posted", "notified", "objection"),
    [
        (date(2026, 11, 24), date(2026, 11, 28), date(2026, 12, 28)),
        (date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 30)),
        (date(2026, 11, 27), date(2026, 12, 1), date(2027, 1, 4)),  # 1 January is a holiday, then a weekend
        (date(2026, 1, 27), date(2026, 1, 31), date(2026, 3, 2)),  # February is shorter and ends on a Saturday
    ],
)
def test_periods_count_from_the_posting(posted: date, notified: date, objection: date) -> None:
    found = deadlines(posted, RULE, 30, date(2026, 1, 1), "BW")
    assert (found.notified_on, found.objection_until) == (notified, objection)


def test_a_late_posting_moves_the_due_date_and_an_early_one_never_takes_days_away() -> None:
    assert deadlines(date(2026, 11, 24), RULE, 30, date(2026, 12, 24), "BW").due == date(2026, 12, 28)
    assert deadlines(date(2026, 11, 24), RULE, 7, date(2026, 12, 24), "BW").due == date(2026, 12, 24)


def test_where_the_land_says_so_notification_falls_on_a_working_day() -> None:
    weekdays = RULE.model_copy(update={"working_day": True})
    assert deadlines(date(2026, 11, 24), weekdays, 7, date(2026, 1, 1), "BW").notified_on == date(2026, 11, 30)


@pytest.mark.parametrize(("arrears", "fee"), [(1300, 400), (80_000, 400), (100_000, 500), (2_000_000, 7500)])
def test_a_reminder_costs_a_share_within_its_bounds(arrears: int, fee: int) -> None:
    assert reminder_fee(BW, arrears) == fee


@pytest.mark.parametrize(
    ("arrears", "today", "late"),
    [
        (1300, date(2027, 6, 1), 0),
        (5000, date(2026, 12, 24), 0),
        (5000, date(2026, 12, 25), 50),
        (9999, date(2027, 1, 24), 50),
        (10_000, date(2027, 1, 25), 200),
    ],
)
def test_lateness_costs_a_percent_of_full_fifties_for_each_month_begun(arrears: int, today: date, late: int) -> None:
    assert surcharge(BW, arrears, date(2026, 12, 24), today) == late


def test_a_reminder_gives_at_least_a_week() -> None:
    with pytest.raises(ValidationError, match="payment_days"):
        Dunning.model_validate(BW.model_dump() | {"payment_days": 6})


def test_two_rules_from_the_same_day_are_refused() -> None:
    told = section().model_dump()
    told["dunning"] = [*told["dunning"], *told["dunning"]]
    with pytest.raises(ValidationError, match="two rules of dunning begin on the same day"):
        BillingSection.model_validate(told)
