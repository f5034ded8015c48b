"""Idempotency as PayPal has it: the answer to a PayPal-Request-Id is remembered, orders shorter than payments."""

import time
from collections.abc import Callable

from local.doubles.kept import Plain

ORDERS, PAYMENTS = 6 * 3600, 45 * 24 * 3600


class Remembered:
    """Which resource a request id made; without an id PayPal makes another one each time."""

    def __init__(self, state: Plain) -> None:
        self._state = state

    def once(self, key: str | None, keep: int, make: Callable[[], str]) -> tuple[str, bool]:
        """Return the id of the resource, and whether it was made only now."""
        if not key:
            return make(), True
        kept = self._state["request_ids"].get(key)
        if kept is not None and time.time() + self._state["ahead"] < kept["until"]:
            return str(kept["id"]), False
        made = make()
        self._state["request_ids"][key] = {"id": made, "until": time.time() + self._state["ahead"] + keep}
        return made, True
