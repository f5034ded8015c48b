"""Paying with PayPal: taken once, given back once, whatever goes wrong in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from billing.adapters.invariants import INVARIANTS
from billing.domain.charge import charge_id
from billing.domain.errors import PaymentUnavailable
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.jobs import FOLLOW_PAYMENT
from billing.use_cases.outside import BillingPorts
from billing.use_cases.queries import fees_of
from billing.use_cases.start_payment import start_payment
from billing.use_cases.void_charge import close_case
from chassis.invariants.invariant import look
from chassis.persistence.tables import due_work, outbox
from contracts.fulfilment import CaseSubmitted
from tests.service.billing.conftest import Open, PayPalDouble, submitted


@pytest.fixture
def case(work: Open) -> CaseSubmitted:
    """A case whose fee is assessed."""
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    return event


def said(work: Open) -> list[str]:
    """Return the routing keys of all events, in order."""
    with work() as unit:
        return list(unit.connection.execute(sa.select(outbox.c.routing_key).order_by(outbox.c.position)).scalars())


def test_two_clicks_open_one_order(case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble) -> None:
    charge = charge_id("ostfildern", case.case_id)
    first, second = (start_payment(work, ports.paypal, charge) for _ in range(2))
    assert first.order_id == second.order_id
    assert first.approve_url
    assert first.approve_url.startswith(paypal.url)


def test_nothing_is_taken_before_the_payer_approves(case: CaseSubmitted, work: Open, ports: BillingPorts) -> None:
    payment = start_payment(work, ports.paypal, charge_id("ostfildern", case.case_id))
    assert complete_payment(work, ports.paypal, payment.id).state == "started"
    assert "charge.settled.v1" not in said(work)


def test_an_approved_order_is_captured_and_booked_once(
    case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    charge = charge_id("ostfildern", case.case_id)
    payment = start_payment(work, ports.paypal, charge)
    assert payment.order_id
    paypal.approve(payment.order_id)
    states = {complete_payment(work, ports.paypal, payment.id).state for _ in range(3)}
    assert states == {"captured"}
    assert said(work) == ["charge.assessed.v1", "payment.captured.v1", "charge.settled.v1"]
    with work() as unit:
        entries = unit.ledger.of_charge(charge)
        paid = unit.charges.peek(charge)
    assert [entry.what.partition(":")[0] for entry in entries] == ["assessed", "captured"]
    assert paid is not None
    assert paid.settlement == "paid"


def test_a_capture_whose_answer_was_lost_is_found_by_re_reading(
    case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    payment = start_payment(work, ports.paypal, charge_id("ostfildern", case.case_id))
    assert payment.order_id
    paypal.approve(payment.order_id)
    ports.paypal.capture("ostfildern", payment.order_id, "somebody else's key")
    assert complete_payment(work, ports.paypal, payment.id).state == "captured"


def test_a_declined_payment_leaves_the_charge_open_for_another_way(
    case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    charge = charge_id("ostfildern", case.case_id)
    payment = start_payment(work, ports.paypal, charge)
    assert payment.order_id
    paypal.approve(payment.order_id)
    paypal.misbehave(decline=1)
    assert complete_payment(work, ports.paypal, payment.id).state == "abandoned"
    assert start_payment(work, ports.paypal, charge).order_id != payment.order_id


def test_a_charge_that_is_settled_by_notice_is_not_captured_as_well(
    case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    charge = charge_id("ostfildern", case.case_id)
    payment = start_payment(work, ports.paypal, charge)
    assert payment.order_id
    paypal.approve(payment.order_id)
    with work() as unit:
        choose_notice(unit, charge, "email", "citizen")
    assert complete_payment(work, ports.paypal, payment.id).state == "abandoned"
    assert not [c for c in paypal.seen("captures") if c.get("custom_id") == str(payment.id)]


def test_a_withdrawn_case_gets_its_money_back_once(
    case: CaseSubmitted, work: Open, ports: BillingPorts, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    charge = charge_id("ostfildern", case.case_id)
    payment = start_payment(work, ports.paypal, charge)
    assert payment.order_id
    paypal.approve(payment.order_id)
    complete_payment(work, ports.paypal, payment.id)
    for _ in range(2):
        with work() as unit:
            close_case(unit, case.case_id, "withdrawn", case.submitted_at)
        do_due_work()
    assert said(work).count("payment.refunded.v1") == 1
    with work() as unit:
        owed = [
            line for entry in unit.ledger.of_charge(charge) for line in entry.lines if line.account == "receivables"
        ]
        refunded = unit.payments.get(payment.id)
    assert sum(line.amount for line in owed) == 0
    assert refunded is not None
    assert len([refund for refund in paypal.seen("refunds") if refund["id"] == refunded.refund_id]) == 1


def test_a_paypal_that_is_down_leaves_the_charge_open(case: CaseSubmitted, work: Open, ports: BillingPorts) -> None:
    from billing.adapters.paypal import PayPal

    assert isinstance(ports.paypal, PayPal)
    mine = charge_id("ostfildern", case.case_id)
    down = PayPal("http://127.0.0.1:1", ports.paypal.secrets)
    with pytest.raises(PaymentUnavailable):
        start_payment(work, down, mine)
    with work() as unit:
        [fee] = fees_of(unit, case.appointment_id).fees
        [attempt] = unit.payments.of_charge(mine)
        followed = unit.connection.execute(sa.select(due_work.c.item).where(due_work.c.kind == FOLLOW_PAYMENT))
        assert list(followed.scalars()) == [attempt.id]
    assert not fee.paying
    assert start_payment(work, ports.paypal, mine).order_id
    with work() as unit:
        assert fees_of(unit, case.appointment_id).fees[0].paying


def test_an_order_that_paypal_never_opened_is_given_up_after_six_hours(
    case: CaseSubmitted, work: Open, ports: BillingPorts, do_due_work: Callable[[], int]
) -> None:
    from billing.adapters.paypal import PayPal

    assert isinstance(ports.paypal, PayPal)
    mine = charge_id("ostfildern", case.case_id)
    down = PayPal("http://127.0.0.1:1", ports.paypal.secrets)
    with pytest.raises(PaymentUnavailable):
        start_payment(work, down, mine)
    with work() as unit:
        unit.connection.execute(sa.text("UPDATE payments SET started_at = started_at - interval '7 hours'"))
        unit.connection.execute(sa.text("UPDATE due_work SET due = now()"))
    do_due_work()
    with work() as unit:
        assert [one.state for one in unit.payments.of_charge(mine)] == ["abandoned"]


def test_what_paypal_examines_for_days_is_no_fault_but_what_nobody_decides_is(
    case: CaseSubmitted, work: Open, ports: BillingPorts
) -> None:
    payment = start_payment(work, ports.paypal, charge_id("ostfildern", case.case_id))
    [decided] = [one for one in INVARIANTS if one.key == "payments-decided"]
    with work() as unit:
        old = replace(payment, started_at=payment.started_at - timedelta(days=2))
        unit.payments.save(old)
        assert look(unit.connection, "ostfildern", [decided])[0].count == 1
        unit.payments.save(old.reviewed("CAPTURE-1"))
        assert look(unit.connection, "ostfildern", [decided])[0].count == 0
