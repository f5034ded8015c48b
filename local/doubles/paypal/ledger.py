"""Orders, captures and refunds: PayPal's rules about money, without HTTP."""

import secrets
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from local.doubles.kept import Plain
from local.doubles.paypal.errors import invalid, missing, unprocessable

_CENT = Decimal("0.01")
_FEE_SHARE, _FEE_FIXED = Decimal("0.0249"), Decimal("0.35")


def now() -> str:
    """Return the time as PayPal writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> str:
    """Return an id as PayPal makes them: 17 capital letters and digits."""
    return "".join(secrets.choice("0123456789ABCDEFGHJKLMNPRSTUVWXY") for _ in range(17))


def amount_of(told: Any) -> Decimal:  # noqa: ANN401 - what a client sent
    """Return a checked amount in EUR."""
    try:
        value = Decimal(told["value"])
    except (TypeError, KeyError, InvalidOperation):
        raise invalid("MISSING_REQUIRED_PARAMETER", "amount.value") from None
    if told.get("currency_code") != "EUR":
        raise unprocessable("CURRENCY_NOT_SUPPORTED_FOR_RECEIVER", "this double knows EUR only")
    if value <= 0 or value != value.quantize(_CENT):
        raise unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE" if value <= 0 else "DECIMAL_PRECISION")
    return value


def money(value: Decimal) -> Plain:
    """Write an amount as PayPal does."""
    return {"currency_code": "EUR", "value": str(value.quantize(_CENT, ROUND_HALF_UP))}


class Ledger:
    """What PayPal knows of all merchants, over one dictionary."""

    def __init__(self, state: Plain) -> None:
        self._state = state

    def create(self, merchant: str, told: Plain) -> Plain:
        """Open an order."""
        units = told.get("purchase_units") or []
        if told.get("intent") != "CAPTURE" or len(units) != 1:
            raise invalid("INVALID_PARAMETER_VALUE", "this double knows intent CAPTURE with one purchase unit")
        unit = units[0]
        amount_of(unit.get("amount"))
        self._refuse_known_invoice(merchant, unit)
        source = told.get("payment_source") or {}
        context = source.get("paypal", {}).get("experience_context") or told.get("application_context") or {}
        order = {
            "id": new_id(),
            "intent": "CAPTURE",
            "status": "PAYER_ACTION_REQUIRED" if source else "CREATED",
            "create_time": now(),
            "update_time": now(),
            "purchase_units": [{"reference_id": "default", **unit, "payee": {"merchant_id": merchant.upper()}}],
            "_merchant": merchant,
            "_context": context,
            "_source": bool(source),
        }
        self._state["orders"][order["id"]] = order
        return order

    def order(self, merchant: str | None, order_id: str) -> Plain:
        """Return an order of a merchant (`None`: of any, for the buyer)."""
        order: Plain | None = self._state["orders"].get(order_id)
        if order is None or merchant not in (None, order["_merchant"]):
            raise missing()
        return order

    def approve(self, order: Plain) -> None:
        """Let the buyer agree."""
        if order["status"] not in ("CREATED", "PAYER_ACTION_REQUIRED", "APPROVED"):
            raise unprocessable("ORDER_ALREADY_CAPTURED")
        payer = {"payer_id": new_id()[:13], "email_address": "kaeufer@example.com", "name": {"given_name": "Erika"}}
        order |= {"status": "APPROVED", "payer": payer, "update_time": now()}

    def capture(self, order: Plain, outcome: str = "COMPLETED") -> Plain:
        """Take the money; `outcome` may also be PENDING or DECLINED."""
        if order["status"] == "COMPLETED":
            raise unprocessable("ORDER_ALREADY_CAPTURED", "Order already captured.")
        if order["status"] != "APPROVED":
            raise unprocessable("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.")
        unit = order["purchase_units"][0]
        self._refuse_known_invoice(order["_merchant"], unit)
        gross = amount_of(unit["amount"])
        fee = (gross * _FEE_SHARE + _FEE_FIXED).quantize(_CENT, ROUND_HALF_UP)
        capture: Plain = {
            "id": new_id(),
            "status": outcome,
            "amount": money(gross),
            "final_capture": True,
            "seller_protection": {"status": "NOT_ELIGIBLE"},
            "seller_receivable_breakdown": {
                "gross_amount": money(gross),
                "paypal_fee": money(fee),
                "net_amount": money(gross - fee),
            },
            **{name: unit[name] for name in ("invoice_id", "custom_id") if name in unit},
            "create_time": now(),
            "update_time": now(),
            "supplementary_data": {"related_ids": {"order_id": order["id"]}},
            "_merchant": order["_merchant"],
            "_refunded": "0.00",
        }
        if outcome == "PENDING":
            capture["status_details"] = {"reason": "PENDING_REVIEW"}
        self._state["captures"][capture["id"]] = capture
        unit["payments"] = {"captures": [capture["id"]]}
        order |= {"status": "COMPLETED", "update_time": now()}
        return capture

    def settle(self, capture_id: str, outcome: str) -> Plain:
        """End the wait of a pending capture."""
        capture = self.captured(None, capture_id)
        capture |= {"status": outcome, "update_time": now()}
        capture.pop("status_details", None)
        return capture

    def captured(self, merchant: str | None, capture_id: str) -> Plain:
        """Return a capture of a merchant."""
        capture: Plain | None = self._state["captures"].get(capture_id)
        if capture is None or merchant not in (None, capture["_merchant"]):
            raise missing()
        return capture

    def refund(self, capture: Plain, told: Plain) -> Plain:
        """Give money of a capture back, all of what is left if no amount is named."""
        if capture["status"] not in ("COMPLETED", "PARTIALLY_REFUNDED"):
            issue = "CAPTURE_FULLY_REFUNDED" if capture["status"] == "REFUNDED" else "INVALID_RESOURCE_STATE"
            raise unprocessable(issue)
        gross, before = Decimal(capture["amount"]["value"]), Decimal(capture["_refunded"])
        wanted = amount_of(told["amount"]) if told.get("amount") else gross - before
        if before + wanted > gross:
            raise unprocessable("REFUND_AMOUNT_EXCEEDED")
        capture["_refunded"] = str(before + wanted)
        capture |= {"status": "REFUNDED" if before + wanted == gross else "PARTIALLY_REFUNDED", "update_time": now()}
        refund: Plain = {
            "id": new_id(),
            "status": "COMPLETED",
            "amount": money(wanted),
            **{name: told.get(name, capture.get(name)) for name in ("invoice_id", "custom_id") if name in capture},
            "seller_payable_breakdown": {
                "gross_amount": money(wanted),
                "total_refunded_amount": money(before + wanted),
            },
            "create_time": now(),
            "update_time": now(),
            "_merchant": capture["_merchant"],
            "_capture": capture["id"],
        }
        self._state["refunds"][refund["id"]] = refund
        return refund

    def refunded(self, merchant: str, refund_id: str) -> Plain:
        """Return a refund of a merchant."""
        refund: Plain | None = self._state["refunds"].get(refund_id)
        if refund is None or refund["_merchant"] != merchant:
            raise missing()
        return refund

    def _refuse_known_invoice(self, merchant: str, unit: Plain) -> None:
        """Refuse an invoice that was paid: PayPal's last guard against paying twice."""
        invoice = unit.get("invoice_id")
        for capture in self._state["captures"].values():
            is_ours = capture["_merchant"] == merchant and capture["status"] != "DECLINED"
            if invoice and is_ours and capture.get("invoice_id") == invoice:
                raise unprocessable("DUPLICATE_INVOICE_ID", "Duplicate Invoice ID detected.")
