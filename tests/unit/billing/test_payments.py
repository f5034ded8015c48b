"""Paying at a provider that may be slow, wrong or asked twice."""

from uuid import UUID

import pytest

from billing.adapters.paypal_shapes import read_order
from billing.domain.errors import PaymentUnavailable
from billing.domain.ledger import Account, Entry, Line
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.follow_payment import follow_payment
from billing.use_cases.jobs import FOLLOW_PAYMENT, ISSUE_NOTICE
from billing.use_cases.refund_payment import refund_payment
from billing.use_cases.start_payment import start_payment
from billing.use_cases.void_charge import close_case
from chassis.testing.fakes import FakeClock
from tests.unit.billing.examples import NOW, submitted
from tests.unit.billing.fake_paypal import FakePayPal
from tests.unit.billing.fakes import FakeBillingUnit


@pytest.fixture
def unit() -> FakeBillingUnit:
    """A town with one open charge of 13 euros."""
    made = FakeBillingUnit()
    assess_charge(made, submitted())
    return made


@pytest.fixture
def paypal() -> FakePayPal:
    """PayPal."""
    return FakePayPal()


def approved(unit: FakeBillingUnit, paypal: FakePayPal) -> UUID:
    """Return a payment that the citizen has approved."""
    payment = start_payment(unit.work, paypal, unit.charges.waiting_for_choice()[0].id)
    assert payment.order_id
    paypal.approve(payment.order_id)
    return payment.id


def test_money_is_taken_and_booked_once(unit: FakeBillingUnit, paypal: FakePayPal) -> None:
    payment = approved(unit, paypal)
    for _ in range(3):
        complete_payment(unit.work, paypal, payment)
    assert paypal.captures == 1
    assert unit.said() == ["ChargeAssessed", "PaymentCaptured", "ChargeSettled"]
    booked = {line.account.value: line.amount for line in unit.ledger.entries[-1].lines}
    assert booked == {"paypal_clearing": 1233, "psp_cost": 67, "receivables": -1300}
    assert not unit.due
    assert [mail.subject.partition(":")[0] for mail in unit.mails.values()] == ["Zahlung eingegangen"]


def test_another_amount_than_the_charge_is_never_booked(unit: FakeBillingUnit, paypal: FakePayPal) -> None:
    payment = approved(unit, paypal)
    paypal.wrong_amount = -1
    with pytest.raises(PaymentUnavailable, match="another payment or amount"):
        complete_payment(unit.work, paypal, payment)
    assert "PaymentCaptured" not in unit.said()


def test_a_payment_whose_citizen_closed_the_tab_is_completed_by_itself(
    unit: FakeBillingUnit, paypal: FakePayPal
) -> None:
    payment = approved(unit, paypal)
    assert (FOLLOW_PAYMENT, payment) in unit.due
    follow_payment(unit.work, paypal, payment)
    assert unit.said()[-1] == "ChargeSettled"


def test_a_payment_that_nobody_approves_is_given_up_after_six_hours(unit: FakeBillingUnit, paypal: FakePayPal) -> None:
    charge = unit.charges.waiting_for_choice()[0].id
    payment = start_payment(unit.work, paypal, charge)
    follow_payment(unit.work, paypal, payment.id)
    assert unit.due[FOLLOW_PAYMENT, payment.id] > NOW
    assert isinstance(unit.clock, FakeClock)
    unit.clock.advance(hours=7)
    follow_payment(unit.work, paypal, payment.id)
    given_up = unit.payments.get(payment.id)
    assert given_up is not None
    assert given_up.state == "abandoned"
    assert start_payment(unit.work, paypal, charge).attempt == 2


def test_money_that_comes_although_a_notice_was_chosen_stops_the_notice(
    unit: FakeBillingUnit, paypal: FakePayPal
) -> None:
    payment = approved(unit, paypal)
    known = unit.payments.get(payment)
    assert known is not None
    assert known.order_id is not None
    paypal.capture("ostfildern", known.order_id, "a capture that was under way")
    choose_notice(unit, unit.charges.waiting_for_choice()[0].id, "email", "citizen")
    complete_payment(unit.work, paypal, payment)
    assert not [key for key in unit.due if key[0] == ISSUE_NOTICE]
    [charge] = unit.charges.by_id.values()
    assert charge.settlement == "paid"
    assert unit.said().count("ChargeSettled") == 1


def test_money_for_a_withdrawn_case_goes_back_once(unit: FakeBillingUnit, paypal: FakePayPal) -> None:
    payment = approved(unit, paypal)
    complete_payment(unit.work, paypal, payment)
    [charge] = unit.charges.by_id.values()
    close_case(unit, charge.case_id, "case withdrawn", NOW)
    for _ in range(2):
        refund_payment(unit.work, paypal, payment)
    assert paypal.refunds == {f"refund-{payment}"}
    assert unit.said().count("PaymentRefunded") == 1
    assert sum(line.amount for e in unit.ledger.entries for line in e.lines if line.account == "receivables") == 0


def test_an_unbalanced_booking_cannot_even_be_written_down() -> None:
    with pytest.raises(ValueError, match="not balanced"):
        Entry(UUID(int=1), "x", NOW, (Line(Account.FEES, 1), Line(Account.BANK, -2)))


@pytest.mark.parametrize(
    "told",
    [{}, {"id": "1", "status": "NEW ONE"}, {"id": "1", "status": "COMPLETED", "purchase_units": [{"payments": {
        "captures": [{"id": "c", "status": "COMPLETED", "amount": {"currency_code": "USD", "value": "13.00"}}]}}]}],
)  # fmt: skip
def test_an_answer_that_is_not_understood_is_not_money(told: dict[str, object]) -> None:
    with pytest.raises(PaymentUnavailable, match="not as documented"):
        read_order(told)
