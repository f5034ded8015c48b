"""Webhooks: what a town's own program is told of, by which rules it is tried again, and when it is given up.

Message, headers and the times of the retries follow Standard Webhooks (https://www.standardwebhooks.com, version 1).
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field, field_validator

from fulfilment.domain.plans import Frozen

Told = Literal[
    "case.opened",
    "case.submitted",
    "case.transmitted",
    "case.issued",
    "case.dispatched",
    "case.completed",
    "case.failed",
    "case.withdrawn",
]
TOLD: tuple[Told, ...] = get_args(Told)
PROBE = "webhook.tested"
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After each failure; after the last one people have to look."""
REST = timedelta(minutes=1)
"""How long an endpoint that has just failed is spared its other messages, so that it holds up nobody's work."""
GONE = 410
"""The receiver wants no more (Standard Webhooks, "Disabling failing endpoints"); it is not asked again."""
_SPREAD = 0.1
_dice = secrets.SystemRandom()
# The prefix keeps an administrator from signing with a secret that is there for something else.
SecretName = Annotated[str, Field(pattern=r"^webhook_[a-z0-9_]{1,40}$")]
EndpointName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class Endpoint(Frozen):
    """One address of a town's program, as the town's catalogue has it."""

    url: str
    events: tuple[Told, ...] = Field(min_length=1)
    secrets: tuple[SecretName, ...] = Field(min_length=1, max_length=2)
    """Names of mounted secrets. While a secret is changed there are two, and each message carries both signatures."""
    paused: bool = False
    """While paused, messages wait; none is lost."""

    @field_validator("url")
    @classmethod
    def _can_be_called(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ValueError("a webhook's address begins with https:// and names a host")
        if parts.username or parts.password or parts.fragment:
            raise ValueError("a webhook's address holds no password and no #; the secret is named under `secrets`")
        return url


@dataclass(frozen=True)
class Answer:
    """What came back: a status, or the reason why there is none."""

    status: int | None
    failure: str = ""
    retry_after: timedelta | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver has the message."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110, 15.3


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message to one endpoint; its id is the `webhook-id` of every attempt, also of a replay."""

    id: UUID
    endpoint: str
    type: str
    body: str
    created_at: datetime
    appointment_id: UUID | None = None
    state: Literal["waiting", "delivered", "failed"] = "waiting"
    attempts: int = 0
    tried_at: datetime | None = None
    next_at: datetime | None = None
    status: int | None = None
    failure: str = ""

    def answered(self, answer: Answer, now: datetime) -> "Delivery":
        """Note an attempt: delivered, to be tried again, or given up."""
        tried = replace(
            self, attempts=self.attempts + 1, tried_at=now, status=answer.status, failure=answer.failure, next_at=None
        )
        if answer.taken:
            return replace(tried, state="delivered")
        if answer.status == GONE or self.attempts >= len(WAITS):
            return replace(tried, state="failed")
        wait = WAITS[self.attempts] * _dice.uniform(1, 1 + _SPREAD)
        return replace(tried, next_at=now + max(wait, min(answer.retry_after or wait, WAITS[-1])))

    def again(self, now: datetime) -> "Delivery":
        """Begin anew, because somebody asked for it."""
        return replace(self, state="waiting", attempts=0, next_at=now)
