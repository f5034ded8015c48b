"""What every payment provider has to keep: PayPal's adapter, and one in memory that takes money by itself.

The second one is shaped as XBezahldienste has it: a request gives a transaction with a redirect address, the payer pays
there, and the status is read. So another provider is one adapter that passes here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import uuid4

import pytest

from billing.domain.charge import charge_id
from billing.domain.errors import PaymentUnavailable
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.outside import BillingPorts, Capture, PaymentProvider, PaymentRequest, PaymentTransaction
from billing.use_cases.refund_payment import refund_payment
from billing.use_cases.start_payment import start_payment
from billing.use_cases.void_charge import close_case
from tests.service.billing.claims import balances
from tests.service.billing.conftest import Open, PayPalDouble, submitted

TOWN = "ostfildern"


@dataclass
class InMemory:
    """A provider without a step of its own for taking the money, and without a fee."""

    transactions: dict[str, PaymentTransaction] = field(default_factory=dict)
    requests: dict[str, PaymentRequest] = field(default_factory=dict)
    refunds: dict[str, tuple[str, int]] = field(default_factory=dict)

    def create(self, tenant: str, order: PaymentRequest) -> PaymentTransaction:
        """POST /paymenttransaction/{originatorId}/{endPointId}."""
        identity = f"{tenant}-{order.request_id}"
        self.requests.setdefault(identity, order)
        made = PaymentTransaction(
            id=identity, status="created", reference=order.reference, approve_url=f"https://pay.example/{identity}"
        )
        return self.transactions.setdefault(identity, made)

    def read(self, tenant: str, order_id: str) -> PaymentTransaction:
        """GET /paymenttransaction/{originatorId}/{endPointId}/{transactionId}."""
        assert tenant == TOWN
        return self.transactions.get(order_id) or PaymentTransaction(id=order_id, status="gone", reference="")

    def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
        """Nothing is to be done: it was taken when the payer paid."""
        assert key
        return self.read(tenant, order_id)

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give back, never more than was taken."""
        assert tenant == TOWN
        before = sum(given for name, (of, given) in self.refunds.items() if of == capture_id and name != key)
        taken = next(one.capture for one in self.transactions.values() if one.capture and one.capture.id == capture_id)
        if before + amount > taken.amount:
            raise PaymentUnavailable("more than was taken")
        self.refunds[key] = (capture_id, amount)
        return f"R-{key}"

    def pay(self, order_id: str) -> None:
        """Let the payer pay: PAYED."""
        known, asked = self.transactions[order_id], self.requests[order_id]
        taken = Capture(id=f"C-{order_id}", status="completed", amount=asked.amount, fee=0)
        self.transactions[order_id] = replace(known, status="completed", capture=taken)


class Payer(Protocol):
    """Somebody who approves at the provider."""

    def __call__(self, order_id: str, /) -> None: ...


@pytest.fixture(params=["paypal", "in memory"])
def provider(
    request: pytest.FixtureRequest, ports: BillingPorts, paypal: PayPalDouble
) -> tuple[PaymentProvider, Payer]:
    """Each provider with its payer."""
    if request.param == "paypal":
        return ports.paypal, paypal.approve
    memory = InMemory()
    return memory, memory.pay


def asked(**fields: Any) -> PaymentRequest:
    """Return a request for 13 euros."""
    told = PaymentRequest(
        request_id=f"order-{uuid4()}",
        reference=str(uuid4()),
        invoice=str(uuid4()),
        amount=1300,
        purpose="Vorgang OF-2026-00042-abcde",
        payee="Ostfildern",
        redirect_url="https://ostfildern.localhost/zahlung/zurueck",
        cancel_url="https://ostfildern.localhost/zahlung/abgebrochen",
    )
    return replace(told, **fields)


def paid(provider: tuple[PaymentProvider, Payer]) -> Capture:
    """Return the money of a request that was paid."""
    port, pay = provider
    made = port.create(TOWN, asked())
    pay(made.id)
    capture = port.capture(TOWN, made.id, f"capture-{made.id}").capture
    assert capture is not None
    return capture


def test_the_same_request_is_the_same_transaction(provider: tuple[PaymentProvider, Payer]) -> None:
    port, _pay = provider
    request = asked()
    first, second = (port.create(TOWN, request) for _ in range(2))
    assert first.id == second.id
    assert first.approve_url
    assert port.create(TOWN, asked()).id != first.id


def test_nothing_is_taken_before_the_payer_agrees(provider: tuple[PaymentProvider, Payer]) -> None:
    port, _pay = provider
    request = asked()
    known = port.read(TOWN, port.create(TOWN, request).id)
    assert (known.status, known.reference, known.capture) == ("created", request.reference, None)


def test_money_is_taken_once_and_says_whose_it_is(provider: tuple[PaymentProvider, Payer]) -> None:
    port, pay = provider
    request = asked()
    made = port.create(TOWN, request)
    pay(made.id)
    answers = [port.capture(TOWN, made.id, f"capture-{made.id}") for _ in range(2)] + [port.read(TOWN, made.id)]
    assert {(one.status, one.reference) for one in answers} == {("completed", request.reference)}
    assert len({one.capture.id for one in answers if one.capture}) == 1
    assert {(one.capture.status, one.capture.amount) for one in answers if one.capture} == {("completed", 1300)}


def test_parts_go_back_once_each_and_never_more_than_was_taken(provider: tuple[PaymentProvider, Payer]) -> None:
    port, _pay = provider
    capture = paid(provider)
    key = f"refund-{uuid4()}"
    assert len({port.refund(TOWN, capture.id, 800, key) for _ in range(2)}) == 1
    with pytest.raises(PaymentUnavailable):
        port.refund(TOWN, capture.id, 501, f"refund-{uuid4()}")
    assert port.refund(TOWN, capture.id, 500, f"refund-{uuid4()}")


def test_what_the_provider_does_not_know_is_gone(provider: tuple[PaymentProvider, Payer]) -> None:
    assert provider[0].read(TOWN, "5O190127TN364715T").status == "gone"


def test_a_fee_is_paid_and_given_back_with_either(
    provider: tuple[PaymentProvider, Payer], work: Open, do_due_work: Callable[[], int]
) -> None:
    port, pay = provider
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    payment = start_payment(work, port, charge_id(TOWN, event.case_id))
    assert payment.order_id
    pay(payment.order_id)
    taken = complete_payment(work, port, payment.id)
    assert taken.state == "captured"
    assert "receivables" not in balances(work)
    with work() as unit:
        close_case(unit, event.case_id, "withdrawn", unit.clock())
    refund_payment(work, port, payment.id)
    do_due_work()
    # What the provider keeps of a refunded payment is the town's cost.
    assert balances(work) == (
        {"paypal_clearing": -taken.provider_fee, "psp_cost": taken.provider_fee} if taken.provider_fee else {}
    )
