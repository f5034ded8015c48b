"""What fulfilment remembers of an appointment: whom it is about and whether we know who they are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.parts import Contact, Level, VerifiedPerson
from fulfilment.domain.section import LEVELS

Check = Literal["pending", "verified", "rejected"]


@dataclass(frozen=True)
class Appointment:
    """The appointment that the cases belong to."""

    id: UUID
    number: str
    begins_at: datetime
    contact: Contact
    check: Check = "pending"
    person: VerifiedPerson | None = None
    level: Level = "none"
    check_reason: str | None = None
    closed_at: datetime | None = None

    def verified(self, person: VerifiedPerson, level: Level) -> "Appointment":
        """Remember who the person is."""
        return replace(self, check="verified", person=person, level=level, check_reason=None)

    def unverified(self, reason: str) -> "Appointment":
        """Forget the person: the check failed or does not stand any more."""
        return replace(self, check="rejected", person=None, level="none", check_reason=reason)

    def reaches(self, level: Level) -> bool:
        """Say whether the identity is known at least at this level (BSI TR-03147)."""
        if level == "none":
            return True
        return self.check == "verified" and LEVELS.index(self.level) >= LEVELS.index(level)

    @property
    def names(self) -> tuple[str, str]:
        """Given names and family name: from the document if it was checked, else as they were typed."""
        known = self.person or self.contact
        return known.given_names, known.family_name
