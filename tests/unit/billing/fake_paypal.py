"""A PayPal that lives in memory."""

from dataclasses import dataclass, field, replace

from billing.use_cases.outside import Capture, PaymentRequest, PaymentTransaction


@dataclass
class FakePayPal:
    """A PayPal with orders in a dictionary; `approved` are those that the payer has agreed to."""

    orders: dict[str, PaymentTransaction] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    captures: int = 0
    refunds: set[str] = field(default_factory=set)
    wrong_amount: int = 0

    def create(self, tenant: str, order: PaymentRequest) -> PaymentTransaction:
        """Open an order."""
        del tenant
        order_id = self.keys.setdefault(order.request_id, f"O{len(self.keys) + 1}")
        self.amounts[order_id] = order.amount
        made = PaymentTransaction(
            id=order_id, status="created", reference=order.reference, approve_url=f"https://pp/{order_id}"
        )
        return self.orders.setdefault(order_id, made)

    def read(self, tenant: str, order_id: str) -> PaymentTransaction:
        """Return an order."""
        del tenant
        return self.orders.get(order_id) or PaymentTransaction(id=order_id, status="gone", reference="")

    def approve(self, order_id: str) -> None:
        """Let the payer agree."""
        self.orders[order_id] = replace(self.orders[order_id], status="approved")

    def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
        """Take the money."""
        del tenant, key
        self.captures += 1
        taken = Capture(
            id=f"C{order_id}", status="completed", amount=self.amounts[order_id] + self.wrong_amount, fee=67
        )
        self.orders[order_id] = replace(self.orders[order_id], status="completed", capture=taken)
        return self.orders[order_id]

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give the money back."""
        del tenant, capture_id, amount
        self.refunds.add(key)
        return f"R{key}"
