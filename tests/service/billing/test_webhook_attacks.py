"""Whoever pretends to be PayPal is refused with an audit row; what passes the signature still moves no money."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from billing.adapters.paypal_webhooks import WebhookVerifier, signer_of
from billing.domain.charge import charge_id
from billing.domain.errors import PaymentUnavailable
from billing.domain.payment import Payment
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.follow_payment import follow_payment
from billing.use_cases.heed_webhook import REFUSALS_FOR_REASON, heed_webhook, refuse_webhook
from billing.use_cases.outside import BillingPorts, NotFromProvider, PaymentTransaction
from billing.use_cases.start_payment import start_payment
from chassis.persistence.tables import audit
from local.doubles.paypal.certificates import Signer
from tests.service.billing.claims import balances
from tests.service.billing.conftest import Open, PayPalDouble, submitted

ADDRESS, TOWN = "/api/billing/v1/paypal/webhook", "https://ostfildern.localhost"
REAL = "https://api.paypal.com/v1/notifications/certs/CERT-1"


@pytest.fixture
def payment(work: Open, ports: BillingPorts) -> Payment:
    """A payment whose citizen has gone to PayPal."""
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    return start_payment(work, ports.paypal, charge_id("ostfildern", event.case_id))


@pytest.fixture
def post(app: Any) -> Callable[[bytes, dict[str, str]], int]:
    """Return a function that sends a webhook and returns the status."""
    return lambda body, headers: app.test_client().post(ADDRESS, data=body, headers=headers, base_url=TOWN).status_code


def about(payment: Payment, **told: Any) -> bytes:
    """Return the body of a webhook about a payment."""
    resource = {"id": payment.order_id, "status": "APPROVED"}
    return json.dumps({"id": "WH-1", "resource_type": "checkout-order", "resource": resource, **told}).encode()


def actions(work: Open) -> list[str]:
    with work() as unit:
        return list(unit.connection.execute(sa.select(audit.c.action).where(audit.c.actor == "paypal")).scalars())


def forged(body: bytes, genuine: bytes) -> bytes:
    """Return `body` with a field of zeros and ones that gives it the CRC-32 of another body (Gauss over GF(2))."""
    start, places = len(body) - 1 + len(b', "pad": "'), 64
    text = bytearray(body[:-1] + b', "pad": "' + b"0" * places + b'"}')
    nothing = zlib.crc32(text)
    rows = []
    for place in range(places):
        text[start + place] ^= 1
        rows.append((zlib.crc32(text) ^ nothing, 1 << place))
        text[start + place] ^= 1
    wanted, chosen = nothing ^ zlib.crc32(genuine), 0
    for bit in range(32):
        pivot = next((row for row in rows if row[0] >> bit & 1), None)
        if pivot is None:
            continue
        rows = [(r[0] ^ pivot[0], r[1] ^ pivot[1]) if r[0] >> bit & 1 else r for r in rows if r is not pivot]
        if wanted >> bit & 1:
            wanted, chosen = wanted ^ pivot[0], chosen ^ pivot[1]
    for place in range(places):
        text[start + place] ^= chosen >> place & 1
    return bytes(text)


def test_a_forged_body_of_the_same_crc_passes_the_signature_and_still_moves_no_money(
    payment: Payment, work: Open, post: Any, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    genuine = about(payment, id="WH-genuine", event_type="CHECKOUT.ORDER.APPROVED")
    lie = forged(about(payment, id="WH-lie", event_type="PAYMENT.CAPTURE.COMPLETED"), genuine)
    assert zlib.crc32(lie) == zlib.crc32(genuine)
    assert json.loads(lie)["id"] == "WH-lie"
    assert post(lie, paypal.sign(genuine)) == 204
    do_due_work()
    assert balances(work).get("paypal_clearing") is None


@pytest.mark.parametrize(
    "change",
    [
        {"PAYPAL-TRANSMISSION-SIG": "AAAA"},
        {"PAYPAL-AUTH-ALGO": "SHA1withRSA"},
        {"PAYPAL-CERT-URL": "http://api.paypal.com/v1/notifications/certs/CERT-1"},
        {"PAYPAL-TRANSMISSION-TIME": "2020-01-01T00:00:00Z"},
    ],
)
def test_each_refusal_leaves_an_audit_row_and_no_booking(
    payment: Payment, work: Open, post: Any, paypal: PayPalDouble, change: dict[str, str]
) -> None:
    before = balances(work)
    body = about(payment)
    assert post(body, paypal.sign(body) | change) == 403
    [action] = actions(work)
    assert action.startswith("webhook refused: ")
    assert balances(work) == before


@pytest.mark.parametrize(
    "url",
    [
        REAL.replace("https", "http"),
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://api-paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example/api.paypal.com/v1/notifications/certs/CERT-1",
        REAL + "/../../../evil",
        REAL + "?next=https://evil.example",
        REAL.replace("paypal", "ρaypal"),
        "",
    ],
)
def test_a_certificate_is_fetched_from_paypal_alone(
    ports: BillingPorts, monkeypatch: pytest.MonkeyPatch, paypal: PayPalDouble, url: str
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise AssertionError("nothing may be fetched from there")

    headers = paypal.sign(b"{}") | {"PAYPAL-CERT-URL": url}
    assert isinstance(ports.verify_webhook, WebhookVerifier)
    verify = replace(ports.verify_webhook, paypal_url="https://api-m.paypal.com", _keys={})
    monkeypatch.setattr(requests, "get", nobody)
    with pytest.raises(NotFromProvider, match="elsewhere"):
        verify("ostfildern", headers, b"{}", datetime.now(UTC))


def test_a_chain_that_is_expired_self_signed_or_broken_is_refused(tmp_path: Path) -> None:
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
    ours, theirs = Signer.of(tmp_path / "ours"), Signer.of(tmp_path / "theirs")
    pinned = x509.load_pem_x509_certificates((tmp_path / "ours" / "ca.pem").read_bytes())
    now = datetime.now(UTC)
    assert signer_of(ours.chain.encode(), pinned, now)
    with pytest.raises(NotFromProvider, match="not valid now"):
        signer_of(ours.chain.encode(), pinned, now + timedelta(days=7300))
    with pytest.raises(NotFromProvider, match="no authority of ours"):
        signer_of(theirs.chain.encode(), pinned, now)
    leaf = x509.load_pem_x509_certificates(ours.chain.encode())[0]
    with pytest.raises(NotFromProvider, match="no authority of ours"):
        signer_of(leaf.public_bytes(Encoding.PEM), pinned, now)


def test_a_webhook_of_another_town_is_refused(payment: Payment, app: Any, paypal: PayPalDouble, work: Open) -> None:
    body = about(payment)
    other = TOWN.replace("ostfildern", "musterstadt")
    answer = app.test_client().post(ADDRESS, data=body, headers=paypal.sign(body), base_url=other)
    assert answer.status_code == 403
    with work("musterstadt") as unit:
        assert unit.connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 1


def test_twenty_five_redeliveries_book_once(
    payment: Payment, work: Open, post: Any, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    body = about(payment)
    for _ in range(24):
        assert post(body, paypal.sign(body)) == 204
        do_due_work()
    replayed = paypal.sign(body)
    assert [post(body, replayed), post(body, replayed)] == [204, 204]
    do_due_work()
    with work() as unit:
        entries = unit.ledger.of_charge(payment.charge_id)
    assert [entry.what.partition(":")[0] for entry in entries] == ["assessed", "captured"]
    assert actions(work).count("webhook heard before") == 25


@pytest.mark.parametrize("change", [{"reference": "another payment"}, {"amount": 1}])
def test_a_re_read_order_about_something_else_is_not_booked(
    payment: Payment, work: Open, ports: BillingPorts, paypal: PayPalDouble, change: dict[str, Any]
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)

    class Lies:
        """PayPal whose answer is about another payment or amount."""

        create = staticmethod(ports.paypal.create)
        refund = staticmethod(ports.paypal.refund)

        def read(self, tenant: str, order_id: str) -> PaymentTransaction:
            return ports.paypal.read(tenant, order_id)

        def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
            order = ports.paypal.capture(tenant, order_id, key)
            assert order.capture is not None
            if "amount" in change:
                return replace(order, capture=replace(order.capture, **change))
            return replace(order, **change)

    with pytest.raises(PaymentUnavailable, match="another payment or amount"):
        complete_payment(work, Lies(), payment.id)
    assert "paypal_clearing" not in balances(work)


@pytest.mark.parametrize("hours", [0, 7])
def test_a_capture_that_times_out_after_it_succeeded_is_one_capture(
    payment: Payment, work: Open, ports: BillingPorts, paypal: PayPalDouble, hours: int
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    paypal.misbehave(hang_after_capture=1, hang_seconds=0.01)
    with pytest.raises(PaymentUnavailable):
        complete_payment(work, ports.paypal, payment.id)
    requests.post(f"{paypal.url}/_double/clock?ahead={hours * 3600}", timeout=10).raise_for_status()
    assert complete_payment(work, ports.paypal, payment.id).state == "captured"
    requests.post(f"{paypal.url}/_double/clock?ahead=0", timeout=10).raise_for_status()
    assert len([one for one in paypal.seen("captures") if one.get("custom_id") == str(payment.id)]) == 1


def test_what_paypal_examines_is_waited_for_beyond_six_hours_and_then_booked(
    payment: Payment, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    paypal.misbehave(pending=1)
    assert complete_payment(work, ports.paypal, payment.id).under_review
    with work() as unit:
        kept = unit.payments.get(payment.id)
        assert kept is not None
        unit.payments.save(replace(kept, started_at=kept.started_at - timedelta(hours=30)))
    follow_payment(work, ports.paypal, payment.id)
    with work() as unit:
        waiting = unit.payments.get(payment.id)
    assert waiting is not None
    assert waiting.state == "started", "an examined payment is never given up"
    requests.post(f"{paypal.url}/_double/captures/{waiting.capture_id}/settle?as=COMPLETED", timeout=10)
    follow_payment(work, ports.paypal, payment.id)
    assert "receivables" not in balances(work)
    with work() as unit:
        done = unit.payments.get(payment.id)
    assert done is not None
    assert done.state == "captured"


def test_money_that_paypal_gave_back_by_itself_opens_the_claim_again_once(
    payment: Payment, work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    captured = complete_payment(work, ports.paypal, payment.id)
    assert captured.capture_id
    ports.paypal.refund("ostfildern", captured.capture_id, captured.amount, "by hand at PayPal")
    for _ in range(2):
        follow_payment(work, ports.paypal, payment.id)
    with work() as unit:
        charge = unit.charges.peek(payment.charge_id)
    assert charge is not None
    assert charge.state == "open"
    assert balances(work)["receivables"] == 1300


def test_a_refund_by_hand_at_paypal_is_noticed_by_its_webhook_and_booked_as_paypal_shows_it(
    payment: Payment, work: Open, ports: BillingPorts, paypal: PayPalDouble, do_due_work: Callable[[], int]
) -> None:
    assert payment.order_id
    paypal.approve(payment.order_id)
    captured = complete_payment(work, ports.paypal, payment.id)
    assert captured.capture_id
    made = ports.paypal.refund("ostfildern", captured.capture_id, captured.amount, "by hand, and told of")
    [told] = [one["event"] for one in paypal.seen("webhooks") if one["event"]["resource"]["id"] == made]
    with work() as unit:
        assert heed_webhook(unit, "t-1", told)
    do_due_work()
    assert balances(work)["receivables"] == 1300


@pytest.mark.parametrize("links", [None, "up", [None], [{"rel": "up"}], [{"rel": "up", "href": 7}], [{"rel": "self"}]])
def test_a_refund_without_a_link_to_a_capture_is_none_of_ours(payment: Payment, work: Open, links: object) -> None:
    with work() as unit:
        assert not heed_webhook(unit, "t-1", {"resource_type": "refund", "resource": {"links": links}})


def test_a_flood_of_refused_webhooks_neither_fills_the_audit_nor_hides_another_reason(work: Open) -> None:
    with work() as unit:
        for number in range(REFUSALS_FOR_REASON.most + 20):
            refuse_webhook(unit, f"t-{number}", "the signature does not fit")
        refuse_webhook(unit, "t-other", "another algorithm")
    said = actions(work)
    assert said.count("webhook refused: the signature does not fit") == REFUSALS_FOR_REASON.most
    assert said.count("webhook refused: another algorithm") == 1
