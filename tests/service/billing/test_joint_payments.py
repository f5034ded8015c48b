"""Several fees paid at once: one order, each fee's own part in the books, each given back alone and never more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from billing.domain import ledger
from billing.domain.charge import charge_id
from billing.domain.errors import ChargeNotOpen
from billing.domain.payment import Payment, shared_out
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.note_appointment import note_appointment
from billing.use_cases.outside import BillingPorts
from billing.use_cases.start_payment import start_payment
from billing.use_cases.void_charge import close_case
from chassis.access import AccessKeys
from chassis.persistence.tables import mail
from chassis.service import Running
from tests.service.billing.browsing import Browser
from tests.service.billing.claims import balances
from tests.service.billing.conftest import APPOINTMENT, Open, PayPalDouble, confirmed, submitted


@pytest.fixture
def fees(work: Open) -> list[UUID]:
    """Two fees of one appointment: 13 euros, and 8 euros."""
    told = [
        submitted(case_id=uuid4()),
        submitted(case_id=uuid4(), procedure="meldebescheinigung", procedure_name="Meldebescheinigung"),
    ]
    with work() as unit:
        for event in told:
            assess_charge(unit, event)
    return [charge_id("ostfildern", event.case_id) for event in told]


def parts(work: Open, payment: Payment) -> list[Payment]:
    with work() as unit:
        return sorted(unit.payments.together(payment.id), key=lambda one: -one.amount)


def paid(work: Open, ports: BillingPorts, paypal: PayPalDouble, fees: list[UUID]) -> Payment:
    payment = start_payment(work, ports.paypal, *fees)
    assert payment.order_id
    paypal.approve(payment.order_id)
    return complete_payment(work, ports.paypal, payment.id)


def test_one_order_pays_every_fee_and_each_is_booked_for_itself(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    payment = paid(work, ports, paypal, fees)
    both = parts(work, payment)
    assert [(one.amount, one.state) for one in both] == [(1300, "captured"), (800, "captured")]
    assert len({one.capture_id for one in both}) == 1
    captures = [one for one in paypal.seen("captures") if one.get("custom_id") == str(payment.order_ref)]
    assert [one["amount"]["value"] for one in captures] == ["21.00"]
    with work() as unit:
        assert unit.ledger.owed(fees) == dict.fromkeys(fees, 0)
        charges = [unit.charges.peek(one) for one in fees]
        assert [charge and charge.settlement for charge in charges] == ["paid", "paid"]
        texts = list(unit.connection.execute(sa.select(mail.c.text)).scalars())
    assert len(texts) == 1
    assert all(name in texts[0] for name in ("Führungszeugnis", "Meldebescheinigung", "13,00", "8,00"))


@pytest.mark.parametrize(("cost", "amounts"), [(67, [1300, 800]), (1, [1, 1, 1]), (0, [5, 7]), (100, [1, 2, 3, 4, 5])])
def test_what_the_provider_keeps_is_shared_out_to_the_cent(cost: int, amounts: list[int]) -> None:
    shared = shared_out(cost, amounts)
    assert sum(shared) == cost
    assert all(0 <= part <= cost * amount // sum(amounts) + 1 for part, amount in zip(shared, amounts, strict=True))


def test_two_clicks_open_one_order(fees: list[UUID], work: Open, ports: BillingPorts) -> None:
    orders = {start_payment(work, ports.paypal, *order).order_id for order in (fees, fees[::-1], fees)}
    assert len(orders) == 1


def test_one_case_that_fails_gets_its_own_part_back_and_no_more(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    payment = paid(work, ports, paypal, fees)
    with work() as unit:
        small = unit.charges.peek(fees[1])
        assert small is not None
        close_case(unit, small.case_id, "withdrawn", unit.clock())
    do_due_work()
    assert [(one.amount, one.state) for one in parts(work, payment)] == [(1300, "captured"), (800, "refunded")]
    capture = payment.capture_id
    refunds = [one for one in paypal.seen("refunds") if str(capture) in str(one)]
    assert [one["amount"]["value"] for one in refunds] == ["8.00"]
    assert "receivables" not in balances(work)


def test_the_database_refuses_to_give_one_fee_back_out_of_the_other(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    small = parts(work, paid(work, ports, paypal, fees))[1]
    with pytest.raises(sa.exc.IntegrityError, match="more than was received"), work() as unit:
        unit.ledger.book(ledger.refunded(replace(small, amount=900), unit.clock()))


def test_a_fee_that_was_settled_meanwhile_lets_nothing_be_taken(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    payment = start_payment(work, ports.paypal, *fees)
    assert payment.order_id
    paypal.approve(payment.order_id)
    with work() as unit:
        choose_notice(unit, fees[1], "email", "citizen")
    complete_payment(work, ports.paypal, payment.id)
    assert [one.state for one in parts(work, payment)] == ["abandoned", "abandoned"]
    with pytest.raises(ChargeNotOpen):
        start_payment(work, ports.paypal, *fees)


def test_whoever_changes_their_mind_pays_nothing_twice(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    alone = start_payment(work, ports.paypal, fees[0])
    together = start_payment(work, ports.paypal, *fees)
    assert alone.order_id
    assert together.order_id
    paypal.approve(alone.order_id)
    paypal.approve(together.order_id)
    assert complete_payment(work, ports.paypal, alone.id).state == "abandoned"
    assert complete_payment(work, ports.paypal, together.id).state == "captured"
    with work() as unit:
        assert unit.ledger.owed(fees) == dict.fromkeys(fees, 0)


def test_money_that_came_although_the_attempt_was_given_up_goes_back(
    fees: list[UUID], work: Open, ports: BillingPorts, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    """The provider takes the money of an older order while another one is opened and paid."""
    alone = start_payment(work, ports.paypal, fees[0])
    assert alone.order_id
    paypal.approve(alone.order_id)

    class Slow:
        """Answers the older capture only after everything else has happened."""

        def __getattr__(self, name: str) -> Any:
            return getattr(ports.paypal, name)

        def capture(self, tenant: str, order_id: str, key: str) -> Any:
            with work() as unit:
                payment = unit.payments.get(alone.id)
                assert payment is not None
                unit.payments.save(payment.abandon())
            paid(work, ports, paypal, fees)
            return ports.paypal.capture(tenant, order_id, key)

    complete_payment(work, Slow(), alone.id)
    do_due_work()
    with work() as unit:
        assert [one.state for one in unit.payments.of_charge(fees[0])] == ["refunded", "captured"]
        assert unit.ledger.owed([fees[0]]) == {fees[0]: 0}


def test_the_page_offers_all_of_it_at_once(fees: list[UUID], work: Open, app: Any, billing: Running[Any]) -> None:
    event, token = confirmed(AccessKeys.parse(billing.settings.secrets.read("region", "access_keys")))
    with work() as unit:
        note_appointment(unit, event)
    browser, page = Browser(app.test_client()), f"/zahlung/{APPOINTMENT}"
    browser.get(f"/zahlung/zugang/{token}")
    browser.post("/zahlung/zugang", {"token": token})
    text = browser.get(page).text
    assert "Alles zusammen zahlen" in text
    assert "21,00" in text
    leave = browser.post(f"{page}/alle/paypal")
    assert leave.status_code == 303
    said = browser.get(leave.location).text
    assert "Meldebescheinigung" in said
    assert "21,00" in said
    browser.get(page)
    assert browser.post(f"{page}/alle/bescheid", {"channel": "post"}).status_code == 303
    with work() as unit:
        assert [one.settlement for one in unit.charges.of_appointment(APPOINTMENT)] == ["invoiced", "invoiced"]
    assert "Alles zusammen zahlen" not in browser.get(page).text
    assert browser.post(f"{page}/alle/paypal").status_code == 409
