"""The way to BundID and back: offered in the call, answered once, at the level that was asked for or not at all."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from identity.domain.levels import Level, highest
from identity.domain.names import Names

VALID = timedelta(minutes=15)
"""How long an offer stands; long enough for the AusweisApp and a forgotten PIN."""
_OURS = re.compile("_([0-9a-f]{32})([0-9a-f]{32})")
_LEAST: Level = "substantial"
"""Below it, BundID tells what people typed themselves (an account with a password)."""


class Refusal(StrEnum):
    """Why an answer of BundID is not believed; each has its own words and its own row of audit."""

    NO_ANSWER = "no-answer"
    WRONG_SIGNATURE = "wrong-signature"
    WRONG_ISSUER = "wrong-issuer"
    WRONG_AUDIENCE = "wrong-audience"
    OTHER_TOWN = "other-town"
    EXPIRED = "expired"
    UNSOLICITED = "unsolicited"
    REPLAYED = "replayed"
    CANCELLED = "cancelled"
    LEVEL_TOO_LOW = "level-too-low"
    INCOMPLETE = "incomplete"
    UNDER_AGE = "under-age"
    CALL_OVER = "call-over"


class AnswerRefused(Exception):
    """An answer is not believed."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Handoff:
    """One offer: `request` names it, 128 random bits; `refused` is why the last answer was not believed."""

    request: str
    until: datetime
    level: Level | None = None
    refused: str = ""

    @property
    def answered(self) -> bool:
        """An answer was accepted; there is no second one."""
        return self.level is not None


@dataclass(frozen=True)
class Request:
    """What is asked of BundID; `id` is the SAML request's, which names appointment and offer."""

    id: str
    level: Level


@dataclass(frozen=True)
class Told:
    """What BundID says of somebody; nothing else of its answer is read."""

    names: Names
    birth_date: date
    level: Level


def asked_for(required: Level) -> Level:
    """Return the level to ask for."""
    return highest((required, _LEAST))


def request_id(appointment_id: UUID, request: str) -> str:
    """Return the id of the SAML request (an NCName, so it begins with an underscore)."""
    return f"_{appointment_id.hex}{request}"


def named_by(told: str) -> tuple[UUID, str]:
    """Return appointment and offer that a request's id names.

    Raises:
        AnswerRefused: if it is none of ours.
    """
    ours = _OURS.fullmatch(told)
    if ours is None:
        raise AnswerRefused(Refusal.UNSOLICITED)
    return UUID(hex=ours[1]), ours[2]
