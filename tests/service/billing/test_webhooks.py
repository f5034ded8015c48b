"""PayPal's webhooks: refused unless signed, and even then no more than a hint."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from billing.adapters.paypal_webhooks import WebhookVerifier
from billing.domain.charge import charge_id
from billing.domain.payment import Payment
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.outside import BillingPorts, NotFromProvider
from billing.use_cases.start_payment import start_payment
from chassis.service import Running
from local.doubles.paypal.certificates import Signer
from tests.service.billing.conftest import Open, PayPalDouble, submitted

ADDRESS = "/api/billing/v1/paypal/webhook"
TOWN = "https://ostfildern.localhost"


@pytest.fixture
def payment(work: Open, ports: BillingPorts) -> Payment:
    """A payment whose citizen has gone to PayPal."""
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    return start_payment(work, ports.paypal, charge_id("ostfildern", event.case_id))


@pytest.fixture
def post(billing: Running[Any], application: Callable[[Running[Any]], Any]) -> Callable[[bytes, dict[str, str]], int]:
    """Return a function that sends a webhook and returns the status."""
    app = application(billing)
    return lambda body, headers: app.test_client().post(ADDRESS, data=body, headers=headers, base_url=TOWN).status_code


def about(payment: Payment) -> bytes:
    """Return the body of a webhook that says the order is approved."""
    resource = {"id": payment.order_id, "status": "APPROVED"}
    return json.dumps({"event_type": "X", "resource_type": "checkout-order", "resource": resource}).encode()


def state_of(work: Open, payment: Payment) -> str:
    """Return where the payment stands."""
    with work() as unit:
        found = unit.payments.get(payment.id)
    return found.state if found else "unknown"


def test_a_signed_webhook_completes_a_payment_whose_citizen_did_not_return(
    payment: Payment, work: Open, post: Any, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    body = about(payment)
    assert post(body, paypal.sign(body)) == 204
    do_due_work()
    assert state_of(work, payment) == "captured"


def test_a_forged_message_under_genuine_headers_moves_no_money(
    payment: Payment, work: Open, post: Any, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    body = about(payment)  # says APPROVED; the payer has not approved
    assert post(body, paypal.sign(body)) == 204
    do_due_work()
    assert state_of(work, payment) == "started"


@pytest.mark.parametrize(
    "change",
    [
        {"PAYPAL-TRANSMISSION-SIG": "AAAA"},
        {"PAYPAL-TRANSMISSION-SIG": "no base64"},
        {"PAYPAL-AUTH-ALGO": "none"},
        {"PAYPAL-CERT-URL": "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1"},
        {"PAYPAL-TRANSMISSION-TIME": "2020-01-01T00:00:00Z"},
        {"PAYPAL-TRANSMISSION-TIME": ""},
    ],
)
def test_what_is_not_signed_by_paypal_is_refused(
    payment: Payment, post: Any, paypal: PayPalDouble, change: dict[str, str]
) -> None:
    body = about(payment)
    assert post(body, paypal.sign(body) | change) == 403


def test_another_body_than_the_signed_one_is_refused(payment: Payment, post: Any, paypal: PayPalDouble) -> None:
    body = about(payment)
    assert post(body + b" ", paypal.sign(body)) == 403


def test_a_certificate_that_no_pinned_authority_vouches_for_is_refused(
    payment: Payment, paypal: PayPalDouble, ports: BillingPorts, tmp_path: Path
) -> None:
    assert isinstance(ports.verify_webhook, WebhookVerifier)
    Signer.of(tmp_path)
    others = replace(ports.verify_webhook, ca_file=tmp_path / "ca.pem", _keys={})
    body = about(payment)
    with pytest.raises(NotFromProvider, match="no authority of ours"):
        others("ostfildern", paypal.sign(body), body, datetime.now(UTC))
