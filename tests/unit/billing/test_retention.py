"""A town may keep things longer than the law demands, and never shorter."""

import pytest
from pydantic import ValidationError

from billing.domain.section import BillingSection
from tests.unit.billing.fakes import section


def keeping(**days: int) -> BillingSection:
    told = section().model_dump() | {"retention": {key.replace("_", "-"): value for key, value in days.items()}}
    return BillingSection.model_validate(told)


def test_a_town_may_keep_records_longer_and_contacts_shorter() -> None:
    assert keeping(debtors=5000, contacts=7, sent_mail=3).retention == {"debtors": 5000, "contacts": 7, "sent-mail": 3}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"debtors": 365}, "debtors: 365 days are not between 2192 and"),
        ({"receipts": 2191}, "receipts: 2191 days"),
        ({"contacts": 0}, "contacts: 0 days"),
        ({"debtors": 99999}, "debtors: 99999 days"),
        ({"debitors": 5000}, "debitors is not kept here; known are .*debtors"),
    ],
)
def test_a_period_that_the_law_forbids_or_nobody_knows_is_named(wrong: dict[str, int], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        keeping(**wrong)
