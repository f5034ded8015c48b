"""PayPal's REST API (Orders v2, Payments v2, OAuth 2 client credentials), as thin as it can be.

PayPal's own SDK can neither be pointed at another address nor verify webhooks, so four calls are made by hand.
"""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

import requests

from billing.adapters.paypal_shapes import order_body, read_order, refund_body
from billing.domain.errors import PaymentUnavailable
from billing.use_cases.outside import PaymentRequest, PaymentTransaction
from chassis.settings import Secrets

TIMEOUT = (5, 25)
_EARLIER = 60


class Refused(PaymentUnavailable):
    """PayPal answered with a problem; its debug id lets PayPal's support find the call."""

    def __init__(self, status: int, issues: tuple[str, ...], debug_id: str) -> None:
        super().__init__(f"PayPal answers {status}: {' '.join(issues)}, debug id {debug_id}")
        self.issues = issues


@dataclass
class PayPal:
    """PayPal at `url`; each town has an account, hence credentials, of its own."""

    url: str
    secrets: Secrets
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def create(self, tenant: str, order: PaymentRequest) -> PaymentTransaction:
        """Open an order (PayPal-Request-Id keeps it one for six hours)."""
        return read_order(self._call(tenant, "POST", "/v2/checkout/orders", order_body(order), order.request_id))

    def read(self, tenant: str, order_id: str) -> PaymentTransaction:
        """Re-read an order; one that PayPal has forgotten is gone."""
        try:
            return read_order(self._call(tenant, "GET", f"/v2/checkout/orders/{order_id}"))
        except Refused as refused:
            if "RESOURCE_NOT_FOUND" in refused.issues:
                return PaymentTransaction(id=order_id, status="gone", reference="")
            raise

    def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
        """Take the money; an order that was captured already is re-read, one whose payer cannot pay is gone."""
        try:
            return read_order(self._call(tenant, "POST", f"/v2/checkout/orders/{order_id}/capture", {}, key))
        except Refused as refused:
            if "ORDER_ALREADY_CAPTURED" in refused.issues:
                return self.read(tenant, order_id)
            if "INSTRUMENT_DECLINED" in refused.issues:
                return PaymentTransaction(id=order_id, status="gone", reference="")
            raise

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give the money of a capture back."""
        path = f"/v2/payments/captures/{capture_id}/refund"
        told = self._call(tenant, "POST", path, refund_body(amount), key)
        if told.get("status") not in ("COMPLETED", "PENDING"):
            raise PaymentUnavailable(f"PayPal says {told.get('status')} to the refund {key}")
        return str(told["id"])

    def _call(
        self,
        tenant: str,
        method: Literal["GET", "POST"],
        path: str,
        body: dict[str, Any] | None = None,
        key: str = "",
    ) -> dict[str, Any]:
        """Return PayPal's answer, or raise `PaymentUnavailable`; `Refused` if PayPal says why."""
        headers = {"Authorization": f"Bearer {self._token(tenant)}", "Prefer": "return=representation"}
        if key:
            headers["PayPal-Request-Id"] = key
        answer = _ask(method, self.url + path, json=body, headers=headers)
        told = _json(answer)
        if answer.ok:
            return told
        issues = (told.get("name", ""), *(one.get("issue", "") for one in told.get("details", [])))
        raise Refused(answer.status_code, issues, told.get("debug_id", "none"))

    def _token(self, tenant: str) -> str:
        with self._lock:
            kept = self._tokens.get(tenant)
        if kept is not None and kept[1] > time.monotonic():
            return kept[0]
        credentials = (self.secrets.read(tenant, "paypal_client_id"), self.secrets.read(tenant, "paypal_client_secret"))
        form = {"grant_type": "client_credentials"}
        answer = _ask("POST", f"{self.url}/v1/oauth2/token", data=form, auth=credentials)
        if not answer.ok:
            raise PaymentUnavailable(f"PayPal refuses the credentials of {tenant}: status {answer.status_code}")
        told = _json(answer)
        with self._lock:
            self._tokens[tenant] = (told["access_token"], time.monotonic() + int(told["expires_in"]) - _EARLIER)
        return str(told["access_token"])


def _ask(method: str, url: str, **told: Any) -> requests.Response:  # noqa: ANN401 - what requests takes
    try:
        return requests.request(method, url, timeout=TIMEOUT, **told)
    except requests.RequestException as error:
        raise PaymentUnavailable(f"PayPal does not answer: {type(error).__name__}") from error


def _json(answer: requests.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
