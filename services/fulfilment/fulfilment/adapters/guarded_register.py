"""A circuit breaker before each authority: one that fails again and again is left alone for a while.

The state is each process's own: a worker that finds the authority down learns so within five requests, and nothing
shared can break with it.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from pybreaker import CircuitBreaker, CircuitBreakerError

from fulfilment.use_cases.outside import Register, RegisterAnswer, RegisterRequest, RegisterUnreachable

T = TypeVar("T")
FAILURES = 5
REST_SECONDS = 60


class GuardedRegister:
    """Passes on to a register, unless that one has failed five times in a row less than a minute ago."""

    def __init__(self, register: Register, target: str, rest_seconds: int = REST_SECONDS) -> None:
        self._register = register
        self._breaker = CircuitBreaker(
            fail_max=FAILURES, reset_timeout=rest_seconds, name=target, throw_new_error_on_trip=False
        )

    def submit(self, request: RegisterRequest) -> str:
        """Hand the request over, or raise `RegisterUnreachable`."""
        return self._guarded(lambda: self._register.submit(request))

    def ask(self, message_id: UUID) -> RegisterAnswer:
        """Ask where the request stands, or raise `RegisterUnreachable`."""
        return self._guarded(lambda: self._register.ask(message_id))

    def _guarded(self, call: Callable[[], T]) -> T:
        try:
            found: T = self._breaker.call(call)
        except CircuitBreakerError as error:
            raise RegisterUnreachable("left alone after failures", kept_out=True) from error
        return found
