"""What PayPal is told and what it answers (Orders v2), in its words."""

from typing import Any, Literal

from billing.domain.errors import PaymentUnavailable
from billing.domain.money import cents, decimal
from billing.use_cases.outside import Capture, CaptureStatus, PaymentRequest, PaymentTransaction

CURRENCY = "EUR"
_STATUS: dict[str, Literal["created", "approved", "completed", "gone"]] = {
    "CREATED": "created",
    "SAVED": "created",
    "PAYER_ACTION_REQUIRED": "created",
    "APPROVED": "approved",
    "COMPLETED": "completed",
    "VOIDED": "gone",
}
_CAPTURED: dict[str, CaptureStatus] = {
    "COMPLETED": "completed",
    "PENDING": "pending",
    "DECLINED": "declined",
    "FAILED": "declined",
    "REFUNDED": "refunded",
    "REVERSED": "refunded",
    "PARTIALLY_REFUNDED": "partly_refunded",
}


def order_body(order: PaymentRequest) -> dict[str, Any]:
    """Return the body that opens an order; PayPal learns no name and no address from us."""
    unit = {
        "reference_id": order.reference,
        "custom_id": order.reference,
        "invoice_id": order.invoice,
        "description": order.purpose,
        "amount": {"currency_code": CURRENCY, "value": decimal(order.amount)},
    }
    context = {
        "brand_name": order.payee,
        "locale": "de-DE",
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
        "return_url": order.redirect_url,
        "cancel_url": order.cancel_url,
    }
    return {
        "intent": "CAPTURE",
        "purchase_units": [unit],
        "payment_source": {"paypal": {"experience_context": context}},
    }


def refund_body(amount: int) -> dict[str, Any]:
    """Return the body that gives an amount back."""
    return {"amount": {"currency_code": CURRENCY, "value": decimal(amount)}}


def read_order(told: dict[str, Any]) -> PaymentTransaction:
    """Read an order as PayPal writes it.

    Raises:
        PaymentUnavailable: if it is none that we understand; nothing is guessed about money.
    """
    try:
        units = told.get("purchase_units") or [{}]
        captures = units[0].get("payments", {}).get("captures", [])
        links = {link["rel"]: link["href"] for link in told.get("links", [])}
        return PaymentTransaction(
            id=told["id"],
            status=_STATUS[told["status"]],
            reference=units[0].get("custom_id", ""),
            approve_url=links.get("payer-action") or links.get("approve"),
            capture=_read_capture(captures[0]) if captures else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PaymentUnavailable(f"PayPal's order is not as documented: {type(error).__name__} {error}") from error


def _read_capture(told: dict[str, Any]) -> Capture:
    amount = told["amount"]
    if amount["currency_code"] != CURRENCY:
        raise ValueError("another currency than EUR")
    fee = told.get("seller_receivable_breakdown", {}).get("paypal_fee", {}).get("value", "0.00")
    return Capture(id=told["id"], status=_CAPTURED[told["status"]], amount=cents(amount["value"]), fee=cents(fee))
