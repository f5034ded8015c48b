"""Values that several events share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Purpose = Literal["manage", "join", "case"]
Level = Literal["none", "normal", "substantial", "high"]
Delivery = Literal["download", "post", "authority", "none"]


@dataclass(frozen=True, kw_only=True)
class Access:
    """A citizen's access to an appointment: the token's SHA-256 (hex) and its epoch, never the token."""

    purpose: Purpose
    digest: str
    epoch: int
    valid_until: datetime


@dataclass(frozen=True, kw_only=True)
class BookedProcedure:
    """One procedure that was booked, for one person of the appointment."""

    item_id: UUID
    procedure: str
    name: str
    identity_level: Level


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to reach the citizen who booked, as they typed it.

    `language` is what they want to speak, `mail_language` what they read: mails and letters come in it (BCP 47).
    """

    given_names: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    language: str = "de"
    mail_language: str = "de"


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody who comes along or is represented; `given_names` is empty for whoever has one name only."""

    given_names: str
    family_name: str
    minor: bool = False


@dataclass(frozen=True, kw_only=True)
class PostalAddress:
    """Where a letter goes."""

    street: str
    postal_code: str
    city: str


@dataclass(frozen=True, kw_only=True)
class VerifiedPerson:
    """Who was identified: names as on the document and the date of birth, nothing else of the document."""

    given_names: str
    family_name: str
    birth_date: date
